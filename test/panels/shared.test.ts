// @vitest-environment happy-dom
import { API_INJECT } from '@directus/constants';
import { flushPromises, mount } from '@vue/test-utils';
import { defineComponent } from 'vue';
import { createI18n } from 'vue-i18n';
import { afterEach, describe, expect, it, vi } from 'vitest';
import MatrixPanel from '../../panels/matrix/panel.vue';
import { actionsFor, registerCellAction, type CellAction, type ChosenCell } from '../../app/cell-actions';
import { withQuery } from '../../app/client';
import { chartConfig, type ChartContent } from '../../app/chart/library/chart-config';
import AxisChart from '../../app/chart/axis-chart.vue';
import CsvButton from '../../app/components/csv-button.vue';
import { rowsToCsv } from '../../app/csv';
import { seriousViolations } from './axe';
import { axisCoverage } from './one-roof';
import { openAny, plain, WaitingApi } from './studio';

const i18n = () => createI18n({ legacy: false, locale: 'en-US', fallbackLocale: 'en-US', messages: {} });

describe('withQuery', () => {
	it('leaves out what is null, sends what is empty, and encodes the rest', () => {
		expect(withQuery('/a', { group: null })).toBe('/a');
		expect(withQuery('/a', { group: '', owner: 'A&B ü', limit: 5 })).toBe('/a?group=&owner=A%26B+%C3%BC&limit=5');
	});
});

describe('rowsToCsv', () => {
	it('writes header and rows as the API does: CRLF, quotes doubled, empty for null, formulas escaped', () => {
		expect(
			rowsToCsv({
				columns: ['a', 'b', 'c'],
				rows: [
					{ a: 'x,"y"', b: null, c: 1 },
					{ a: '=1+1', b: '-2', c: -3, more: 'left out' },
				],
			}),
		).toBe('a,b,c\r\n"x,""y""",,1\r\n\'=1+1,\'-2,-3\r\n');
		expect(rowsToCsv({ columns: ['a', 'b'], rows: [] })).toBe('a,b\r\n');
	});
});

describe('the CSV button', () => {
	afterEach(() => vi.restoreAllMocks());

	function open(source: { path: string } | { columns: string[]; rows: { a: string }[] }) {
		const api = new WaitingApi();
		const saved: Blob[] = [];
		vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
			if (blob instanceof Blob) saved.push(blob);
			return 'blob:csv';
		});
		const button = mount(CsvButton, {
			props: { what: 'gaps', filename: 'gaps', source },
			global: {
				plugins: [i18n()],
				provide: { [API_INJECT]: api },
				components: { 'v-icon': defineComponent({ template: '<i/>' }) },
			},
		});
		return { api, saved, button };
	}

	const bytes = async (saved: Blob[]) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(await saved[0]?.arrayBuffer());

	it('asks the route for CSV and saves the very text that it answers, marked as UTF-8', async () => {
		const { api, saved, button } = open({ path: '/axis/coverage/topic/gaps' });
		await button.get('button').trigger('click');
		const request = api.take('/axis/coverage/topic/gaps');
		expect(request.accept).toBe('text/csv');
		await request.answerText('object_ref\r\nagents\r\n');
		expect(await bytes(saved)).toBe('\uFEFFobject_ref\r\nagents\r\n');
	});

	it('saves rows at hand without a request', async () => {
		const { api, saved, button } = open({ columns: ['a'], rows: [{ a: 'x' }] });
		await button.get('button').trigger('click');
		await flushPromises();
		expect(api.requests).toEqual([]);
		expect(await bytes(saved)).toBe('\uFEFFa\r\nx\r\n');
	});

	it('says why there is no file', async () => {
		const { api, saved, button } = open({ path: '/axis/drift' });
		await button.get('button').trigger('click');
		await api.take('/axis/drift').fail(new Error('Network Error'));
		expect(button.get('[role="alert"]').text()).toContain('The CSV could not be downloaded.');
		expect(saved).toEqual([]);
	});
});

