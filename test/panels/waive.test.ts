// @vitest-environment happy-dom
/** The dialogs of waivers: what is waived says why, by whom and until when, and can be taken back. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Waiver } from '../../src/contract';
import { registerCellWriting } from '../../app/owners/actions';
import { dayIn, endOfDay } from '../../app/owners/day';
import { actionsFor } from '../../app/cell-actions';
import { seriousViolations } from './axe';
import { buttonOf, cell, openDialog } from './cell-dialog';
import type { Studio } from './studio';

let opened: Studio | undefined;
afterEach(() => opened?.panel.unmount());

async function open(...given: Parameters<typeof openDialog>): Promise<Studio> {
	opened = await openDialog(...given);
	return opened;
}

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
		const studio = await open('waive', [cell('agents')]);
		await studio.api.take('/axis/waivers?axis=containment&state=active&limit=1000').answer([], 0);
		const [reason, approver] = studio.panel.findAll('input[type="text"]');
		const until = dayIn(90);
		expect(studio.panel.find<HTMLInputElement>('input[type="date"]').element.value).toBe(until);
		await reason?.setValue('is rebuilt');
		expect(buttonOf(studio, 'Waive').attributes('disabled')).toBeDefined();
		await approver?.setValue('Ada');
		await buttonOf(studio, 'Waive').trigger('click');
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
		await buttonOf(studio, 'Revoke').trigger('click');
		await studio.api.take('/axis/waivers/w-1/revoke').answer({ ...WAIVER, state: 'revoked' });
		expect(studio.words()).toContain('The waiver was revoked');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
	});

	it('can be seen and revoked at the waived cells, when no gap is left', async () => {
		const studio = await open('waiver', [cell('agents', { state: 'waived' })]);
		const others = { ...WAIVER, id: 'w-2', object_ref: 'tasks', reason: 'of another cell' };
		await studio.api.take('/axis/waivers?axis=containment&state=active&limit=1000').answer([others, WAIVER], 2);
		expect(studio.words()).toContain('approved by Ada: is rebuilt');
		expect(studio.words()).not.toContain('of another cell');
		expect(studio.panel.find('details').attributes('open')).toBeDefined();
		await buttonOf(studio, 'Revoke').trigger('click');
		await studio.api.take('/axis/waivers/w-1/revoke').answer({ ...WAIVER, state: 'revoked' });
		expect(studio.words()).toContain('The waiver was revoked');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
	});
});
