/**
 * Who may do what: reads need read, actions need create on the run ledger; no login, no access. What speaks of nobody but who asks needs a login alone.
 * Who may is asked for JSON next, here, so that no route can forget it.
 */
import { InvalidCredentialsError } from '@directus/errors';
import type { EndpointExtensionContext } from '@directus/types';
import { requireRight, type Right as HostRight } from '../../src/host/require-right';
import { requireJson } from './body';
import type { AxisRequest } from './request';

/** self: whoever is signed in. */
export type Right = HostRight | 'self';

export type Authorise = (request: AxisRequest, right: Right) => Promise<{ userId: string }>;

/**
 * Errors of the function made: INVALID_CREDENTIALS (401) without a login, FORBIDDEN (403) without the permission, or with one that leaves anything out;
 * InvalidPayloadError for a POST that does not say it is JSON; DatabaseLost where the database does not answer.
 */
export function createAuthorise(host: Pick<EndpointExtensionContext, 'database' | 'services'>): Authorise {
	return async (request, right) => {
		const { accountability, schema } = request;
		if (!accountability?.user) throw new InvalidCredentialsError();
		if (right !== 'self') await requireRight(host, { accountability, schema }, right);
		requireJson(request);
		return { userId: accountability.user };
	};
}
