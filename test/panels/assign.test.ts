// @vitest-environment happy-dom
/** The dialog "Assign owner…": nothing is assigned that was not previewed, and what was written can be taken back. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AssignmentBatch, AssignmentEffect } from '../../src/contract';
import { seriousViolations } from './axe';
import { buttonOf, cell, openDialog } from './cell-dialog';
import { event } from './model-studio';
import { RATIFICATION } from './one-roof';
import { plain, refusal, type Studio } from './studio';

const EFFECT: AssignmentEffect = {
	axis_code: 'containment',
	owner_gov_code: 'GOV-MOT',
	kind: 'direct',
	group_ref: null,
	asked_objects: 2,
	asked_cells: 2,
	covered_cells: 2,
	overridden_cells: 0,
	replaced_cells: 0,
	kept_cells: 0,
	conflict_cells: 0,
	gaps_before: 9,
	gaps_after: 7,
	rows_inserted: 2,
	rows_superseded: 0,
	cells: [
		{
			object_type: 'collection',
			object_ref: 'agents',
			value_code: 'GRP-AI',
			effect: 'covered',
			owners_before: [],
			owners_after: ['GOV-MOT'],
		},
	],
};
const BATCH: AssignmentBatch = {
	id: 'b-1',
	axis_code: 'containment',
	owner_gov_code: 'GOV-MOT',
	from_gov_code: null,
	kind: 'direct',
	group_ref: null,
	reason: 'found',
	requested_by: 'u-1',
	requested_at: '2026-06-03T08:00:00Z',
	state: 'applied',
	undone_by: null,
	undone_at: null,
	effect: EFFECT,
};

const RECENT = '/axis/changes?kind=owners&limit=10';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const button = (words: string) => buttonOf(studio, words);
const isDisabled = (words: string) => button(words).attributes('disabled') !== undefined;
async function openAssign(cells = [cell('agents'), cell('tasks')], options = {}): Promise<void> {
	studio = await openDialog('assign-owner', cells, options);
	await studio.api.take('/axis/authorities?limit=1000').answer([{ owner_gov_code: 'GOV-MOT', owner_name: 'MOT' }], 1);
	await studio.api.take(RECENT).answer([], 0);
}
async function fill(): Promise<void> {
	await studio.panel.find('select').setValue('GOV-MOT');
	await studio.panel.find('input[type="text"]').setValue('found');
}

describe('"Assign owner…"', () => {
	it('assigns what was previewed, and nothing else: a change asks for another preview', async () => {
		await openAssign();
		expect([isDisabled('Preview'), isDisabled('Assign')]).toEqual([true, true]);
		expect(studio.words()).toContain('Choose an owner and give a reason');
		await fill();
		expect(studio.words()).toContain('Preview it first');
		expect([isDisabled('Preview'), isDisabled('Assign')]).toEqual([false, true]);
		await button('Preview').trigger('click');
		await studio.api.take('/axis/owners/preview').answer(EFFECT);
		expect(studio.words()).toContain('2 cells covered');
		expect(studio.words()).toContain('Gaps of the axis: 9 → 7');
		expect(studio.words()).toContain('agents · GRP-AI: nobody → GOV-MOT');
		expect(isDisabled('Assign')).toBe(false);
		await studio.panel.find('input[type="text"]').setValue('found at last');
		expect(isDisabled('Assign')).toBe(true);
	});

	it('tells what was assigned, undoes it from the notice, and has the figures read anew when it closes', async () => {
		await openAssign();
		await fill();
		await button('Preview').trigger('click');
		await studio.api.take('/axis/owners/preview').answer(EFFECT);
		await button('Assign').trigger('click');
		await studio.api.take('/axis/owners').answer({ batch: BATCH, effect: EFFECT });
		expect(plain(studio.panel.find('[role="status"]').text())).toContain('Assigned GOV-MOT: 2 cells covered.');
		expect(studio.panel.emitted('done')).toBeUndefined();
		await studio.api.take(RECENT).answer([event({ id: 'b-1', kind: 'owners', act: 'assign', to: 'GOV-MOT', cells: 2 })], 1);
		expect(studio.words()).toContain('GOV-MOT, 2 cells');
		await studio.panel.find('.undo').trigger('click');
		await studio.api
			.take('/axis/owners/b-1/undo')
			.answer({ batch: { ...BATCH, state: 'undone' }, rows_deleted: 2, rows_restored: 0 });
		expect(studio.words()).toContain('Undone: 2 rows taken back.');
		await button('Close').trigger('click');
		expect([studio.panel.emitted('done'), studio.panel.emitted('close')]).toEqual([[[]], [[]]]);
		expect(studio.api.sent.map(({ path }) => path)).toEqual(['/axis/owners/preview', '/axis/owners', '/axis/owners/b-1/undo']);
		expect(studio.api.sent[1]?.body).toEqual(studio.api.sent[0]?.body);
	});

	it('asks for the whole group or its anchor only where all cells are of one group', async () => {
		await openAssign();
		await fill();
		await studio.panel.find('input[value="anchor"]').setValue(true);
		await button('Preview').trigger('click');
		expect(studio.api.sent[0]?.body).toEqual({
			axis_code: 'containment',
			owner_gov_code: 'GOV-MOT',
			reason: 'found',
			replace: false,
			as: 'anchor',
			group_ref: 'GRP-AI',
			value_codes: ['GRP-AI'],
		});
		studio.panel.unmount();
		await openAssign([cell('agents'), cell('tasks', { group_ref: 'GRP-BUSINESS' })]);
		expect(studio.panel.find('input[type="radio"]').exists()).toBe(false);
	});

	it('offers the whole way up for an anchor, each group with the objects that it would answer for', async () => {
		await openAssign([cell('agents', { group_ref: 'blog' })]);
		const groups = [
			{ group_ref: '(project)', group_path: ['(project)'], objects: 14 },
			{ group_ref: 'website', group_path: ['(project)', 'website'], objects: 8 },
			{ group_ref: 'blog', group_path: ['(project)', 'website', 'blog'], objects: 5 },
			{ group_ref: 'shop', group_path: ['(project)', 'shop'], objects: 1 },
		];
		await studio.api.take('/axis/coverage/containment/by-group?limit=1000').answer(groups, 4);
		await fill();
		await studio.panel.find('input[value="anchor"]').setValue(true);
		const field = studio.panel.find('fieldset select');
		expect(field.findAll('option').map((option) => option.text())).toEqual([
			'(project) › website › blog (5 objects)',
			'(project) › website (8 objects)',
			'(project) (14 objects)',
		]);
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
		await field.setValue('(project)');
		expect(studio.words()).toContain('on (project) itself, for what it contains to inherit: GRP-AI');
		await button('Preview').trigger('click');
		expect(studio.api.sent[0]?.body).toMatchObject({ as: 'anchor', group_ref: '(project)', value_codes: ['GRP-AI'] });
		await studio.api.take('/axis/owners/preview').answer(EFFECT);
		await studio.panel.find('fieldset select').setValue('');
		expect(isDisabled('Assign')).toBe(true);
		await button('Preview').trigger('click');
		expect(studio.api.sent[1]?.body).toMatchObject({ as: 'anchor', group_ref: 'blog' });
	});

	it('says why the gate is shut, and writes nothing', async () => {
		await openAssign(undefined, { blockers: [RATIFICATION] });
		await fill();
		expect(studio.words()).toContain(RATIFICATION.message);
		expect(studio.words()).toContain(RATIFICATION.remedy);
		expect([isDisabled('Preview'), isDisabled('Assign')]).toEqual([true, true]);
	});

	it('shows conflicts and a refusal in the server’s words, and keeps the button shut', async () => {
		await openAssign();
		await fill();
		await button('Preview').trigger('click');
		await studio.api.take('/axis/owners/preview').answer({ ...EFFECT, covered_cells: 1, conflict_cells: 1 });
		expect(studio.words()).toContain('1 cell in conflict');
		expect(isDisabled('Assign')).toBe(true);
		await button('Preview').trigger('click');
		await studio.api
			.take('/axis/owners/preview')
			.fail(refusal(409, 'AXIS_CELLS_REFUSED', 'Assigning owners was refused: so it is.'));
		expect(studio.panel.find('[role="alert"]').text()).toBe('Assigning owners was refused: so it is.');
		expect(isDisabled('Assign')).toBe(true);
	});

	it('speaks German, and has no serious accessibility violation', async () => {
		await openAssign(undefined, { language: 'de-DE' });
		expect(studio.words()).toContain('Verantwortlichen zuweisen: Containment');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
	});
});
