// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import MatrixPanel from '../../panels/matrix/panel.vue';
import { layOut, visibleLines } from '../../panels/matrix/matrix-layout';
import { seriousViolations } from './axe';
import { AXES, BASE, cell, group, openMatrix, press, row, SMALL } from './gap-matrix';
import { plan, plannedTier } from './one-roof';
import { DASHBOARD, openAny, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

describe('table', () => {
	it('has every object under its group with the figures of the group, each cell told in a sentence', async () => {
		studio = await openMatrix();
		expect(
			studio.panel
				.findAll('tbody tr')
				.map((line) => line.findAll('th, td').map((one) => one.attributes('aria-label') ?? plain(one.text()))),
		).toEqual([
			['(project) › GRP-AI2 objects: 2 of 6 required cells covered, 4 gaps'],
			[
				'agents',
				'agents · approval: GOV-DOT, inherited from GRP-AI',
				'agents · audit: gap, no accountable owner',
				'agents · execution: gap, no accountable owner',
			],
			['bots', 'bots · approval: GOV-SIV, direct', 'bots · audit: not required', 'bots · execution: gap, no accountable owner'],
			['in no group1 object: 1 of 3 required cells covered, 2 gaps'],
			[
				'stray',
				'stray · approval: GOV-DOT, inherited from GRP-AI',
				'stray · audit: gap, no accountable owner',
				'stray · execution: gap, no accountable owner',
			],
		]);
		expect(plain(studio.panel.get('.figures [role="status"]').text())).toBe('3 objects: 3 of 9 required cells covered, 6 gaps');
		expect(studio.panel.get('table').attributes()).toMatchObject({ role: 'grid', 'aria-rowcount': '6', 'aria-colcount': '4' });
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
	});

	it('of ten thousand objects draws only what is in view, and asks for a page when it comes into view', async () => {
		const big = {
			...SMALL,
			groups: [group('GRP-AI', 10_000)],
			rows: Array.from({ length: 200 }, (_, n) => row(`object_${n}`, 'GRP-AI')),
		};
		studio = await openMatrix({}, big);
		expect(studio.panel.findAll('td').length).toBeLessThan(150);
		expect(studio.panel.get('table').attributes('aria-rowcount')).toBe('10002');

		cell(studio, 0, 0).element.focus();
		await press(studio, 0, 0, 'End', { ctrlKey: true });
		expect(document.activeElement?.getAttribute('data-row')).toBe('9999');
		expect(cell(studio, 9999, 2).attributes('aria-label')).toBe('loading …');
		await vi.waitFor(() => expect(studio.api.requests).toHaveLength(1));
		await studio.api
			.take(`${BASE}/matrix?limit=200&offset=9800`)
			.answer({ ...big, rows: Array.from({ length: 200 }, (_, n) => row(`object_${9800 + n}`, 'GRP-AI')) });
		expect(cell(studio, 9999, 2).attributes('aria-label')).toBe('object_9999 · execution: gap, no accountable owner');
		expect(studio.panel.findAll('td[tabindex="0"]')).toHaveLength(1);
	});

	it('lays out headings and rows without loading them', () => {
		const layout = layOut([group('A', 3), group('B', 2)]);
		expect(
			Array.from({ length: 8 }, (_, line) => layout.lineAt(line)).map(
				(line) => line && (line.kind === 'row' ? line.row : line.group.group_ref),
			),
		).toEqual(['A', 0, 1, 2, 'B', 3, 4, null]);
		expect([0, 2, 3, 4].map(layout.lineOfRow)).toEqual([1, 3, 5, 6]);
		expect(visibleLines(layOut([]), 0, 500)).toEqual([]);
	});
});

it('compact is the panel "Axis coverage": figures of the axes, and the whole matrix to be looked at', async () => {
	studio = openAny(MatrixPanel, { options: { compact: true } });
	await studio.api.take('/axis/coverage').answer(AXES);
	await studio.api.take(`${BASE}/matrix`).answer({ grain: 'object', values: SMALL.values, rows: SMALL.rows });
	expect(plain(studio.panel.get('.summary').text())).toContain('Responsibility2 of 4 (50 %)');
	expect(studio.panel.findAll('tbody th').map((one) => plain(one.text()))).toEqual([
		'GRP-AI2 objects: 2 of 5 required cells covered, 3 gaps',
		'agents',
		'bots',
		'in no group1 object: 1 of 3 required cells covered, 2 gaps',
		'stray',
	]);
	expect(studio.panel.find('form, input, .selection-bar').exists()).toBe(false);
	expect(await seriousViolations(studio.panel.element)).toEqual([]);
});

describe('filters', () => {
	it('by group, owner, state and name ask the API; no group is a group too', async () => {
		studio = await openMatrix({ only_gaps: true }, SMALL, 'state=gap&limit=200&offset=0');
		const [groups, owners, states] = studio.panel.findAll('select');
		expect(states?.element.value).toBe('gap');
		await groups?.setValue('');
		await studio.api.take(`${BASE}/matrix?group=&state=gap&limit=200&offset=0`).answer(SMALL, 3);
		await groups?.setValue('*');
		await studio.api.take(`${BASE}/matrix?state=gap&limit=200&offset=0`).answer(SMALL, 3);
		await owners?.setValue('GOV-DOT');
		await studio.api
			.take(`${BASE}/matrix?owner=GOV-DOT&state=gap&limit=200&offset=0`)
			.answer({ ...SMALL, groups: [], rows: [] }, 0);
		expect(studio.words()).toContain('No object matches this filter.');
		await studio.panel.get('input[type="search"]').setValue('age');
		await vi.waitFor(() =>
			expect(studio.api.requests.map(({ path }) => path)).toEqual([
				`${BASE}/matrix?owner=GOV-DOT&state=gap&search=age&limit=200&offset=0`,
			]),
		);
	});
});

describe('states', () => {
	it('loading, empty, failed matrix and refresh', async () => {
		studio = openAny(MatrixPanel);
		expect(studio.panel.get('[role="status"]').attributes('aria-label')).toBe('Loading axis coverage');
		await studio.api.take('/axis/coverage').answer([]);
		await studio.api
			.take('/axis/plan')
			.answer(plan([plannedTier(1, 'structure', 'ready'), plannedTier(2, 'responsibility axis', 'pending')]));
		expect(studio.words()).toContain('No axis is measured yet');
		studio.panel.unmount();

		studio = await openMatrix();
		await studio.insights.dispatch('refresh', DASHBOARD);
		await studio.api
			.take(`${BASE}/matrix?limit=200&offset=0`)
			.fail(refusal(409, 'AXIS_PREREQUISITE_MISSING', 'The view is missing.'));
		expect(studio.panel.get('.stale-notice').text()).toContain('The view is missing.');
		expect(cell(studio, 0, 0).attributes('aria-label')).toContain('agents');
	});
});
