/** The tables that the gate keeps, and who may change what about them. */
import type { Knex } from 'knex';
import { AXIS_TABLES, LEDGER_TABLE, type AxisTable } from '../../src/contract';
import { LedgerKeptError } from '../../src/errors';
import type { GateKeeper } from './gate-keeper';

const AXIS: ReadonlySet<unknown> = new Set(AXIS_TABLES);

/**
 * Fulfils when those of `tables` that are ours may be changed: axis tables while the gate is open, the run ledger never. `asked` names the change
 * as a noun phrase that a table's name completes. Errors: LedgerKeptError, GateClosedError, ProfileError.
 */
export async function requireChangeable(
	keeper: GateKeeper,
	asked: string,
	tables: readonly unknown[],
	database: Knex,
): Promise<void> {
	if (tables.includes(LEDGER_TABLE)) throw new LedgerKeptError();
	const touched = [...new Set(tables)].filter(isAxisTable);
	if (touched.length > 0) await keeper.require(`${asked} ${touched.join(', ')}`, database);
}

export function isAxisTable(name: unknown): name is AxisTable {
	return AXIS.has(name);
}
