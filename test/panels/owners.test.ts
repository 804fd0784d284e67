// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { MatrixPage, OwnerCoverage } from '../../src/contract';
import OwnersPanel from '../../panels/owners/panel.vue';
import { seriousViolations } from './axe';
import { axisCoverage, directCell, gapCell, inheritedCell, plan, plannedTier } from './one-roof';
import { DASHBOARD, openAny, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const AXES = [axisCoverage('responsibility', 'Responsibility', 1, 210, 0), axisCoverage('topic', 'Topic', 5, 0, 1)];
/** As the API answers: in the order of the codes. */
const OWNERS: OwnerCoverage[] = [
	{ owner_gov_code: 'GOV-COUNCIL', owner_name: 'Council', cells: 102, direct: 6, inherited: 96, stale_cells: 0 },
	{ owner_gov_code: 'GOV-DOT', owner_name: null, cells: 1138, direct: 1030, inherited: 108, stale_cells: 0 },
];
const PATH = '/axis/coverage/responsibility/by-owner?limit=1000';

async function openReady(options: Record<string, unknown> = {}, rows = OWNERS): Promise<void> {
	studio = openAny(OwnersPanel, { options });
	await studio.api.take('/axis/coverage').answer(AXES);
	await studio.api.take(PATH).answer(rows, rows.length);
}

const rowsOf = (selector: string) =>
	studio.panel.findAll(`${selector} tr`).map((row) => row.findAll('th, td').map((cell) => plain(cell.text())));

it('lists every owner, the busiest first, with direct and inherited cells and the base of the figures', async () => {
	await openReady();
	expect(rowsOf('.data-table')).toEqual([
		['Owner', 'Name', 'Cells', 'Direct', 'Inherited'],
		['GOV-DOT', '–', '1,138', '1,030', '108'],
		['GOV-COUNCIL', 'Council', '102', '6', '96'],
	]);
	const bars = studio.panel.findAll('.owner-bars ol li');
	expect(bars.map((bar) => bar.findAll('.name, .name ~ span:last-child').map((part) => part.text()))).toEqual([
		['GOV-DOT', '1,138'],
		['GOV-COUNCIL', '102'],
	]);
	expect(bars.map((bar) => bar.get<HTMLElement>('.frame').element.style.inlineSize)).toEqual(['100%', `${(100 * 102) / 1138}%`]);
	expect(studio.words()).toContain('1,240 cells of 2 accountable owners, nodes of groups included');
	expect(await seriousViolations(studio.panel.element)).toEqual([]);
});

it('cells of owners who are gone have a column, with words for it, where there are any', async () => {
	await openReady(
		{},
		OWNERS.map((row) => (row.owner_gov_code === 'GOV-COUNCIL' ? { ...row, stale_cells: 102 } : row)),
	);
	expect(rowsOf('.data-table').map((row) => row.at(-1))).toEqual(['owner gone', '0', '102']);
	expect(studio.panel.get('.data-table thead th:last-child').attributes('title')).toContain('the authority is retired');
	expect(await seriousViolations(studio.panel.element)).toEqual([]);
});

it('an owner opens their required cells, and no cell of others', async () => {
	await openReady({ show_chart: false });
	expect(studio.panel.find('.owner-bars').exists()).toBe(false);
	await studio.panel.findAll('.data-table button')[0]?.trigger('click');
	const page: MatrixPage = {
		grain: 'object',
		values: ['approval', 'audit', 'execution'],
		groups: [{ group_ref: 'GRP-AI', group_path: ['GRP-AI'], objects: 1, required: 3, covered: 2, gap: 1, waived: 0 }],
		rows: [
			{
				object_type: 'collection',
				object_ref: 'agents',
				group_ref: 'GRP-AI',
				cells: [inheritedCell('approval', 'GOV-DOT', 'GRP-AI'), directCell('audit', 'GOV-SIV'), gapCell('execution')],
			},
		],
	};
	await studio.api.take('/axis/coverage/responsibility/matrix?owner=GOV-DOT&limit=1000').answer(page, 1);
	expect(rowsOf('.data-table')).toEqual([
		['Object', 'Group', 'Value', 'State', 'From'],
		['agents', 'GRP-AI', 'approval', '↑ inherited', 'GRP-AI'],
	]);
});

it('another axis is one click away, and is asked for by itself', async () => {
	await openReady();
	await studio.panel.findAll('.axis-tabs button')[1]?.trigger('click');
	await studio.api.take('/axis/coverage').answer(AXES);
	await studio.api.take('/axis/coverage/topic/by-owner?limit=1000').answer([], 0);
	expect(studio.words()).toContain('No cell of Topic has an accountable owner.');
	expect(studio.panel.findAll('.axis-tabs button').map((tab) => tab.attributes('aria-pressed'))).toEqual(['false', 'true']);
});

it('one axis by option has no tabs', async () => {
	await openReady({ axis: 'responsibility' });
	expect(studio.panel.find('.axis-tabs').exists()).toBe(false);
});

it('loading, empty and failed are told, and a refresh that fails keeps the figures', async () => {
	studio = openAny(OwnersPanel);
	expect(studio.panel.get('[role="status"]').attributes('aria-label')).toBe('Loading axis coverage');
	await studio.api.take('/axis/coverage').answer([]);
	await studio.api
		.take('/axis/plan')
		.answer(plan([plannedTier(1, 'structure', 'ready'), plannedTier(2, 'responsibility axis', 'pending')]));
	expect(studio.words()).toContain('No axis is measured yet');

	await studio.insights.dispatch('refresh', DASHBOARD);
	await studio.api.take('/axis/coverage').answer(AXES);
	await studio.api.take(PATH).answer(OWNERS, 2);
	await studio.insights.dispatch('refresh', DASHBOARD);
	await studio.api.take('/axis/coverage').fail(refusal(409, 'AXIS_PREREQUISITE_MISSING', 'The view is missing.'));
	expect(studio.panel.get('.stale-notice').text()).toContain('The view is missing.');
	expect(rowsOf('.data-table')).toHaveLength(3);
});
