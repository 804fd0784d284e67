// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { axisCoverage, responsibilityMatrix } from './one-roof';
import { DASHBOARD, drawAllRows, openPanel, refusal, type Studio } from './studio';

const BEFORE = [axisCoverage('responsibility', 'Responsibility', 0, 0, 210)];
const AFTER = [axisCoverage('responsibility', 'Responsibility', 0, 210, 0)];

let studio: Studio;
afterEach(() => studio.panel.unmount());

async function openReady(): Promise<void> {
	studio = openPanel();
	await answer(BEFORE, 'gap');
	// Read once beside the matrix: the ways to its groups.
	await studio.api.take('/axis/coverage/responsibility/by-group?limit=1000').answer([], 0);
}

async function answer(axes: typeof BEFORE, state: 'gap' | 'inherited'): Promise<void> {
	await studio.api.take('/axis/coverage').answer(axes);
	await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix(state));
}

describe('refresh of the dashboard', () => {
	it('reloads, and keeps the old figures visible until the new ones are there', async () => {
		await openReady();
		await studio.insights.dispatch('refresh', DASHBOARD);
		expect(studio.words()).toContain('0 of 210 (0 %)');
		expect(studio.panel.find('.v-progress-linear').exists()).toBe(true);

		await answer(AFTER, 'inherited');
		expect(studio.words()).toContain('210 of 210 (100 %)');
		await drawAllRows(studio);
		expect(studio.panel.findAll('td .inherited')).toHaveLength(210);
		expect(studio.panel.find('.v-progress-linear').exists()).toBe(false);
	});

	it('of another dashboard, or another action, is not ours', async () => {
		await openReady();
		await studio.insights.dispatch('refresh', 'dashboard-2');
		await studio.insights.dispatch('saveChanges', DASHBOARD);

		expect(studio.api.requests).toEqual([]);
	});

	it('while a load is under way waits for its end, and then loads once more', async () => {
		await openReady();
		await studio.insights.dispatch('refresh', DASHBOARD);
		await studio.insights.dispatch('refresh', DASHBOARD);
		await studio.insights.dispatch('refresh', DASHBOARD);
		expect(studio.api.requests.map((request) => request.path)).toEqual(['/axis/coverage']);
		expect(studio.api.requests[0]?.signal?.aborted).toBe(false);

		await answer(BEFORE, 'gap');
		expect(studio.api.requests.map((request) => request.path)).toEqual(['/axis/coverage']);

		await answer(AFTER, 'inherited');
		expect(studio.words()).toContain('210 of 210 (100 %)');
		expect(studio.api.requests).toEqual([]);
	});

	it('that fails says so beside the old figures, and the next good one clears it', async () => {
		await openReady();
		await studio.insights.dispatch('refresh', DASHBOARD);
		await studio.api.take('/axis/coverage').fail(new Error('Network Error'));
		expect(studio.panel.get('[role="status"]').text()).toContain('Not refreshed: The server cannot be reached.');
		expect(studio.words()).toContain('0 of 210 (0 %)');

		await studio.panel.get('[role="status"] button').trigger('click');
		await answer(AFTER, 'inherited');
		expect(studio.panel.find('[role="status"]').exists()).toBe(false);
	});

	it('takes the figures away from someone who may not read them any more', async () => {
		await openReady();
		await studio.insights.dispatch('refresh', DASHBOARD);
		await studio.api.take('/axis/coverage').fail(refusal(403, 'FORBIDDEN', 'Forbidden.'));

		expect(studio.words()).not.toContain('210');
		expect(studio.words()).toContain('You may not read axis coverage');
	});

	it('is not followed after unmounting, and open requests are aborted', async () => {
		await openReady();
		await studio.insights.dispatch('refresh', DASHBOARD);
		const open = studio.api.take('/axis/coverage');
		studio.panel.unmount();

		expect(open.signal?.aborted).toBe(true);
		expect(studio.insights.listeners.size).toBe(0);
		await studio.insights.dispatch('refresh', DASHBOARD);
		await open.answer(AFTER);
		expect(studio.api.requests).toEqual([]);
	});
});

describe('options', () => {
	it('changed in the editor reload the panel, and an older answer is dropped', async () => {
		studio = openPanel();
		const older = studio.api.take('/axis/coverage');
		await studio.panel.setProps({ show_matrix: false });
		await studio.api.take('/axis/coverage').answer(AFTER);
		await older.answer(BEFORE);

		expect(studio.words()).toContain('210 of 210 (100 %)');
		expect(studio.panel.find('table').exists()).toBe(false);
		expect(studio.api.requests).toEqual([]);
	});
});
