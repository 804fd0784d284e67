/**
 * How each read and each tier grows with the objects: on hosts of 35, 1,015 and 10,010 objects the same calls, as a caller meets them. Growth is the
 * time per object beside that of a smaller host: 1 is linear, less is better, since what every call costs is spread over more objects.
 */
import { afterAll, expect, it } from 'vitest';
import { apiOf, type Answer, type Api } from '../test/e2e/support/api';
import { ratify } from '../test/e2e/support/rollout';
import { recordSection } from '../test/support/generated-section';
import { showGrowth, type Growth } from './growth';
import { clock, median, whenAndWhere } from './measure';
import { startScaledHost, type ScaledHost } from './scaled-host';

/** How many times the 35 objects exist, the smallest first. */
const SCALES = [1, 29, 286];
const ROUNDS = 5;
const AXES = ['responsibility', 'containment', 'topic'];
const PARTS = [
	'by-value',
	'by-owner',
	'by-object',
	'by-group',
	'gaps',
	'matrix',
	'matrix?state=gap',
	'objects/collection/agents',
];
const READS = [
	'/axis/gate',
	'/axis/preflight',
	'/axis/plan',
	'/axis/verify',
	'/axis/coverage',
	'/axis/coverage/trend',
	...AXES.flatMap((axis) => PARTS.map((part) => `/axis/coverage/${axis}/${part}`)),
	'/axis/topics/tree',
	'/axis/lanes',
	'/axis/review-queue',
	'/axis/drift',
	'/axis/drift/summary',
	'/axis/changes',
	'/axis/registry',
	'/axis/repairs',
	'/axis/invariants',
	'/axis/rollback/foresight',
	'/axis/baseline',
];
const TIERS = [1, 2, 3, 4, 5, 6, 8];
const APPROVAL = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };

const times: Growth = new Map();
let host: ScaledHost | null = null;
afterAll(() => host?.stop());

function note(what: string, scale: number, ms: number): void {
	const row = times.get(what) ?? new Map<number, number>();
	times.set(what, row.set(scale * 35, ms));
}

async function passed(answer: Promise<Answer<unknown>>): Promise<void> {
	const { status, text } = await answer;
	if (status !== 200) throw new Error(text);
}

/** Each tier once, since a host has one first time. */
async function measureTiers(admin: Api, scale: number): Promise<void> {
	for (const tier of TIERS)
		note(`apply ${tier}`, scale, await clock(() => passed(admin.send('POST', `/axis/apply/${tier}`, APPROVAL))));
}

/** The median of a few, after one that nobody counts. */
async function measureReads(admin: Api, scale: number): Promise<void> {
	for (const path of READS) {
		const took: number[] = [];
		for (let round = 0; round <= ROUNDS; round += 1) took.push(await clock(() => passed(admin.get(path))));
		note(`GET ${path}`, scale, median(took.slice(1)));
	}
}

it('every read and every tier', async () => {
	for (const scale of SCALES) {
		host = await startScaledHost(scale);
		const admin = await apiOf('admin', host.url);
		await ratify(admin);
		await measureTiers(admin, scale);
		await measureReads(admin, scale);
		note('rollback', scale, await clock(() => passed(admin.send('POST', '/axis/rollback', { force: true }))));
		await host.stop();
		host = null;
	}
	const figures = `${whenAndWhere()}\n\n${showGrowth(times)}`;
	console.log(`\n${figures}\n`);
	expect([...times.values()].every((row) => row.size === SCALES.length)).toBe(true);
	await recordSection('docs/evidence/growth.md', 'growth', figures);
});
