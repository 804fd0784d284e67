/**
 * Who may do what: reads need read, actions need create on the run ledger axis_rollout_run; no login, no access.
 * Directus itself is asked, as the user, so that roles, policies and licence rules hold as everywhere else.
 */
import { ForbiddenError as DirectusForbidden, InvalidCredentialsError, isDirectusError } from '@directus/errors';
import type { EndpointExtensionContext, SchemaOverview } from '@directus/types';
import { LEDGER_TABLE } from '../../src/contract';
import { ForbiddenError } from '../../src/errors';
import type { AxisRequest } from './request';

export type Right = 'read' | 'create';

export type Authorise = (request: AxisRequest, right: Right) => Promise<{ userId: string }>;

/** Errors of the function made: INVALID_CREDENTIALS (401) without a login, FORBIDDEN (403) without the permission. */
export function createAuthorise({ services }: Pick<EndpointExtensionContext, 'services'>): Authorise {
	return async (request, right) => {
		const accountability = request.accountability;
		if (!accountability?.user) throw new InvalidCredentialsError();
		if (!accountability.admin)
			await ask(new services.ItemsService(LEDGER_TABLE, { schema: request.schema, accountability }), right, request.schema);
		return { userId: accountability.user };
	};
}

interface Items {
	readByQuery(query: object): Promise<unknown>;
	createOne(data: object, options: object): Promise<unknown>;
}

async function ask(items: Items, right: Right, schema: SchemaOverview): Promise<void> {
	const forbidden = new ForbiddenError({
		reason: `You don't have permission for this: it needs ${right} on the collection ${LEDGER_TABLE}. Nothing was changed. Ask an admin for it.`,
	});
	try {
		if (right === 'read') await items.readByQuery({ fields: ['id'], limit: 1 });
		else await askToCreate(items, schema);
	} catch (error) {
		throw isDirectusError(error, 'FORBIDDEN') ? forbidden : error;
	}
}

// Directus checks the permission and that no required field is missing, then throws preMutationError before it writes: whoever gets that far may create.
async function askToCreate(items: Items, schema: SchemaOverview): Promise<void> {
	const allowed = new DirectusForbidden({ reason: 'probe' });
	const fields = Object.keys(schema.collections[LEDGER_TABLE]?.fields ?? {});
	try {
		await items.createOne(Object.fromEntries(fields.map((field) => [field, 'probe'])), {
			emitEvents: false,
			preMutationError: allowed,
		});
	} catch (error) {
		if (error !== allowed) throw error;
	}
}
