/**
 * Who may do what: reads need read, actions need create on the run ledger axis_rollout_run; no login, no access.
 * Directus itself is asked, as the user, so that roles, policies and licence rules hold as everywhere else. The grant must be whole:
 * what it leaves out, reports would show all the same, because they read the tables and not the items.
 * What speaks of nobody but who asks needs a login alone.
 * Who may is asked for JSON next, here, so that no route can forget it.
 */
import { ForbiddenError as DirectusForbidden, InvalidCredentialsError, isDirectusError } from '@directus/errors';
import type { EndpointExtensionContext, SchemaOverview } from '@directus/types';
import { LEDGER_TABLE } from '../../src/contract';
import { DatabaseLost } from '../../src/db/availability';
import { sqlState } from '../../src/db/sqlstate';
import { ForbiddenError } from '../../src/errors';
import { readGrant, type Granted } from '../../src/host/grants';
import { requireJson } from './body';
import type { AxisRequest } from './request';

/** self: whoever is signed in. */
export type Right = 'read' | 'create' | 'self';

export type Authorise = (request: AxisRequest, right: Right) => Promise<{ userId: string }>;

/**
 * Errors of the function made: INVALID_CREDENTIALS (401) without a login, FORBIDDEN (403) without the permission, or with one that leaves anything out;
 * InvalidPayloadError for a POST that does not say it is JSON; DatabaseLost where the database does not answer.
 */
export function createAuthorise({ database, services }: Pick<EndpointExtensionContext, 'database' | 'services'>): Authorise {
	return async (request, right) => {
		const accountability = request.accountability;
		if (!accountability?.user) throw new InvalidCredentialsError();
		if (!accountability.admin && right !== 'self') {
			requireWhole(await readGrant(database, accountability, LEDGER_TABLE, right), right);
			await ask(new services.ItemsService(LEDGER_TABLE, { schema: request.schema, accountability }), right, request.schema);
		}
		requireJson(request);
		return { userId: accountability.user };
	};
}

interface Items {
	readByQuery(query: object): Promise<unknown>;
	createOne(data: object, options: object): Promise<unknown>;
}

function requireWhole(granted: Granted, right: Right): void {
	if (granted.is === 'missing') throw missing(right);
	if (granted.is === 'narrowed') {
		throw new ForbiddenError({
			reason: `Your permission for this leaves something out: ${right} on the collection ${LEDGER_TABLE} has ${granted.by.join(' and ')} in the policy "${granted.policy}". Nothing was changed. Ask an admin to grant it with all fields and without rules.`,
		});
	}
}

const missing = (right: Right) =>
	new ForbiddenError({
		reason: `You don't have permission for this: it needs ${right} on the collection ${LEDGER_TABLE}. Nothing was changed. Ask an admin for it.`,
	});

async function ask(items: Items, right: Right, schema: SchemaOverview): Promise<void> {
	try {
		if (right === 'read') await items.readByQuery({ fields: ['id'], limit: 1 });
		else await askToCreate(items, schema);
	} catch (error) {
		if (isDirectusError(error, 'FORBIDDEN')) throw missing(right);
		// Directus asks its tables for the answer: what is neither its refusal nor PostgreSQL's is the driver's, which got none.
		throw isRefusal(error) || sqlState(error) !== null ? error : new DatabaseLost(error);
	}
}

// Of several fields that are not valid Directus throws a list.
const isRefusal = (error: unknown): boolean => (Array.isArray(error) ? error : [error]).every((one) => isDirectusError(one));

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
