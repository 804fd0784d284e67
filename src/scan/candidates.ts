/**
 * The candidate scan: coverage of the canonical model, kept per group and per object under a ruleset, and the cursor of workers that read it.
 * Writes candidate_scan_run, governance_candidate_state, governance_candidate_object and gov_worker_cursor of the base model, and nothing else.
 */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { CursorAnswer } from '../contract';
import { CandidateScanAnswer } from '../contract/schemas';
import { waitForLock } from '../db/advisory-lock';
import { queryRows } from '../db/run-sql';
import { SQLSTATE } from '../db/sqlstate';
import { PrerequisiteMissingError } from '../errors';
import type { RolloutContext } from '../run/context';
import { runUnrecorded } from '../run/unrecorded';
import advanceCursorText from './sql/advance-cursor.sql';
import candidateEnd from './sql/candidate-end.sql';
import candidateGroups from './sql/candidate-groups.sql';
import candidateObjects from './sql/candidate-objects.sql';
import candidateSources from './sql/candidate-sources.sql';
import candidateStart from './sql/candidate-start.sql';
import readCursor from './sql/read-cursor.sql';

export interface CandidateScanRequest {
	/** Key of governance_ruleset; must exist. */
	rulesetVersion: string;
	/** Key of evolution_snapshots; must exist. */
	sourceSnapshotRef: string;
	actor: string;
}

/** The gate says nothing of these tables: they are the base model's. */
const REPEATABLE = {
	look: 'The same call, which is safe to repeat,',
	commit: true,
	refusal: (state: string) =>
		state === SQLSTATE.undefinedTable ? new PrerequisiteMissingError({ missing: ['a table of the candidate scan'] }) : null,
};

/**
 * One run, one transaction; safe to repeat: rows are upserted by their natural keys.
 * Errors: PrerequisiteMissingError for a ruleset or snapshot that does not exist, WrongDatabaseError, RolloutBusyError, UnsupportedDatabaseError.
 */
export async function runCandidateScan(context: RolloutContext, request: CandidateScanRequest): Promise<CandidateScanAnswer> {
	const names = { ruleset_version: request.rulesetVersion, source_snapshot_ref: request.sourceSnapshotRef };
	const lock = (trx: Knex.Transaction) => waitForLock(trx, 'candidates');
	return runUnrecorded(context, { ...REPEATABLE, asked: 'The candidate scan', lock }, async (trx) => {
		const [sources] = await queryRows(trx, candidateSources, names);
		const missing = [
			...(sources?.ruleset === true ? [] : [`the ruleset "${request.rulesetVersion}" (governance_ruleset)`]),
			...(sources?.snapshot === true ? [] : [`the snapshot "${request.sourceSnapshotRef}" (evolution_snapshots)`]),
		];
		if (missing.length > 0) throw new PrerequisiteMissingError({ missing });

		const [started] = await queryRows(trx, candidateStart, { ...names, actor: request.actor });
		const run_id = String(started?.id);
		const objects = await queryRows(trx, candidateObjects, { ruleset_version: request.rulesetVersion, run_id });
		const groups = await queryRows(trx, candidateGroups, { run_id });
		const [ended] = await queryRows(trx, candidateEnd, { run_id, groups: groups.length, objects: objects.length });
		return CandidateScanAnswer.parse(ended);
	});
}

export interface CursorRequest {
	name: string;
	/** ISO 8601. */
	watermark: string;
	/** Whole, at least 0; orders events of one watermark. */
	position: number;
	actor: string;
}

const cursorRow = z.object({
	name: z.string(),
	watermark: z.date(),
	position: z.union([z.number(), z.string().transform(Number)]),
});

/**
 * Moves a cursor forward. A stale or repeated call changes nothing and says so: `advanced` is false and the answer is where the cursor stands.
 * Errors: WrongDatabaseError, RolloutBusyError, UnsupportedDatabaseError.
 */
export async function advanceCursor(context: RolloutContext, request: CursorRequest): Promise<CursorAnswer> {
	return runUnrecorded(context, { ...REPEATABLE, asked: 'Moving the cursor', lock: async () => {} }, async (trx) => {
		const moved = await queryRows(trx, advanceCursorText, { ...request });
		const [row] = await queryRows(trx, readCursor, { name: request.name });
		const { name, watermark, position } = cursorRow.parse(row);
		const advanced = moved.length > 0;
		const message = advanced ? 'The cursor moved.' : 'Nothing was changed: the cursor is there already, or further on.';
		return { name, watermark: watermark.toISOString(), position, advanced, message };
	});
}
