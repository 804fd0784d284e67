/**
 * Tries every write path of the axis tables in one transaction that is always rolled back: each attempt in a savepoint of its own, first with the gate
 * simulated shut, then as it is. The rows that it stands on are written as a rehearsal: the database itself fails a COMMIT of that transaction (AX002).
 * Attempts run into a constraint where nothing refuses them, so that even inside the transaction next to nothing is written.
 */
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { AXIS_TABLES, type SelfTest } from '../contract';
import { tryLock } from '../db/advisory-lock';
import { requirePostgres } from '../db/postgres';
import { queryRows, runText } from '../db/run-sql';
import { sqlState } from '../db/sqlstate';
import { rolledBack, withTransaction, type TransactionLimits } from '../db/transaction';
import { RolloutBusyError } from '../errors';
import { gateBlockers, readGate, type GatePolicy } from '../gate/gate';
import { tryToExcludeRollouts, waitToExcludeScans } from '../run/exclusion';
import { explainTimeout } from '../run/explain';
import openRehearsal from '../run/sql/open-rehearsal.sql';
import { tooEarly } from '../tier/tiers';
import type { Bench, Seed } from './attempt';
import type { SelfTestHost } from './host';
import { WRITE_PATHS } from './paths';
import { reportSelfTest, type ModeReport } from './report';
import readTables from './sql/read-tables.sql';
import seedText from './sql/seed.sql';
import setGate from './sql/set-gate.sql';
import { LockTimeout, tryPath } from './try-path';

const ASKED = 'The self-test';

/** It waits as long as a tier does, but for locks of whole tables (try-path.ts); a statement of it is over in milliseconds. */
const LIMITS: TransactionLimits = { lockTimeoutMs: 2000, statementTimeoutMs: 5000 };

/**
 * `policy` is the profile's, as it holds for writes of anybody. Takes one connection, and the rollout's locks, so that no run is under way meanwhile.
 * Errors: UnsupportedDatabaseError, OrderError before tier 1, RolloutBusyError while a run or another self-test is in progress or a lock is held.
 */
export async function runSelfTest(host: SelfTestHost, policy: GatePolicy): Promise<SelfTest> {
	requirePostgres(host.database);
	const started = performance.now();
	try {
		const answer = await rolledBack(
			(inside) => withTransaction(host.database, LIMITS, inside),
			(trx) => testInside(trx, host, policy),
		);
		return { ...answer, duration_ms: Math.round(performance.now() - started) };
	} catch (error) {
		if (error instanceof LockTimeout) throw busy('lock_timeout', error.waitMs);
		throw explainTimeout(sqlState(error), ASKED, LIMITS) ?? error;
	}
}

async function testInside(trx: Knex.Transaction, host: SelfTestHost, policy: GatePolicy): Promise<Omit<SelfTest, 'duration_ms'>> {
	if (!(await tryLock(trx, 'selfTest'))) throw busy('self_test');
	if (!(await tryToExcludeRollouts(trx))) throw busy('running');
	await waitToExcludeScans(trx);
	const [tables] = await queryRows(trx, readTables, { tables: JSON.stringify(AXIS_TABLES) });
	if (tables?.present !== AXIS_TABLES.length) {
		throw tooEarly('structure', 'self-test');
	}
	const schema = await host.getSchema({ database: trx, bypassCache: true });
	const bench: Bench = { trx, services: host.services, schema, policy, seed: await plant(trx) };
	const shut = await tryAll(bench, 'shut');
	const asIs = await tryAll(bench, '');
	const open = gateBlockers(await readGate(trx, policy, null), policy).length === 0;
	return reportSelfTest(WRITE_PATHS, { shut, asIs, open, ownsTables: tables.owned === true });
}

async function plant(trx: Knex.Transaction): Promise<Seed> {
	const mark = randomUUID();
	const seed: Seed = {
		first: randomUUID(),
		firstCode: `self-test-1-${mark}`,
		second: randomUUID(),
		secondCode: `self-test-2-${mark}`,
	};
	await queryRows(trx, openRehearsal);
	await runText(trx, seedText, {
		first: seed.first,
		first_code: seed.firstCode,
		second: seed.second,
		second_code: seed.secondCode,
	});
	return seed;
}

async function tryAll(bench: Bench, gate: 'shut' | ''): Promise<ModeReport> {
	await queryRows(bench.trx, setGate, { gate });
	const report: ModeReport = new Map();
	for (const path of WRITE_PATHS) report.set(path.path, await tryPath(bench, path));
	return report;
}

function busy(reason: 'running' | 'self_test' | 'lock_timeout', waitMs?: number): Error {
	return new RolloutBusyError({ asked: ASKED, reason, ...(waitMs === undefined ? {} : { wait_ms: waitMs }) });
}
