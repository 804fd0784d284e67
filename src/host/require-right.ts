/**
 * Whether a person may do what the bundle does: reading needs read, acting needs create on the run ledger axis_rollout_run.
 * Directus itself is asked, as the user, so that roles, policies and licence rules hold as everywhere else. The grant must be whole:
 * what it leaves out, reports would show all the same, because they read the tables and not the items.
 */
import { ForbiddenError as DirectusForbidden, isDirectusError } from '@directus/errors';
import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types';
import { LEDGER_TABLE } from '../contract';
import { DatabaseLost } from '../db/availability';
import { sqlState } from '../db/sqlstate';
import { ForbiddenError } from '../errors';
import { readGrant, type Granted } from './grants';

export type Right = 'read' | 'create';

/** Who asks, and the schema as Directus knows it. */
export interface Caller {
	accountability: Accountability;
	schema: SchemaOverview;
}

/**
 * An admin may everything. Errors: FORBIDDEN (403) without the permission, or with one that leaves anything out; DatabaseLost where the database does
 * not answer.
 */
export async function requireRight(
	{ database, services }: Pick<ApiExtensionContext, 'database' | 'services'>,
	{ accountability, schema }: Caller,
	right: Right,
): Promise<void> {
	if (accountability.admin) return;
	requireWhole(await readGrant(database, accountability, LEDGER_TABLE, right), right);
	await ask(new services.ItemsService(LEDGER_TABLE, { schema, accountability }), right, schema);
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
