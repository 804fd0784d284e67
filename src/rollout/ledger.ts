/** The run ledger: every attempt is one row, written in its own transaction so that a rolled-back tier still leaves its record. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ChainCheck, Run, RunAction, RunStatus } from '../contract';
import { queryRows, type Row } from '../db/run-sql';
import { withTransaction } from '../db/transaction';
import { RolloutBusyError, UnknownRunError } from '../errors';
import abandonRuns from './sql/ledger-abandon-runs.sql';
import countRunsText from './sql/ledger-count-runs.sql';
import endRunText from './sql/ledger-end-run.sql';
import entryFingerprint from './sql/ledger-entry-fingerprint.sql';
import isRunning from './sql/ledger-is-running.sql';
import listRunsText from './sql/ledger-list-runs.sql';
import openLedger from './sql/ledger-open.sql';
import pinnedNumbers from './sql/ledger-pinned-numbers.sql';
import readRunAndStepsText from './sql/ledger-read-run-and-steps.sql';
import readRunText from './sql/ledger-read-run.sql';
import startRunText from './sql/ledger-start-run.sql';
import verifyChainText from './sql/ledger-verify-chain.sql';

/** A run must not hang, with the rollout's lock in hand, because somebody has locked the ledger. */
const LIMITS = { lockTimeoutMs: 2000, statementTimeoutMs: 10_000 };

export interface RunStart {
	action: RunAction;
	tiers: readonly number[];
	requestedBy: string;
	ratifiedApr: string | null;
	profileSha256: string;
	/** The run that this one is a step of. */
	partOf: string | null;
	/** What is asked, where the numbers of tiers do not say it. */
	request?: unknown;
}

export interface RunEnd {
	status: Exclude<RunStatus, 'running' | 'aborted'>;
	result: unknown;
	error: unknown;
}

/**
 * Records the start of a run and commits it. The caller holds the rollout's lock, so that runs still marked running are dead: they turn aborted.
 * Errors: RolloutBusyError for a step whose sequence was taken for dead, because it lost its lock: what another run changed since is not known to it.
 */
export async function startRun(db: Knex, start: RunStart): Promise<string> {
	return writing(db, async (trx) => {
		await queryRows(trx, abandonRuns, { part_of: start.partOf });
		if (start.partOf !== null) await requireRunning(trx, start.partOf, start.tiers);
		return insertRun(trx, start);
	});
}

/** Records an attempt that was refused before it started, and commits it. */
export async function recordRefusal(db: Knex, start: RunStart, error: unknown): Promise<void> {
	await writing(db, async (trx) => {
		const id = await insertRun(trx, start);
		await updateRun(trx, id, { status: 'refused', result: null, error });
	});
}

/** Records a run's end. Inside the tier's transaction for a run that passed, so that both commit together. */
export async function endRun(trx: Knex.Transaction, id: string, end: RunEnd): Promise<Run> {
	await queryRows(trx, openLedger);
	return updateRun(trx, id, end);
}

/** Records the end of a run of several transactions, each of which has its own record. One that has ended is left, and answered, as it is. */
export async function endSequence(db: Knex, id: string, end: RunEnd): Promise<Run> {
	return writing(db, async (trx) => {
		await queryRows(trx, endRunText, endValues(id, end));
		return readRun(trx, id);
	});
}

/** Records the end of a run whose transaction was rolled back. Does nothing when the run has ended: then its COMMIT did succeed. */
export async function endFailedRun(db: Knex, id: string, end: RunEnd): Promise<void> {
	await writing(db, async (trx) => {
		await queryRows(trx, endRunText, endValues(id, end));
	});
}

/** Which runs are listed: all of them where nothing is said. */
export interface RunFilter {
	status?: RunStatus | undefined;
	/** False leaves out those that are steps of another. */
	steps?: boolean | undefined;
}

