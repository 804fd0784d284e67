/** What met a part of the base model that is not there: which parts those are, in place of the database's own words. */
import { isDirectusError } from '@directus/errors';
import { requirePrerequisites } from '../base/prerequisites';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withSnapshot } from '../db/transaction';
import { DamagedFoundationError } from '../errors';
import type { RolloutContext } from '../run/context';
import { readStanding } from './standing';

const MISSING: ReadonlySet<string | null> = new Set([
	SQLSTATE.undefinedTable,
	SQLSTATE.undefinedColumn,
	SQLSTATE.undefinedFunction,
]);

/**
 * The refusal that names what is missing of the base model, of a foundation all of it; the error as it is where nothing is, or where that cannot be
 * told. For what is one transaction, or reads.
 */
export async function explainMissing(open: () => RolloutContext, error: unknown): Promise<unknown> {
	if (!MISSING.has(sqlState(error))) return error;
	try {
		const { db, loaded } = open();
		return await withSnapshot(db, async (trx) => {
			const { status, missing } = await readStanding(trx);
			if (status === 'installed' && missing.length > 0) return new DamagedFoundationError({ missing });
			await requirePrerequisites(trx, loaded.profile);
			return error;
		});
	} catch (reason) {
		return isDirectusError(reason, 'AXIS_PREREQUISITE_MISSING') ? reason : error;
	}
}
