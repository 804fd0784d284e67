/**
 * Every path that we know to the axis tables, on each major of Directus: with the gate shut it is refused and nothing changes, with the gate open
 * it does what Directus promises. The outcomes are the table in docs/evidence/bypasses.md.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LEDGER_TABLE } from '../../../src/contract';
import { WRITE_PATHS } from '../../../src/self-test/paths';
import { verdict } from '../support/api';
import { expectSection } from '../../support/generated-section';
import { MAJORS, type Major } from '../support/majors';
import { ratify, shutGate } from '../support/rollout';
import { wordFor, type Path } from './path';
import { allPaths } from './paths';
import { KEY, MADE } from './scratch';
import { setStage, stateOf, type Stage } from './stage';
import { SELF_TEST_NAMES, TRIED_ELSEWHERE } from './self-test-names';
import { describeOutcomes, type Outcome } from './table';

const outcomes: Outcome[] = [];

describe.each(MAJORS)('paths to the axis tables on Directus %i', (major) => {
	const paths = allPaths.filter((path) => path.majors?.includes(major) ?? true);
	let stage: Stage;

	beforeAll(async () => {
		stage = await setStage(major);
	});
	afterAll(() => stage.stop());

	describe('with the gate shut', () => {
		let before: Awaited<ReturnType<typeof stateOf>>;

		beforeAll(async () => {
			await shutGate(stage.db);
			before = await stateOf(stage);
		});

		for (const path of paths) {
			it(`${path.name} changes nothing`, async () => {
				stage.heard.text = '';
				const shut = await path.write(stage);
				const heard = stage.heard.text;
				const changed = JSON.stringify(await stateOf(stage)) !== JSON.stringify(before);
				record(path, major, { shut, changed });
				expect(shut).toBe(wordFor(path.shut, major));
				expect(changed).toBe(false);
				if (heard.includes('the gate is shut'))
					expect(refuserOf(heard), heard).toBe(path.by === 'trigger' ? 'trigger' : 'bundle');
			});
		}
	});

	it('what is not ours can be changed while the gate is shut', async () => {
		const field = { field: 'scratch', type: 'string', schema: {}, meta: {} };
		const told = [
			await stage.admin.send('PATCH', '/items/governance_registry/GOV-DOT', { name: 'DOT' }),
			await stage.admin.send('PATCH', '/collections/governance_registry', { meta: { note: 'Authorities' } }),
			await stage.admin.send('POST', '/fields/governance_registry', field),
			await stage.admin.send('DELETE', '/fields/governance_registry/scratch'),
			await stage.admin.send('PATCH', '/collections/axis_rollout_run', { meta: { note: 'Runs' } }),
			// Nested under ours in the Studio's list: nothing of ours changes.
			await stage.admin.send('POST', '/collections', {
				collection: MADE,
				schema: {},
				meta: { group: LEDGER_TABLE },
				fields: [KEY],
			}),
			await stage.admin.send('PATCH', `/collections/${MADE}`, { meta: { group: 'axis_value' } }),
			await stage.admin.send('DELETE', `/collections/${MADE}`),
		];
		expect(told.map(verdict)).toEqual(['200', '200', '200', '204', '200', '200', '200', '204']);
	});

	describe('with the gate open', () => {
		beforeAll(() => ratify(stage.admin));
		beforeEach(() => stage.reseed());

		for (const path of paths.filter(({ notOpened }) => notOpened?.[major] === undefined)) {
			it(`${path.name} works as Directus promises`, async () => {
				const before = await stateOf(stage);
				try {
					const open = await path.write(stage);
					const after = await stateOf(stage);
					record(path, major, { open });
					expect(open).toBe(wordFor(path.open, major));
					const changes = path.changes ?? 'tables';
					expect(after.tables !== before.tables, 'tables changed').toBe(changes === 'tables');
					if (changes !== 'tables') expect(after.metadata !== before.metadata, 'metadata changed').toBe(changes === 'metadata');
				} finally {
					await path.undo?.(stage);
				}
			});
		}
	});
});

it('docs/evidence/bypasses.md lists every path with its outcome, and none passes', async () => {
	expect(outcomes.filter(({ changed }) => changed)).toEqual([]);
	await expectSection('docs/evidence/bypasses.md', 'bypasses', describeOutcomes(allPaths, outcomes));
});

it('every path of the self-test is tried here, and is stopped by a layer that the self-test asks', () => {
	expect(new Set(allPaths.map(({ name }) => name)).size).toBe(allPaths.length);
	expect([...Object.keys(SELF_TEST_NAMES), ...Object.keys(TRIED_ELSEWHERE)].sort()).toEqual(
		WRITE_PATHS.map(({ path }) => path).sort(),
	);
	for (const [selfTest, names] of Object.entries(SELF_TEST_NAMES)) {
		const layers = Object.keys(WRITE_PATHS.find(({ path }) => path === selfTest)?.layers ?? {});
		for (const name of names) expect(layers, `${selfTest}: ${name}`).toContain(allPaths.find((path) => path.name === name)?.by);
	}
});

/** The bundle says what was asked of which table; of what the trigger refused it knows only that it was an axis table. */
function refuserOf(text: string): 'trigger' | 'bundle' {
	return /Changing an axis table|(INSERT|UPDATE|DELETE) on \w+ was refused/.test(text) ? 'trigger' : 'bundle';
}

function record(path: Path, major: Major, found: Partial<Outcome>): void {
	const known = outcomes.find((outcome) => outcome.path === path && outcome.major === major);
	if (known) Object.assign(known, found);
	else outcomes.push({ path, major, shut: '', open: '', changed: false, ...found });
}
