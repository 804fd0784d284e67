/** Tries one path at each of its layers, and leaves nothing of it in the transaction. */
import type { Knex } from 'knex';
import { SELF_TEST_LAYERS, type LayerResult, type PathVerdict, type SelfTestLayer } from '../contract';
import { queryRows, runText } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { rolledBack } from '../db/transaction';
import type { Attempt, Bench, WritePath } from './attempt';
import { outcomeOf, resultOf, type Outcome } from './outcome';

/** How long an attempt waits for the lock of a whole table, milliseconds: readers that come after it wait as long. */
const EXCLUSIVE_WAIT_MS = 300;

/** Lock timeout of the transaction, where an attempt does not ask for a shorter one. */
const WAIT_MS = 2000;

const NOT_APPLICABLE: LayerResult = { result: 'not_applicable', code: null, detail: null };

/** Somebody holds a lock that an attempt waits for: nothing can be said. */
export class LockTimeout extends Error {
	constructor(readonly waitMs: number) {
		super('A lock was not to be had.');
	}
}

/** Errors: LockTimeout; what makes the transaction unusable, e.g. a lost connection. */
export async function tryPath(bench: Bench, { layers }: WritePath): Promise<PathVerdict> {
	const at = (layer: SelfTestLayer) => tryLayer(bench, layer, layers[layer]);
	const results = {
		request_guard: await at('request_guard'),
		service_guard: await at('service_guard'),
		hook: await at('hook'),
		trigger: await at('trigger'),
		database: await at('database'),
	};
	return { held: isHeld(results), layers: results };
}

async function tryLayer(bench: Bench, layer: SelfTestLayer, attempt: Attempt | undefined): Promise<LayerResult> {
	return attempt ? resultOf(layer, await tryAttempt(bench, attempt)) : NOT_APPLICABLE;
}

function isHeld(results: Readonly<Record<SelfTestLayer, LayerResult>>): boolean | null {
	const said = SELF_TEST_LAYERS.map((layer) => results[layer].result);
	if (said.includes('refused')) return true;
	return said.includes('passed') ? false : null;
}

async function tryAttempt(bench: Bench, { run, exclusive }: Attempt): Promise<Outcome> {
	const waitMs = exclusive ? EXCLUSIVE_WAIT_MS : WAIT_MS;
	try {
		const detail = await triedIn(bench.trx, async (trx) => {
			await queryRows(trx, `select set_config('lock_timeout', :'wait', true)`, { wait: `${waitMs}ms` });
			return (await run({ ...bench, trx })) ?? null;
		});
		return { kind: 'passed', detail };
	} catch (error) {
		const state = sqlState(error);
		if (state === SQLSTATE.lockNotAvailable || state === SQLSTATE.deadlockDetected) throw new LockTimeout(waitMs);
		if (state === SQLSTATE.queryCanceled) throw error;
		return outcomeOf(error);
	}
}

/**
 * Runs work in a savepoint that is rolled back and released, and answers what it answered. Knex rolls back without releasing, and hundreds of
 * attempts would nest. Errors: work's own.
 */
export async function triedIn<Result>(
	trx: Knex.Transaction,
	work: (savepoint: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	await queryRows(trx, 'savepoint axis_self_test');
	try {
		return await rolledBack((inside) => trx.transaction(inside), work);
	} finally {
		await runText(trx, 'rollback to savepoint axis_self_test; release savepoint axis_self_test');
	}
}
