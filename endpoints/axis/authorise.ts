/**
 * Who may do what: reads need read, actions need create on the run ledger; no login, no access. What speaks of nobody but who asks needs a login alone.
 * Who may is asked for the type of the body next, here, so that no route can forget it.
 */
import { InvalidCredentialsError } from '@directus/errors';
import type { EndpointExtensionContext } from '@directus/types';
import { requireRight, type Right as HostRight } from '../../src/host/require-right';
import { requireType, type BodyType } from './body';
import type { AxisRequest } from './request';

/** self: whoever is signed in. */
export type Right = HostRight | 'self';

/** `sends`: of a POST, JSON where it is left out. */
export type Authorise = (request: AxisRequest, right: Right, sends?: BodyType) => Promise<{ userId: string }>;

/**
 * Errors of the function made: INVALID_CREDENTIALS (401) without a login, FORBIDDEN (403) without the permission, or with one that leaves anything out;
 * InvalidPayloadError for a POST that does not say its type; DatabaseLost where the database does not answer.
 */
export function createAuthorise(host: Pick<EndpointExtensionContext, 'database' | 'services'>): Authorise {
	return async (request, right, sends = 'application/json') => {
		const { accountability, schema } = request;
		if (!accountability?.user) throw new InvalidCredentialsError();
		if (right !== 'self') await requireRight(host, { accountability, schema }, right);
		requireType(request, sends);
		return { userId: accountability.user };
	};
}
