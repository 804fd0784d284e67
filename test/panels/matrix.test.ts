// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { CoverageMatrix } from '../../src/contract';
import { axisCoverage, directCell, gapCell, inheritedCell, responsibilityMatrix, SCOPES } from './one-roof';
import { drawAllRows, openPanel, plain, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

async function openMatrix(matrix: CoverageMatrix): Promise<void> {
	studio = openPanel();
	await studio.api.take('/axis/coverage').answer([axisCoverage('responsibility', 'Responsibility', 0, 0, 210)]);
	await studio.api.take('/axis/coverage/responsibility/matrix').answer(matrix);
	await drawAllRows(studio);
}

const cell = (row: number, column: number) => studio.panel.get<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`);
const texts = (selector: string) => studio.panel.findAll(selector).map((element) => plain(element.text()));

/** One object with a cell of each state. The values' order is the table's, not the cells'. */
const MIXED: CoverageMatrix = {
	grain: 'object',
	values: ['approval', 'audit', 'execution', 'health'],
	rows: [
		{
			object_type: 'collection',
			object_ref: 'agents',
			group_ref: 'GRP-AI',
			cells: [directCell('audit', 'GOV-SIV'), inheritedCell('approval', 'GOV-DOT', 'GRP-AI'), gapCell('execution')],
		},
		{ object_type: 'collection', object_ref: 'stray', group_ref: null, cells: [] },
	],
};

describe('table', () => {
	it('has a caption that counts, a header per value, and the objects of each group under its figures', async () => {
		await openMatrix(responsibilityMatrix('gap'));

		expect(texts('caption')).toEqual(['Responsibility: accountable owners of 35 objects by 6 values, in groups']);
		expect(texts('thead th[scope="col"]')).toEqual(['Object', ...SCOPES]);
		expect(studio.panel.get('table').attributes()).toMatchObject({ role: 'grid', 'aria-rowcount': '41', 'aria-colcount': '7' });
		expect(texts('tbody th[scope="rowgroup"]')).toEqual([
			'GRP-AI1 object: 0 of 6 required cells covered, 6 gaps',
			'GRP-BUSINESS2 objects: 0 of 12 required cells covered, 12 gaps',
			'GRP-GOVERNANCE16 objects: 0 of 96 required cells covered, 96 gaps',
			'GRP-REGISTRY14 objects: 0 of 84 required cells covered, 84 gaps',
			'GRP-WORKFLOW2 objects: 0 of 12 required cells covered, 12 gaps',
		]);
		expect(studio.panel.get('tbody th[scope="rowgroup"]').attributes('colspan')).toBe('7');
		expect(studio.panel.findAll('tbody th[scope="row"]')).toHaveLength(35);
		expect(studio.panel.findAll('td')).toHaveLength(210);
	});

	it('names a group by the way to it, as soon as that is known', async () => {
		await openMatrix(MIXED);
		expect(texts('tbody th[scope="rowgroup"]')[0]).toMatch(/^GRP-AI1 object/);
		const way = { group_ref: 'GRP-AI', group_path: ['(project)', 'rules', 'GRP-AI'], objects: 1 };
		await studio.api.take('/axis/coverage/responsibility/by-group?limit=1000').answer([way], 1);
		expect(texts('tbody th[scope="rowgroup"]')[0]).toMatch(/^\(project\) › rules › GRP-AI1 object/);
	});

	it('shows every covered cell with its owner, and says of each group that it has no gap', async () => {
		await openMatrix(responsibilityMatrix('inherited'));

		expect(studio.panel.findAll('td .inherited')).toHaveLength(210);
		expect(texts('tbody th[scope="rowgroup"]')[2]).toBe('GRP-GOVERNANCE16 objects: 96 of 96 required cells covered, no gap');
		expect(plain(cell(0, 0).text())).toBe('↑GOV-DOT');
	});

	it('tells each state by sign, word and sentence, and a value without a cell as not required', async () => {
		await openMatrix(MIXED);

		expect(studio.panel.findAll('td').map((element) => [plain(element.text()), element.attributes('aria-label')])).toEqual([
			['↑GOV-DOT', 'agents · approval: GOV-DOT, inherited from GRP-AI'],
			['●GOV-SIV', 'agents · audit: GOV-SIV, direct'],
			['×gap', 'agents · execution: gap, no accountable owner'],
			['–', 'agents · health: not required'],
			['–', 'stray · approval: not required'],
			['–', 'stray · audit: not required'],
			['–', 'stray · execution: not required'],
			['–', 'stray · health: not required'],
		]);
	});

	it('puts objects without a group under a heading of their own, and claims no coverage where nothing is required', async () => {
		await openMatrix(MIXED);

		expect(texts('tbody th[scope="rowgroup"]')).toEqual([
			'GRP-AI1 object: 2 of 3 required cells covered, 1 gap',
			'in no group1 object: nothing required',
		]);
	});

	it('has a legend for every state', async () => {
		await openMatrix(MIXED);

		expect(texts('.legend li')).toEqual(['● direct', '↑ inherited', '× gap', '○ waived', '– not required']);
	});

	it('shows counts where rows are groups', async () => {
		const counted = (value: string, covered: number, required: number) => ({
			value_code: value,
			required,
			covered,
			gap: required - covered,
			waived: 0,
		});
		await openMatrix({
			grain: 'group',
			values: ['approval', 'audit', 'execution', 'health'],
			rows: [
				{
					object_type: 'group',
					object_ref: 'GRP-BIG',
					group_ref: 'GRP-BIG',
					group_path: ['GRP-ALL', 'GRP-BIG'],
					cells: [
						counted('approval', 1200, 1200),
						counted('audit', 0, 1200),
						counted('execution', 1199, 1200),
						counted('health', 0, 0),
					],
				},
				{ object_type: 'group', object_ref: '', group_ref: null, group_path: [], cells: [counted('audit', 1, 1)] },
			],
		});

		expect(texts('caption')).toEqual(['Responsibility: covered of required cells, 2 groups by 4 values']);
		expect(studio.panel.find('th[scope="rowgroup"]').exists()).toBe(false);
		expect(studio.panel.findAll('td').map((element) => [plain(element.text()), element.attributes('aria-label')])).toEqual([
			['✓1,200/1,200', 'GRP-ALL › GRP-BIG · approval: 1,200 of 1,200 covered, no gap'],
			['×0/1,200', 'GRP-ALL › GRP-BIG · audit: 0 of 1,200 covered, 1,200 gaps'],
			['◐1,199/1,200', 'GRP-ALL › GRP-BIG · execution: 1,199 of 1,200 covered, 1 gap'],
			['–', 'GRP-ALL › GRP-BIG · health: not required'],
			['–', 'in no group · approval: not required'],
			['✓1/1', 'in no group · audit: 1 of 1 covered, no gap'],
			['–', 'in no group · execution: not required'],
			['–', 'in no group · health: not required'],
		]);
	});
});

it('draws only what is in view, and cells can be looked at, not chosen', async () => {
	studio = openPanel();
	await studio.api.take('/axis/coverage').answer([axisCoverage('responsibility', 'Responsibility', 0, 0, 210)]);
	await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix('gap'));
	expect(studio.panel.findAll('td').length).toBeLessThan(150);

	await cell(0, 0).trigger('click');
	await cell(0, 0).trigger('keydown', { key: ' ' });
	await cell(0, 0).trigger('keydown', { key: 'Enter' });
	expect(studio.panel.find('dialog, input, [aria-selected]').exists()).toBe(false);
	expect(studio.api.requests.map(({ path }) => path)).toEqual(['/axis/coverage/responsibility/by-group?limit=1000']);
});

describe('words beside a cell', () => {
	it('appear under the pointer and go with it', async () => {
		await openMatrix(responsibilityMatrix('inherited'));

		await cell(0, 0).get('.sign').trigger('pointerover');
		expect(texts('.tip')).toEqual(['agents · approval↑GOV-DOT, inherited from GRP-AI']);

		await studio.panel.get('table').trigger('pointerleave');
		expect(studio.panel.find('.tip').exists()).toBe(false);
	});

	it('appear with keyboard focus, go with Escape, and are not there over headers', async () => {
		await openMatrix(responsibilityMatrix('gap'));

		await cell(0, 1).trigger('focusin');
		expect(texts('.tip')).toEqual(['agents · audit×gap, no accountable owner']);

		await cell(0, 1).trigger('keydown', { key: 'Escape' });
		expect(studio.panel.find('.tip').exists()).toBe(false);

		await studio.panel.get('thead th').trigger('pointerover');
		expect(studio.panel.find('.tip').exists()).toBe(false);
	});
});