/** Runs, newest first, with the number of all that the filter selects. */
export async function listRuns(
	db: Knex,
	page: { limit: number; offset: number },
	{ status, steps = true }: RunFilter = {},
): Promise<{ runs: Run[]; total: number }> {
	const filter = { status: status ?? '', steps };
	const rows = await queryRows(db, listRunsText, { limit: page.limit, offset: page.offset, ...filter });
	const [count] = await queryRows(db, countRunsText, filter);
	return { runs: rows.map(toRun), total: Number(count?.total ?? 0) };
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

function isUuid(id: string): boolean {
	return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/** Marks runs aborted whose process died. The caller holds the rollout's lock. */
export async function abandonDeadRuns(trx: Knex.Transaction): Promise<number> {
	await queryRows(trx, openLedger);
	return (await queryRows(trx, abandonRuns, { part_of: null })).length;
}

/** Numbers that the last passed run recorded, or null. */
export async function readPinnedNumbers(db: Knex): Promise<Record<string, number> | null> {
	const [ledger] = await queryRows(db, `select to_regclass('axis_rollout_run') is not null as present`);
	if (ledger?.present !== true) return null;
	const [row] = await queryRows(db, pinnedNumbers);
	const numbers = row?.expected;
	if (typeof numbers !== 'object' || numbers === null) return null;
	return Object.fromEntries(
		Object.entries(numbers).flatMap(([name, value]) => (typeof value === 'number' ? [[name, value]] : [])),
	);
}

/** What the database held before the first tier of the last rollout; null where no run recorded it. */
export async function readEntryFingerprint(db: Knex): Promise<string | null> {
	const [row] = await queryRows(db, entryFingerprint);
	return typeof row?.entry_fingerprint === 'string' ? row.entry_fingerprint : null;
}

/** Computes every hash of the chain again. Errors: the database's own where the ledger is missing. */
export async function verifyChain(db: Knex): Promise<ChainCheck> {
	const [count] = await queryRows(db, 'select count(*) as runs from axis_rollout_run');
	const rows = await queryRows(db, verifyChainText);
	const broken = rows.map((row) => ({ run_no: Number(row.run_no), id: String(row.id), reason: String(row.reason) }));
	return { status: broken.length === 0 ? 'PASS' : 'FAIL', runs: Number(count?.runs), broken };
}

async function writing<Result>(db: Knex, work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result> {
	return withTransaction(db, LIMITS, async (trx) => {
		await queryRows(trx, openLedger);
		return work(trx);
	});
}

async function requireRunning(trx: Knex.Transaction, id: string, tiers: readonly number[]): Promise<void> {
	const [row] = await queryRows(trx, isRunning, { id });
	if (row?.running !== true) throw new RolloutBusyError({ asked: `The step of tier ${tiers.join(', ')}`, reason: 'overtaken' });
}

async function insertRun(trx: Knex.Transaction, start: RunStart): Promise<string> {
	const [row] = await queryRows(trx, startRunText, {
		action: start.action,
		tiers: JSON.stringify(start.tiers),
		requested_by: start.requestedBy,
		ratified_apr: start.ratifiedApr,
		profile_sha256: start.profileSha256,
		part_of: start.partOf,
		request: toJson(start.request),
	});
	return String(row?.id);
}

async function updateRun(trx: Knex.Transaction, id: string, end: RunEnd): Promise<Run> {
	const [row] = await queryRows(trx, endRunText, endValues(id, end));
	if (!row) throw new UnknownRunError({ id });
	return toRun(row);
}

function endValues(id: string, end: RunEnd): Record<string, string | null> {
	return { id, status: end.status, result: toJson(end.result), error: toJson(end.error) };
}

function toJson(value: unknown): string | null {
	return value === null || value === undefined ? null : JSON.stringify(value);
}

// A row that does not parse is a bug of ours or a table that is not ours; either must show.
const runRow = z.object({
	id: z.string(),
	part_of: z.string().nullable(),
	action: z.enum(['apply', 'rollback', 'rehearse', 'lifecycle']),
	tiers: z.array(z.number()),
	status: z.enum(['running', 'passed', 'refused', 'failed', 'aborted']),
	requested_by: z.string(),
	started_at: z.date().transform((time) => time.toISOString()),
	finished_at: z
		.date()
		.nullable()
		.transform((time) => time?.toISOString() ?? null),
	ratified_apr: z.string().nullable(),
	profile_sha256: z.string(),
	request: z.unknown(),
	result: z.unknown(),
	error: z.unknown(),
});

function toRun(row: Row): Run {
	return runRow.parse(row);
}
