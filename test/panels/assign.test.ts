// @vitest-environment happy-dom
/** The dialogs "Assign owner…" and "Waive…": nothing is assigned that was not previewed, and what was written can be taken back. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AssignmentBatch, AssignmentEffect, Waiver } from '../../src/contract';
import { registerCellWriting } from '../../app/owners/actions';
import { dayIn, endOfDay } from '../../app/owners/day';
import { actionsFor, type ChosenCell } from '../../app/cell-actions';
import { seriousViolations } from './axe';
import { RATIFICATION } from './one-roof';
import { openAny, plain, refusal, type Studio } from './studio';

const cell = (object_ref: string, more: Partial<ChosenCell> = {}): ChosenCell => ({
	axis_code: 'containment',
	object_type: 'collection',
	object_ref,
	value_code: 'GRP-AI',
	group_ref: 'GRP-AI',
	state: 'gap',
	owner_gov_code: null,
	...more,
});
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

let studio: Studio;
afterEach(() => studio.panel.unmount());

async function open(id: string, cells: ChosenCell[], { blockers = [] as object[], language = 'en-US' } = {}): Promise<void> {
	registerCellWriting();
	const action = actionsFor(cells).find((one) => one.id === id);
	if (!action) throw new Error(`no action ${id} for these cells`);
	studio = openAny(action.dialog, { language, options: { cells, axisName: 'Containment' } });
	await studio.api.take('/axis/gate').answer({ status: blockers.length > 0 ? 'BLOCKED' : 'READY', blockers });
}
const button = (words: string) => {
	const found = studio.panel.findAll('button').find((one) => one.text() === words);
	if (!found) throw new Error(`no button ${words}`);
	return found;
};
const isDisabled = (words: string) => button(words).attributes('disabled') !== undefined;
async function openAssign(cells = [cell('agents'), cell('tasks')], options = {}): Promise<void> {
	await open('assign-owner', cells, options);
	await studio.api.take('/axis/authorities?limit=1000').answer([{ owner_gov_code: 'GOV-MOT', owner_name: 'MOT' }], 1);
	await studio.api.take('/axis/owners?limit=10').answer([], 0);
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
		await studio.api.take('/axis/owners?limit=10').answer([BATCH], 1);
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

describe('"Waive…"', () => {
	const WAIVER: Waiver = {
		...cell('agents'),
		id: 'w-1',
		reason: 'is rebuilt',
		approved_by: 'Ada',
		expires_at: '2026-09-01T00:00:00Z',
		created_by: 'u-1',
		created_at: '2026-06-03T08:00:00Z',
		ended_by: null,
		ended_at: null,
		state: 'active',
	};

	it('is offered for gaps alone, and what was waived for waived cells', () => {
		registerCellWriting();
		expect(actionsFor([cell('a'), cell('b')]).map(({ id }) => id)).toEqual(['assign-owner', 'waive']);
		expect(actionsFor([cell('a', { state: 'inherited' })]).map(({ id }) => id)).toEqual(['assign-owner']);
		expect(actionsFor([cell('a', { state: 'waived' })]).map(({ id }) => id)).toEqual(['assign-owner', 'waiver']);
		expect(actionsFor([cell('a', { state: 'not_required' })])).toEqual([]);
	});

	it('asks for reason and approver, proposes 90 days, and revokes from the list', async () => {
		await open('waive', [cell('agents')]);
		await studio.api.take('/axis/waivers?axis=containment&state=active&limit=1000').answer([], 0);
		const [reason, approver] = studio.panel.findAll('input[type="text"]');
		const until = dayIn(90);
		expect(studio.panel.find<HTMLInputElement>('input[type="date"]').element.value).toBe(until);
		await reason?.setValue('is rebuilt');
		expect(isDisabled('Waive')).toBe(true);
		await approver?.setValue('Ada');
		await button('Waive').trigger('click');
		expect(studio.api.sent[0]).toEqual({
			path: '/axis/waivers',
			body: {
				axis_code: 'containment',
				cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' }],
				reason: 'is rebuilt',
				approved_by: 'Ada',
				expires_at: endOfDay(until),
			},
		});
		await studio.api.take('/axis/waivers').answer({ waived_cells: 1, gaps_before: 9, gaps_after: 8, waivers: [WAIVER] });
		await studio.api.take('/axis/waivers?axis=containment&state=active&limit=1000').answer([WAIVER], 1);
		expect(studio.words()).toContain('1 cell waived until');
		await button('Revoke').trigger('click');
		await studio.api.take('/axis/waivers/w-1/revoke').answer({ ...WAIVER, state: 'revoked' });
		expect(studio.words()).toContain('The waiver was revoked');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
	});

	it('can be seen and revoked at the waived cells, when no gap is left', async () => {
		await open('waiver', [cell('agents', { state: 'waived' })]);
		const others = { ...WAIVER, id: 'w-2', object_ref: 'tasks', reason: 'of another cell' };
		await studio.api.take('/axis/waivers?axis=containment&state=active&limit=1000').answer([others, WAIVER], 2);
		expect(studio.words()).toContain('approved by Ada: is rebuilt');
		expect(studio.words()).not.toContain('of another cell');
		expect(studio.panel.find('details').attributes('open')).toBeDefined();
		await button('Revoke').trigger('click');
		await studio.api.take('/axis/waivers/w-1/revoke').answer({ ...WAIVER, state: 'revoked' });
		expect(studio.words()).toContain('The waiver was revoked');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
	});
});
