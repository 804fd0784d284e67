/** The run under way: found in the ledger, told by events, or asked for again and again where there are none. */
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '../../src/contract';
import { TestEventSource } from './page-api';
import { planOf, resultOf, runOf } from './rollout-fixtures';
import { openPage, type Page } from './rollout-studio';
import { plain } from './studio';

let page: Page;
beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
	page.view.unmount();
	vi.useRealTimers();
});

const RUN = runOf({ tiers: [1, 2, 8] });
const PASSED = runOf({ tiers: [1, 2, 8], status: 'passed', result: { tiers: [resultOf(1), resultOf(2)] } });
const live = () => page.view.find('section.live');
const tiers = () =>
	live()
		.findAll('ol > li > p')
		.map((line) => plain(line.text()));
const source = () => {
	const [opened] = TestEventSource.opened;
	if (!opened) throw new Error('Nobody opened events');
	return opened;
};
const wait = async (ms: number) => {
	await vi.advanceTimersByTimeAsync(ms);
	await flushPromises();
};

describe('somebody else’s run', () => {
	it('is found when the page opens, and shown tier by tier to its end', async () => {
		page = await openPage({ runs: [RUN] });
		expect(source().url).toBe(`/axis/runs/${RUN.id}/events`);
		await source().tell('run', RUN);
		expect(live().text()).toContain('Run under way');
		expect(live().text()).toContain('apply by Olga Operator');
		await source().tell('tier', { tier: 1, state: 'started', result: null, error: null });
		expect(tiers()).toEqual(['Tier 1 (structure)running']);
		await source().tell('tier', { tier: 1, state: 'finished', result: resultOf(1), error: null });
		await source().tell('tier', { tier: 2, state: 'started', result: null, error: null });
		expect(tiers()).toEqual(['Tier 1 (structure)passed31 ms', 'Tier 2 (responsibility-axis)running']);
		await source().tell('ended', PASSED);
		expect(live().find('[role="status"]').text()).toBe('passed');
		expect(source().readyState).toBe(TestEventSource.CLOSED);
	});

	it('tells at a glance what a tier moved, and leaves out what stayed', async () => {
		page = await openPage({ runs: [RUN] });
		const deltas = [
			{ object: 'v_object_owner_gap', before: 1210, after: 0 },
			{ object: 'axis_registry', before: 1, after: 1 },
		];
		await source().tell('tier', { tier: 3, state: 'finished', result: resultOf(3, { deltas }), error: null });
		expect(live().find('summary').text()).toBe('Details · v_object_owner_gap 1,210 → 0');
	});

	it('holds nobody back, because its process may have died, and says so; its end reads gate and plan again', async () => {
		page = await openPage({ runs: [RUN], plan: planOf({ applied: 1 }) });
		expect(live().text()).toContain('If its process has ended, the next start marks this run as aborted.');
		expect(page.button('Rehearse').attributes('disabled')).toBeUndefined();
		const before = page.api.reads.filter((path) => path === '/axis/plan').length;
		await source().tell('ended', PASSED);
		expect(live().text()).not.toContain('If its process has ended');
		expect(page.api.reads.filter((path) => path === '/axis/plan')).toHaveLength(before + 1);
	});

	it('that starts later is found without a reload', async () => {
		const runs: Run[] = [];
		page = await openPage({ runs });
		expect(live().exists()).toBe(false);
		runs.push(RUN);
		await wait(3000);
		expect(live().exists()).toBe(true);
	});

	it('that fails shows why, and can be hidden', async () => {
		page = await openPage({ runs: [RUN] });
		await source().tell('tier', {
			tier: 1,
			state: 'finished',
			result: resultOf(1, { status: 'failed', violations: [{ violation: 'gap is not closed', gap: 3 }] }),
			error: null,
		});
		await source().tell('ended', {
			...RUN,
			status: 'failed',
			error: { code: 'AXIS_POSTCONDITION', message: 'A check did not hold.' },
		});
		expect(live().text()).toContain('A check did not hold.');
		expect(live().text()).toContain('gap is not closed · gap: 3');
		await page.button('Hide').trigger('click');
		expect(live().exists()).toBe(false);
	});
});

