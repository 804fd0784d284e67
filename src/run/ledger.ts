/** Writes the run ledger: every attempt is one row, written in its own transaction so that a rolled-back tier still leaves its record. */
import type { Knex } from 'knex';
import { LEDGER_TABLE, type Run, type RunAction, type RunStatus } from '../contract';
import { queryRows } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withTransaction } from '../db/transaction';
import { PrerequisiteMissingError, RolloutBusyError, UnknownRunError } from '../errors';
import { readRun, toRun } from './ledger-read';
import abandonRuns from './sql/ledger-abandon-runs.sql';
import endRunText from './sql/ledger-end-run.sql';
import isRunning from './sql/ledger-is-running.sql';
import openLedger from './sql/ledger-open.sql';
import startRunText from './sql/ledger-start-run.sql';

/** A run must not hang, with the rollout's lock in hand, because somebody has locked the ledger. */
const LIMITS = { lockTimeoutMs: 2000, statementTimeoutMs: 10_000, bound: true };

/** What a start that could not be recorded misses. The request came with the ledger's last migration. */
const MISSING: Readonly<Record<string, string>> = {
	[SQLSTATE.undefinedTable]: LEDGER_TABLE,
	[SQLSTATE.undefinedColumn]: `${LEDGER_TABLE}.request`,
};

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
 * Errors: RolloutBusyError for a step whose sequence was taken for dead, because it lost its lock: what another run changed since is not known to it;
 * PrerequisiteMissingError where there is no ledger, or one that an older build made and nobody upgraded.
 */
export async function startRun(db: Knex, start: RunStart): Promise<string> {
	try {
		return await writing(db, async (trx) => {
			await queryRows(trx, abandonRuns, { part_of: start.partOf });
			if (start.partOf !== null) await requireRunning(trx, start.partOf, start.tiers);
			return insertRun(trx, start);
		});
	} catch (error) {
		const missing = MISSING[sqlState(error) ?? ''];
		throw missing === undefined ? error : new PrerequisiteMissingError({ missing: [missing] });
	}
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

/**
 * Records the end of a run in a transaction of its own: of one that was rolled back, or that had several. One that has ended is left, and answered,
 * as it is: then its COMMIT did succeed.
 */
export async function endRunApart(db: Knex, id: string, end: RunEnd): Promise<Run> {
	return writing(db, async (trx) => {
		await queryRows(trx, endRunText, endValues(id, end));
		return readRun(trx, id);
	});
}

/** Records an act that passed as a part of another one's transaction, start and end at once: both hold or neither does. Last of all: nobody else writes until COMMIT. */
export async function recordWithin(trx: Knex.Transaction, start: RunStart, result: object): Promise<void> {
	await queryRows(trx, openLedger);
	await updateRun(trx, await insertRun(trx, start), { status: 'passed', result, error: null });
}

/** Marks runs aborted whose process died. The caller holds the rollout's lock. */
export async function abandonDeadRuns(trx: Knex.Transaction): Promise<number> {
	await queryRows(trx, openLedger);
	return (await queryRows(trx, abandonRuns, { part_of: null })).length;
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