describe('a chart', () => {
	const content: ChartContent = {
		labels: ['GOV-DOT', 'GOV-SIV'],
		series: [
			{ label: 'direct', values: [1200, 0], colour: 'success' },
			{ label: 'inherited', values: [3, null], colour: 'danger' },
		],
	};

	it('tells its numbers in a table too, and hides the picture from screen readers', async () => {
		const chart = mount(AxisChart, {
			attachTo: document.body,
			props: { content, caption: 'Cells by owner', labelsAre: 'Owner' },
			global: { plugins: [i18n()] },
		});
		await flushPromises();
		expect(chart.get('caption').text()).toBe('Cells by owner');
		expect(chart.findAll('tr').map((row) => row.findAll('th, td').map((cell) => plain(cell.text())))).toEqual([
			['Owner', 'direct', 'inherited'],
			['GOV-DOT', '1,200', '3'],
			['GOV-SIV', '0', '–'],
		]);
		expect(chart.get('canvas').element.closest('[aria-hidden="true"]')).not.toBeNull();
		expect(await seriousViolations(chart.element)).toEqual([]);
		chart.unmount();
	});

	it('does not move for people who asked for that, and stands on a whole-number scale from nought', () => {
		const black = 'rgba(0, 0, 0, 1)';
		const colours = {
			success: black,
			danger: 'rgba(1, 2, 3, 1)',
			danger_soft: black,
			warning: black,
			primary: black,
			secondary: black,
			foreground: black,
			accent: black,
			border: black,
			background: black,
		};
		const config = chartConfig(
			{
				labels: ['a'],
				series: [
					{ label: 'required', values: [1], colour: 'danger', dashed: true },
					{ label: 'gap', values: [1], colour: 'danger' },
				],
			},
			{ colours, font: 'sans', moving: false, number: String },
		);
		expect(config.options?.animation).toBe(false);
		expect(config.options?.scales?.['y']).toMatchObject({ beginAtZero: true, ticks: { precision: 0 } });
		expect(config.data.datasets[0]).toMatchObject({ borderColor: 'rgba(1, 2, 3, 1)', borderDash: [5, 4] });
		// Of a single scan there is no line yet: the points alone tell gaps from required cells.
		expect(config.data.datasets.map((one) => one.pointBackgroundColor)).toEqual([colours.background, colours.danger]);
	});
});

describe('cell actions', () => {
	const cell: ChosenCell = {
		axis_code: 'responsibility',
		object_type: 'collection',
		object_ref: 'agents',
		value_code: 'audit',
		group_ref: 'GRP-AI',
		state: 'gap',
		owner_gov_code: null,
	};
	const action = (id: string, suits: CellAction['suits']): CellAction => ({ id, icon: 'x', label: () => id, suits, dialog: {} });

	it('are those that suit all chosen cells, one of an id, none for no cells', () => {
		registerCellAction(action('waive', (cells) => cells.every(({ state }) => state === 'gap')));
		registerCellAction(action('assign', () => false));
		registerCellAction(action('assign', () => true));
		expect(actionsFor([cell]).map(({ id }) => id)).toEqual(['waive', 'assign']);
		expect(actionsFor([{ ...cell, state: 'direct' }]).map(({ id }) => id)).toEqual(['assign']);
		expect(actionsFor([])).toEqual([]);
	});
});

describe('German', () => {
	it('is spoken where the Studio speaks it, with German numbers', async () => {
		const studio = openAny(MatrixPanel, { language: 'de-DE', options: { compact: true, show_matrix: false } });
		await studio.api.take('/axis/coverage').answer([axisCoverage('responsibility', 'Responsibility', 0, 99_999, 1)]);
		expect(studio.words()).toContain('99.999 von 100.000 (99,9 %)');
		expect(studio.words()).toContain('99.999 geerbt');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
		studio.panel.unmount();
	});

	it('leaves other languages with English', async () => {
		const studio = openAny(MatrixPanel, { language: 'fr-FR' });
		await studio.api.take('/axis/coverage').fail(new Error('Network Error'));
		expect(studio.words()).toContain('The server cannot be reached');
		studio.panel.unmount();
	});
});