it('one’s own run is looked for at once, although the request answers at its end', async () => {
	const runs: Run[] = [];
	page = await openPage({ runs });
	await page.button('Rehearse').trigger('click');
	await page.button('Rehearse').trigger('click');
	runs.push(RUN);
	await wait(700);
	expect(live().exists()).toBe(true);
	await source().tell('ended', PASSED);
	runs.splice(0, 1, PASSED);
	await page.api.takeSent().answer({ run: PASSED, committed: true, tiers: [resultOf(1), resultOf(2)] });
	expect(live().find('[role="status"]').text()).toBe('passed');
});

it('one’s own run that ended before anybody looked is shown as it was answered, in place of an earlier one', async () => {
	const runs = [RUN];
	page = await openPage({ runs });
	runs.length = 0;
	await source().tell('ended', { ...RUN, status: 'aborted' });
	await page.button('Rehearse').trigger('click');
	await page.button('Rehearse').trigger('click');
	expect(live().exists()).toBe(false);
	await page.api.takeSent().answer({ run: PASSED, committed: false, tiers: [resultOf(1), resultOf(2)] });
	expect(live().find('[role="status"]').text()).toBe('passed');
	expect(tiers()).toEqual(['Tier 1 (structure)passed31 ms', 'Tier 2 (responsibility-axis)passed31 ms']);
});

it('leaving the page ends the events and the looking, not the request', async () => {
	page = await openPage({ runs: [RUN] });
	page.view.unmount();
	expect(source().readyState).toBe(TestEventSource.CLOSED);
	const reads = page.api.reads.length;
	await wait(60_000);
	expect(page.api.reads).toHaveLength(reads);
});

describe('without events', () => {
	it('the ledger is asked again until the run has ended', async () => {
		const runs: Run[] = [RUN];
		page = await openPage({ runs });
		await source().refuse();
		expect(live().text()).toContain('Live events are not available');
		runs.unshift(runOf({ id: '7829a71b-0000-4000-8000-000000000002', part_of: RUN.id, tiers: [1] }));
		await wait(700);
		expect(tiers()).toEqual(['Tier 1 (structure)running']);
		runs.splice(
			0,
			1,
			runOf({
				id: '7829a71b-0000-4000-8000-000000000002',
				part_of: RUN.id,
				tiers: [1],
				status: 'passed',
				result: { tiers: [resultOf(1)] },
			}),
		);
		await wait(700);
		expect(tiers()).toEqual(['Tier 1 (structure)passed31 ms']);
		runs.splice(0, 2, PASSED);
		await wait(700);
		expect(live().find('[role="status"]').text()).toBe('passed');
		expect(tiers()).toEqual(['Tier 1 (structure)passed31 ms', 'Tier 2 (responsibility-axis)passed31 ms']);
	});

	it('a browser that has none is served alike', async () => {
		page = await openPage();
		page.view.unmount();
		const runs: Run[] = [RUN];
		page = await openPage({ runs, withoutEvents: true });
		expect(live().text()).toContain('Live events are not available');
	});

	it('a server that is gone is told, and the run is shown again once it is back', async () => {
		const runs: Run[] = [RUN];
		page = await openPage({ runs });
		await source().refuse();
		const known = page.api.answers.get('/axis/runs');
		page.api.answers.delete('/axis/runs');
		await wait(700);
		expect(live().text()).toContain('The server cannot be reached.');
		page.api.answers.set('/axis/runs', known);
		runs.splice(0, 1, PASSED);
		await wait(700);
		expect(live().find('[role="status"]').text()).toBe('passed');
	});
});
