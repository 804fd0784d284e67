/** Ports of labels and event types: which tables they could read by now, and binding them again. */
import type { Knex } from 'knex';
import type { RebindAnswer } from '../contract';
import { Port } from '../contract/schemas';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import type { RolloutContext, RunRequest } from '../run/context';
import { runRecorded } from '../run/recorded';
import { requireDatabase, requireGateFor } from '../run/requirements';
import { ofTier } from '../tier/explain-tier';
import { tierOf, tooEarly } from '../tier/tiers';
import bindPorts from './sql/bind-ports.sql';
import hasPorts from './sql/has-ports.sql';
import unboundPorts from './sql/unbound-ports.sql';

/**
 * Lets each port read its table, or nothing where that is missing or of another shape; changes nothing where all are bound as they could be.
 * Errors: OrderError before tier 1; WrongDatabaseError, GateClosedError, OwnerRequiredError, RolloutBusyError, DatabaseUnavailableError,
 * OutcomeUnknownError.
 */
export async function rebindPorts(context: RolloutContext, request: RunRequest): Promise<RebindAnswer> {
	requirePostgres(context.db);
	const asked = 'Binding the ports again';
	const { profile } = context.loaded;
	const spec = ofTier(tierOf('structure'), { action: 'rebind', tiers: [], asked, partOf: null, commit: true });
	let ports: Port[] = [];
	const { run } = await runRecorded(context, request, spec, async (trx) => {
		await requireDatabase(trx, profile);
		if (!(await rolledOut(trx))) throw tooEarly('structure', 'rebind');
		await requireGateFor(trx, profile, request, asked);
		ports = (await queryRows(trx, bindPorts)).map((row) => Port.parse(row));
		return { tiers: [], facts: { ports } };
	});
	return { run, ports };
}

/** A note for each table of labels or event types that came, or got the shape that is read, after the ports were bound. None before tier 1. */
export async function noteUnboundPorts(trx: Knex): Promise<Record<string, unknown>[]> {
	return (await rolledOut(trx)) ? queryRows(trx, unboundPorts) : [];
}

async function rolledOut(trx: Knex): Promise<boolean> {
	const [row] = await queryRows(trx, hasPorts);
	return row?.present === true;
}
