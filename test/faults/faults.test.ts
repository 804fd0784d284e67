/**
 * Faults at random points of every operation, against a real PostgreSQL and a real Directus: whatever breaks, the database rests at the boundary of
 * a tier, the ledger tells the truth, and the next call goes on. AXIS_FAULT_SEED=… repeats a run of the suite.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordSection } from '../support/generated-section';
import { inFull, length } from '../support/length';
import { Boundaries } from './support/boundaries';
import { KINDS } from './support/kinds';
import { endOf, planRuns } from './support/plan';
import { readSeed } from './support/seed';
import { isHit, report, type RunRecord } from './support/report';
import { measureRounds } from './support/rounds';
import { runFault, type Durations } from './support/run-fault';
import { bringTo, startWorld, type World } from './support/world';

const SEED = readSeed();
const RUNS = planRuns(SEED, length('faults', { short: 3 * KINDS.length, full: 300 }));
/** Least part of the runs whose fault must strike while the operation is under way. */
const LEAST_HITS = 0.6;
/** Kinds that may have missed every time: of three tries each, two may by chance (a session that is killed is met in two of three); of 25 none. */
const MISSED_KINDS = length('faults', { short: 2, full: 0 });

describe(`faults, seed ${SEED}`, () => {
	const boundaries = new Boundaries();
	const records: RunRecord[] = [];
	const skipped = new Set<string>();
	let world: World;
	let durations: Durations;
	/** Tiers that are applied; null after a run that went wrong. */
	let tiers: number | null = 0;

	beforeAll(async () => {
		world = await startWorld();
		durations = await measureRounds(world, boundaries);
	});
	afterAll(async () => {
		process.stdout.write(`\nFaults, AXIS_FAULT_SEED=${SEED}\n\n${report({ seed: SEED, records, skipped })}\n\n`);
		await world.stop();
	});

	for (const run of RUNS) {
		it(`${run.number}: ${run.kind.name}, ${run.operation.name} at ${run.operation.from}: a boundary, a true ledger, and it goes on`, async (test) => {
			const lacking = run.kind.lacks?.(world) ?? null;
			if (lacking !== null) {
				skipped.add(`${run.kind.name}, for want of ${lacking}`);
				test.skip(lacking);
			}
			if (tiers !== run.operation.from) await bringTo(world, run.operation.from);
			tiers = null;
			const record = await runFault(world, boundaries, durations, run);
			records.push(record);
			expect(record.problems, `AXIS_FAULT_SEED=${SEED}, run ${run.number}: ${JSON.stringify(record.told)}`).toEqual([]);
			tiers = endOf(run.operation);
		});
	}

	it('the kinds struck, and most of them while the operation was under way', () => {
		const kinds = KINDS.filter((kind) => (kind.lacks?.(world) ?? null) === null);
		const missed = kinds.filter(({ name }) => !records.some((record) => record.kind === name && isHit(record)));
		expect(missed.length, missed.map(({ name }) => name).join(', ')).toBeLessThanOrEqual(MISSED_KINDS);
		expect(records.filter(isHit).length / records.length).toBeGreaterThan(LEAST_HITS);
	});

	it.runIf(inFull('faults'))('the page has a place for the figures; -u writes them', () =>
		recordSection('docs/evidence/faults.md', 'faults', report({ seed: SEED, records, skipped })),
	);
});
