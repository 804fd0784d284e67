/** A write of cells: one after the other, beside no rollout, with the gate open. */
import type { Knex } from 'knex';
import { waitForLock } from '../db/advisory-lock';
import { queryRows } from '../db/run-sql';
import { SQLSTATE } from '../db/sqlstate';
import { CellsRefusedError, RolloutBusyError } from '../errors';
import type { RolloutContext } from '../run/context';
import { tryToExcludeRollouts } from '../run/exclusion';
import openRehearsal from '../run/sql/open-rehearsal.sql';
import { runUnrecorded, type UnrecordedSpec } from '../run/unrecorded';

export interface Writer {
	/** Recorded with what is written. */
	actor: string;
	/** Directus user id of the person who is signed in; left out where nobody is. */
	operator?: string | undefined;
}

interface CellsSpec extends Pick<UnrecordedSpec, 'asked' | 'commit'> {
	/** What tells how it ended where that was not answered; the history of changes, where nothing else is named. */
	look?: string;
	/** What a shut gate does to a preview: usually it refuses it too. One that it lets pass is a rehearsal, whose COMMIT the guard would fail. */
	shutGate?: 'refuses' | 'passes';
}

/** What somebody else's commit did to the rows meanwhile. */
const MEANWHILE: Readonly<Record<string, string>> = {
	[SQLSTATE.uniqueViolation]: 'somebody else wrote one of the cells meanwhile',
	[SQLSTATE.foreignKeyViolation]: 'the owner, or what one of the rows refers to, was deleted meanwhile',
};

/**
 * Runs work in one transaction. Two writes are one after the other; a rollout is not waited for.
 * Errors: as runUnrecorded; CellsRefusedError (somebody else wrote one of the cells, or deleted the owner, meanwhile).
 */
export async function writeCells<Result>(
	context: RolloutContext,
	{ operator }: Writer,
	spec: CellsSpec,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	const { asked, look = 'GET /axis/changes', shutGate = 'refuses', commit } = spec;
	const passes = shutGate === 'passes' && !commit;
	return runUnrecorded(
		context,
		{
			asked,
			look,
			commit,
			...(passes ? {} : { gate: { operator } }),
			async lock(trx) {
				await waitForLock(trx, 'cells');
				if (!(await tryToExcludeRollouts(trx))) throw new RolloutBusyError({ asked, reason: 'running' });
				if (passes) await queryRows(trx, openRehearsal);
			},
			refusal(state) {
				const violation = MEANWHILE[state];
				return violation === undefined ? null : new CellsRefusedError({ asked, violations: [{ violation }], total: 1 });
			},
		},
		work,
	);
}
