/** A write of cells: one after the other, beside no rollout, with the gate open. */
import type { Knex } from 'knex';
import type { GateStatus } from '../contract';
import { waitForLock } from '../db/advisory-lock';
import { SQLSTATE } from '../db/sqlstate';
import { CellsRefusedError, RolloutBusyError } from '../errors';
import { gateStatus, readGate } from '../gate/gate';
import type { RolloutContext } from '../run/context';
import { tryToHoldOffRollouts } from '../run/exclusion';
import { rehearse } from '../run/rehearse';
import { runUnrecorded, type UnrecordedSpec } from '../run/unrecorded';

export interface Writer {
	/** Recorded with what is written. */
	actor: string;
	/** Directus user id of the person who is signed in; left out where nobody is. */
	operator?: string | undefined;
}

interface CellsSpec {
	/** As a noun phrase: "Assigning owners". */
	asked: string;
	/** What tells how it ended where that was not answered; the history of changes, where nothing else is named. */
	look?: string;
}

/** What somebody else's commit did to the rows meanwhile. */
const MEANWHILE: Readonly<Record<string, string>> = {
	[SQLSTATE.uniqueViolation]: 'somebody else wrote one of the cells meanwhile',
	[SQLSTATE.foreignKeyViolation]: 'the owner, or what one of the rows refers to, was deleted meanwhile',
};

/**
 * Runs work in one transaction, with the gate open. Two writes are one after the other; a rollout is not waited for.
 * Errors: as runUnrecorded; CellsRefusedError (somebody else wrote one of the cells, or deleted the owner, meanwhile).
 */
export async function writeCells<Result>(
	context: RolloutContext,
	{ operator }: Writer,
	{ asked, look = 'GET /axis/changes' }: CellsSpec,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	const spec: UnrecordedSpec = {
		asked,
		look,
		commit: true,
		gate: { operator },
		async lock(trx) {
			await waitForLock(trx, 'cells');
			if (!(await tryToHoldOffRollouts(trx))) throw new RolloutBusyError({ asked, reason: 'running' });
		},
		refusal: (state) => refusalOf(state, asked),
	};
	return runUnrecorded(context, spec, work);
}

/** What the work would do, and how the gate stands for who asks. Errors: as writeCells, but for the gate and a rollout. */
export async function previewCells<Told extends object>(
	context: RolloutContext,
	{ operator }: Writer,
	asked: string,
	work: (trx: Knex.Transaction) => Promise<Told>,
): Promise<Told & { committed: false; gate: GateStatus }> {
	const told = await rehearse(context, { asked, refusal: (state) => refusalOf(state, asked) }, work);
	const { ratification } = context.loaded.profile;
	const reading = await readGate(context.db, ratification, operator ?? null);
	return { ...told, committed: false, gate: gateStatus(reading, ratification, [], new Date()) };
}

function refusalOf(state: string, asked: string): Error | null {
	const violation = MEANWHILE[state];
	return violation === undefined ? null : new CellsRefusedError({ asked, violations: [{ violation }], total: 1 });
}
