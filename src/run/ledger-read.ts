/** Reads the run ledger. */
import type { Knex } from 'knex';
import type { ChainCheck, RunStatus, UnreadableRow } from '../contract';
import { Run } from '../contract/schemas';
import { readPageOf, type Page } from '../db/listing';
import { present } from '../db/present';
import { queryRows, type Row } from '../db/run-sql';
import { withSettings } from '../db/transaction';
import { isUuid } from '../db/uuid';
import { UnknownRunError } from '../errors';
import countRunsText from './sql/ledger-count-runs.sql';
import entryFingerprint from './sql/ledger-entry-fingerprint.sql';
import entryParts from './sql/ledger-entry-parts.sql';
import listRunsText from './sql/ledger-list-runs.sql';
import pinnedDatabase from './sql/ledger-pinned-database.sql';
import pinnedNumbers from './sql/ledger-pinned-numbers.sql';
import readRunAndStepsText from './sql/ledger-read-run-and-steps.sql';
import readRunText from './sql/ledger-read-run.sql';
import findHash from './sql/ledger-find-hash.sql';
import verifyChainText from './sql/ledger-verify-chain.sql';

/** Which runs are listed: all of them where nothing is said. */
export interface RunFilter {
	status?: RunStatus | undefined;
	/** False leaves out those that are steps of another. */
	steps?: boolean | undefined;
}

/** Runs, newest first, with the number of all that the filter selects. */
export async function listRuns(
	db: Knex,
	page: Page,
	{ status, steps = true }: RunFilter = {},
): Promise<{ runs: Run[]; total: number; unreadable?: UnreadableRow[] }> {
	return withSettings(db, async (trx) => {
		const variables = { status: status ?? '', steps };
		const query = { text: listRunsText, variables, count: countRunsText, parse: toRun };
		const { rows, ...listing } = await readPageOf(trx, page, query);
		return { runs: rows, ...listing };
	});
}

/** Errors: UnknownRunError. */
export async function readRun(db: Knex, id: string): Promise<Run> {
	const [row] = isUuid(id) ? await queryRows(db, readRunText, { id }) : [];
	if (!row) throw new UnknownRunError({ id });
	return toRun(row);
}

/** A run, and the runs that are its steps, in their order. Errors: UnknownRunError. */
export async function readRunAndSteps(db: Knex, id: string): Promise<{ run: Run; steps: Run[] }> {
	const rows = isUuid(id) ? await queryRows(db, readRunAndStepsText, { id }) : [];
	const [run, ...steps] = rows.map(toRun);
	if (!run) throw new UnknownRunError({ id });
	return { run, steps };
}

/** As readPinnedNumbers; null also where the database has no ledger. */
export async function readPinnedNumbersIfAny(db: Knex): Promise<Record<string, number> | null> {
	return (await present(db, 'axis_rollout_run')) ? readPinnedNumbers(db) : null;
}

/** Numbers that the last passed run recorded, or null. Errors: the database's own where it has no ledger; a recorded run has one. */
export async function readPinnedNumbers(db: Knex): Promise<Record<string, number> | null> {
	const [row] = await queryRows(db, pinnedNumbers);
	const numbers = row?.expected;
	if (typeof numbers !== 'object' || numbers === null) return null;
	return Object.fromEntries(
		Object.entries(numbers).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
	);
}

/** The database that the rollout under way was first applied in; null where none is, or where the database has no ledger. */
export async function readPinnedDatabase(db: Knex): Promise<string | null> {
	const [row] = (await present(db, 'axis_rollout_run')) ? await queryRows(db, pinnedDatabase) : [];
	return typeof row?.database === 'string' ? row.database : null;
}

/** What the database held before the first tier of the last rollout; null where no run recorded it. */
export async function readEntryFingerprint(db: Knex): Promise<string | null> {
	const [row] = await queryRows(db, entryFingerprint);
	return typeof row?.entry_fingerprint === 'string' ? row.entry_fingerprint : null;
}

/** What that fingerprint was made of, as it was recorded; null where it was not. */
export async function readEntryParts(db: Knex): Promise<unknown> {
	const [row] = await queryRows(db, entryParts);
	return row?.entry_parts ?? null;
}

/**
 * Computes every hash of the chain again, on one snapshot, and looks for a head that somebody kept.
 * Errors: the database's own where the ledger is missing.
 */
export async function verifyChain(db: Knex, kept: string | null = null): Promise<ChainCheck> {
	return withSettings(db, async (trx): Promise<ChainCheck> => {
		const [count] = await queryRows(trx, 'select count(*) as runs from axis_rollout_run');
		const rows = await queryRows(trx, verifyChainText);
		const [newest] = await queryRows(trx, findHash, { kept });
		const broken = rows.map((row) => ({ run_no: Number(row.run_no), id: String(row.id), reason: String(row.reason) }));
		const head = typeof newest?.head === 'string' ? newest.head : null;
		const head_found = kept === null ? null : newest?.found === true;
		const holds = broken.length === 0 && head_found !== false;
		return { status: holds ? 'PASS' : 'FAIL', runs: Number(count?.runs), broken, head, head_found };
	});
}

/** A row that is no run is a bug of ours or a table that is not ours; either must show. Errors: ZodError. */
export function toRun(row: Row): Run {
	return Run.parse(row);
}
