/** The panel "Gap matrix" with three objects in two groups, one cell of each state. */
import type { MatrixGroup, MatrixPage } from '../../src/contract';
import MatrixPanel from '../../panels/matrix/panel.vue';
import { axisCoverage, directCell, gapCell, inheritedCell } from './one-roof';
import { openAny, type Studio } from './studio';

export const AXES = [axisCoverage('responsibility', 'Responsibility', 1, 1, 2)];
export const BASE = '/axis/coverage/responsibility';
export const VALUES = ['approval', 'audit', 'execution'];
export const group = (group_ref: string | null, objects: number): MatrixGroup => ({
	group_ref,
	group_path: group_ref === null ? [] : ['(project)', group_ref],
	objects,
	required: objects * 3,
	covered: objects,
	waived: 0,
	gap: objects * 2,
});
export const row = (object_ref: string, group_ref: string | null) => ({
	object_type: 'collection',
	object_ref,
	group_ref,
	cells: [inheritedCell('approval', 'GOV-DOT', 'GRP-AI'), gapCell('audit'), gapCell('execution')],
});
export const SMALL: MatrixPage = {
	grain: 'object',
	values: VALUES,
	groups: [group('GRP-AI', 2), group(null, 1)],
	rows: [
		row('agents', 'GRP-AI'),
		{
			...row('bots', 'GRP-AI'),
			cells: [directCell('approval', 'GOV-SIV'), { ...gapCell('audit'), state: 'not_required' }, gapCell('execution')],
		},
		row('stray', null),
	],
};

/** Opens the panel with its first page. */
export async function openMatrix(
	options: Record<string, unknown> = {},
	page = SMALL,
	query = 'limit=200&offset=0',
	mayAct = true,
): Promise<Studio> {
	const studio = openAny(MatrixPanel, { options, mayAct });
	await studio.api.take('/axis/coverage').answer(AXES);
	await studio.api.take(`${BASE}/by-group?limit=1000`).answer([{ group_ref: 'GRP-AI' }, { group_ref: null }], 2);
	await studio.api.take(`${BASE}/by-owner?limit=1000`).answer([{ owner_gov_code: 'GOV-DOT' }], 1);
	await studio.api.take(`${BASE}/matrix?${query}`).answer(page, 3);
	return studio;
}

export const cell = (studio: Studio, r: number, c: number) =>
	studio.panel.get<HTMLElement>(`td[data-row="${r}"][data-column="${c}"]`);
export const press = (studio: Studio, r: number, c: number, key: string, init: KeyboardEventInit = {}) =>
	cell(studio, r, c).trigger('keydown', { key, ...init });
export const chosen = (studio: Studio) =>
	studio.panel.findAll('td[aria-selected="true"]').map((one) => one.attributes('aria-label')?.split(':')[0]);
