/**
 * Many callers at once: fifty read coverage, five apply, roll back and scan, none of them pauses. Nothing may answer with a server error, no reader
 * may see half a tier, no tier may move other numbers than declared, and the process may not grow.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunAnswer, Verification } from '../../src/contract';
import { freePort } from '../../scripts/lib/ports.mjs';
import { apiOf, verdict, type Api } from '../e2e/support/api';
import { createFurtherDatabase, type FurtherDatabase } from '../e2e/support/further-host';
import { writeProfile } from '../e2e/support/majors';
import { ratify } from '../e2e/support/rollout';
import { recordSection } from '../support/generated-section';
import { inFull, length } from '../support/length';
import { createRandom } from '../support/random';
import { measureMemory, type Memory } from './support/inspector';
import { alternates, showTally } from './support/figures';
import { actUntil, appliedOf, newTally, readUntil, type Tally } from './support/traffic';

const READERS = 50;
const APPLIERS = 5;
const SECONDS = length('load', { short: 20, full: 60 });
const WARM_UP_SECONDS = length('load', { short: 5, full: 20 });
/** So long a run goes on after its seconds until one apply has committed. */
const PATIENCE_MS = 120_000;
const ROUNDS = length('load', { short: 2, full: 20 });
/** What held a rollback up, each of them looped. */
const LOOPED = ['/axis/plan', '/axis/coverage', '/axis/verify', '/axis/coverage/responsibility/matrix'];
const MOST_GROWTH = 1.2;
const SEED = Number(process.env.AXIS_LOAD_SEED ?? 1);
const RATIFIED = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };

let database: FurtherDatabase;
let inspectPort: number;
let admin: Api;
let tally: Tally;
let before: Memory;
let after: Memory;
let figures: string;

async function run(seconds: number): Promise<Tally> {
	const end = Date.now() + seconds * 1000;
	const latest = end + PATIENCE_MS;
	const result = newTally();
	// Of what is asked at random, nothing is said of how soon an apply is let in: on a busy machine none may commit in so few seconds.
	const isOver = () => Date.now() >= end && (appliedOf(result).length > 0 || Date.now() >= latest);
	await Promise.all([
		...Array.from({ length: READERS }, (_, index) => readUntil(isOver, admin, index, result)),
		...Array.from({ length: APPLIERS }, (_, index) => actUntil(isOver, admin, createRandom(SEED + index), result)),
	]);
	return result;
}

beforeAll(async () => {
	inspectPort = await freePort();
	database = await createFurtherDatabase('load');
	const { url } = await database.start({
		AXIS_PROFILE: await writeProfile('load'),
		NODE_OPTIONS: `--inspect=127.0.0.1:${inspectPort}`,
		ACCESS_TOKEN_TTL: '60m',
	});
	admin = await apiOf('admin', url);
	await ratify(admin);
	await admin.send('POST', '/axis/apply', RATIFIED);
	await run(WARM_UP_SECONDS);
	before = await measureMemory(inspectPort);
	tally = await run(SECONDS);
	after = await measureMemory(inspectPort);
	figures = showTally({ tally, seconds: SECONDS, seed: SEED, before, after });
	process.stdout.write(`\n${figures}\n`);
});
afterAll(() => database.drop());

it('nothing answers with a server error, and no reader sees half a tier', () => {
	expect(tally.wrong).toEqual([]);
	// They did meet: reports were read, and runs committed meanwhile.
	expect(tally.counts.get('GET 200')).toBeGreaterThan(0);
	expect(tally.counts.get('POST 200')).toBeGreaterThan(0);
});

it('every tier that was committed moved just what it declares', () => {
	const moved = appliedOf(tally);
	expect(moved.length).toBeGreaterThan(0);
	for (const { checks, violations } of moved) {
		expect(violations).toEqual([]);
		expect(checks.filter((check) => !check.ok)).toEqual([]);
	}
});

it('by the ledger each tier was applied and rolled back in turn, never twice', async () => {
	const runs = await database
		.db('axis_rollout_run')
		.where({ status: 'passed' })
		.whereRaw('jsonb_array_length(tiers) = 1')
		.whereRaw(`not tiers @> '[8]'`)
		.orderBy('finished_at')
		.select('action', 'tiers');
	for (const tier of [1, 2, 3, 4, 5, 6]) {
		const actions: string[] = runs.filter((row) => row.tiers[0] === tier).map((row) => row.action);
		expect(alternates(actions), `tier ${tier}: ${actions.join(' ')}`).toBe(true);
	}
	expect(await database.db('axis_rollout_run').where({ status: 'running' })).toEqual([]);
});

it('afterwards a rollout ends as ever, and its rollback at the entry', async () => {
	const applied = await admin.send<RunAnswer>('POST', '/axis/apply', RATIFIED);
	expect(applied.status).toBe(200);
	expect((await admin.get<Verification>('/axis/verify')).data.status).toBe('PASS');
	const rolledBack = await admin.send<RunAnswer>('POST', '/axis/rollback', { force: true });
	expect(rolledBack.status).toBe(200);
	// By the engine's own fingerprint: sequences do not go back.
	expect(rolledBack.data.fingerprint).toMatchObject({ equal: true });
	const { rows } = await database.db.raw(
		`select count(*)::int as locks from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
	);
	expect(rows).toEqual([{ locks: 0 }]);
});

it(`the whole rollout is applied and rolled back ${ROUNDS} times of ${ROUNDS} under eight readers without a pause`, async () => {
	let isOver = false;
	const read = newTally();
	const readers = Array.from({ length: 8 }, (_, index) => readUntil(() => isOver, admin, index, read, LOOPED));
	const answers: string[] = [];
	try {
		for (let round = 0; round < ROUNDS; round += 1) {
			for (const [path, body] of [
				['/axis/apply', RATIFIED],
				['/axis/rollback', { force: true }],
			] as const)
				answers.push(verdict(await admin.send('POST', path, body)));
		}
	} finally {
		isOver = true;
		await Promise.all(readers);
	}
	expect(answers).toEqual(Array.from({ length: 2 * ROUNDS }, () => '200'));
	expect(read.wrong).toEqual([]);
	expect(read.counts.get('GET 200')).toBeGreaterThan(0);
});

it('the process does not grow: resident memory stays within a fifth of what it was when warm', () => {
	expect(after.rss / before.rss).toBeLessThan(MOST_GROWTH);
	expect(after.heapUsed / before.heapUsed).toBeLessThan(MOST_GROWTH);
});

// The last one: figures of a run in which something failed are not to be kept.
it.runIf(inFull('load'))('its figures are in docs/evidence/load.md, with -u', async () => {
	expect(tally.wrong).toEqual([]);
	await recordSection('docs/evidence/load.md', 'load', `\`\`\`text\n${figures}\n\`\`\``);
});
