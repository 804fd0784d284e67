// @vitest-environment happy-dom
import { defineComponent, h } from 'vue';
import { afterEach, describe, expect, it } from 'vitest';
import type { MatrixPage, ObjectCell } from '../../src/contract';
import { registerCellAction } from '../../app/cell-actions';
import { seriousViolations } from './axe';
import { BASE, cell, chosen, openMatrix, press, row, SMALL } from './gap-matrix';
import { gapCell } from './one-roof';
import { plain, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

describe('choosing cells', () => {
	it('Space chooses a required cell and takes it back; what is not required cannot be chosen', async () => {
		studio = await openMatrix();
		await press(studio, 0, 1, ' ');
		await press(studio, 1, 1, ' ');
		expect(chosen(studio)).toEqual(['agents · audit']);
		expect(studio.panel.get('.selection-bar').text()).toContain('1 cell chosen');
		await press(studio, 0, 1, ' ');
		expect(chosen(studio)).toEqual([]);
	});

	it('Shift with arrows extends over rows and columns, Escape chooses none', async () => {
		studio = await openMatrix();
		cell(studio, 0, 1).element.focus();
		await press(studio, 0, 1, 'ArrowDown', { shiftKey: true });
		await press(studio, 1, 1, 'ArrowRight', { shiftKey: true });
		expect(chosen(studio)).toEqual(['agents · audit', 'agents · execution', 'bots · execution']);
		await press(studio, 1, 2, 'Escape');
		expect(chosen(studio)).toEqual([]);
	});

	it('the checkbox and Shift Space choose all required cells of a row', async () => {
		studio = await openMatrix();
		await studio.panel.findAll('input[type="checkbox"]')[0]?.trigger('change');
		expect(chosen(studio)).toHaveLength(3);
		await press(studio, 1, 0, ' ', { shiftKey: true });
		expect(chosen(studio)).toHaveLength(5);
		await press(studio, 1, 0, ' ', { shiftKey: true });
		expect(chosen(studio)).toHaveLength(3);
	});

	it('actions get the chosen cells, and what was written ends the choice', async () => {
		const dialog = defineComponent({
			props: { cells: { type: Array, required: true }, axisName: { type: String, required: true } },
			emits: ['done', 'close'],
			setup:
				(props, { emit }) =>
				() =>
					h('button', { class: 'dialog', onClick: () => emit('done') }, JSON.stringify(props.cells)),
		});
		registerCellAction({
			id: 'test',
			icon: 'x',
			label: (language) => `Act ${language}`,
			suits: (cells) => cells.every(({ state }) => state === 'gap'),
			dialog,
		});
		studio = await openMatrix();
		await press(studio, 0, 0, ' ');
		expect(studio.words()).not.toContain('Act en-US');
		await press(studio, 0, 0, ' ');
		await press(studio, 2, 1, ' ');
		const act = studio.panel.findAll('.selection-bar button').find((one) => one.text() === 'Act en-US');
		await act?.trigger('click');
		expect(JSON.parse(studio.panel.get('.dialog').text())).toEqual([
			{
				axis_code: 'responsibility',
				object_type: 'collection',
				object_ref: 'stray',
				value_code: 'audit',
				group_ref: null,
				state: 'gap',
				owner_gov_code: null,
			},
		]);
		await studio.panel.get('.dialog').trigger('click');
		expect(studio.panel.find('.dialog').exists()).toBe(false);
		expect(chosen(studio)).toEqual([]);
	});
});

describe('the drawer of a cell', () => {
	const OBJECT = `${BASE}/objects/collection/agents`;
	const story: ObjectCell = {
		value_code: 'approval',
		required: true,
		rules: [{ rule_code: 'CR-RESP-ALL', applies_to: '*', coverage_mode: 'cross_product' }],
		owner_gov_code: 'GOV-DOT',
		owner_name: 'Dot',
		owner_kind: 'accountable',
		resolution: 'inherited',
		depth: 1,
		source_anchor_type: 'group',
		source_anchor_ref: 'GRP-AI',
		waived_until: null,
	};

	it('tells who answers for it, through which anchor, and why it is required', async () => {
		studio = await openMatrix();
		await press(studio, 0, 0, 'Enter');
		await studio.api.take(OBJECT).answer([story, { ...story, value_code: 'audit', owner_gov_code: null }]);
		const words = plain(studio.panel.get('dialog').text());
		expect(words).toContain('GOV-DOT (Dot) · accountable 1 step up: GRP-AI');
		expect(words).toContain('CR-RESP-ALL: every object needs every active value.');
		expect(words).not.toContain('Nobody');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
		await studio.panel.get('dialog button').trigger('click');
		expect(studio.panel.find('dialog').exists()).toBe(false);
	});

	it('closes with Escape, which the Studio keeps from the browser, and its button is no switch', async () => {
		studio = await openMatrix();
		await press(studio, 0, 0, 'Enter');
		await studio.api.take(OBJECT).answer([story]);
		expect(studio.panel.get('dialog button').attributes('aria-pressed')).toBeUndefined();
		await studio.panel.get('dialog').trigger('keydown', { key: 'Escape' });
		expect(studio.panel.find('dialog').exists()).toBe(false);
	});

	it.each([true, false])('offers changes to who may write: %s', async (mayAct) => {
		registerCellAction({ id: 'any', icon: 'edit', label: () => 'Change it', suits: () => true, dialog: () => null });
		studio = await openMatrix({}, undefined, undefined, mayAct);
		await press(studio, 0, 0, ' ');
		expect(studio.panel.get('.selection-bar').text().includes('Change it')).toBe(mayAct);
		await press(studio, 0, 0, 'Enter');
		await studio.api.take(OBJECT).answer([story]);
		expect(studio.panel.get('dialog').text().includes('Change it')).toBe(mayAct);
	});

	it('of a waived cell tells why, until when, and who approved it', async () => {
		const waived = { ...row('agents', 'GRP-AI'), cells: [{ ...gapCell('approval'), state: 'waived' as const }] };
		const page: MatrixPage = { ...SMALL, rows: [waived, row('bots', 'GRP-AI'), row('stray', null)], grain: 'object' };
		studio = await openMatrix({}, page);
		await press(studio, 0, 0, 'Enter');
		await studio.api.take(OBJECT).answer([{ ...story, owner_gov_code: null }]);
		await studio.api
			.take('/axis/waivers?axis=responsibility&object_type=collection&object_ref=agents&value=approval&state=active&limit=1')
			.answer([{ reason: 'is rebuilt', approved_by: 'Ada', expires_at: '2026-09-01T12:00:00Z' }], 1);
		const words = plain(studio.panel.get('dialog').text());
		expect(words).toContain('is rebuilt');
		expect(words).toMatch(/Until Sep 1, 2026, .+, approved by Ada\./);
	});

	it('of a gap says that nobody does', async () => {
		studio = await openMatrix();
		await cell(studio, 0, 1).trigger('click');
		await studio.api.take(OBJECT).answer([
			{
				...story,
				value_code: 'audit',
				owner_gov_code: null,
				owner_name: null,
				owner_kind: null,
				resolution: null,
				depth: null,
				source_anchor_ref: null,
				rules: [{ rule_code: 'CR-X', applies_to: 'collection', coverage_mode: 'per_assignment' }],
			},
		]);
		const words = plain(studio.panel.get('dialog').text());
		expect(words).toContain('Nobody: neither the object nor a group above it');
		expect(words).toContain('CR-X: the object is assigned to this value.');
	});
});
