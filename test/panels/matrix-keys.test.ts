// @vitest-environment happy-dom
/** The keyboard on the compact matrix. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CoverageMatrix } from '../../src/contract';
import { axisCoverage, responsibilityMatrix } from './one-roof';
import { drawAllRows, openPanel, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

async function openMatrix(matrix: CoverageMatrix): Promise<void> {
	studio = openPanel();
	await studio.api.take('/axis/coverage').answer([axisCoverage('responsibility', 'Responsibility', 0, 0, 210)]);
	await studio.api.take('/axis/coverage/responsibility/matrix').answer(matrix);
	await drawAllRows(studio);
}

const cell = (row: number, column: number) => studio.panel.get<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`);

describe('the keyboard', () => {
	const focused = () => {
		const element = document.activeElement;
		return element instanceof HTMLElement ? [Number(element.dataset['row']), Number(element.dataset['column'])] : null;
	};
	const press = async (key: string, init: KeyboardEventInit = {}) => {
		const [row = 0, column = 0] = focused() ?? [];
		await cell(row, column).trigger('keydown', { key, ...init });
		return focused();
	};

	it('finds one tab stop in 210 cells', async () => {
		await openMatrix(responsibilityMatrix('gap'));

		expect(studio.panel.findAll('td[tabindex="0"]')).toHaveLength(1);
		expect(cell(0, 0).attributes('tabindex')).toBe('0');
	});

	it('moves from cell to cell, across groups, and stops at the edges', async () => {
		await openMatrix(responsibilityMatrix('gap'));
		cell(0, 0).element.focus();

		expect(await press('ArrowLeft')).toEqual([0, 0]);
		expect(await press('ArrowUp')).toEqual([0, 0]);
		expect(await press('ArrowDown')).toEqual([1, 0]);
		expect(await press('ArrowRight')).toEqual([1, 1]);
		expect(await press('End')).toEqual([1, 5]);
		expect(await press('ArrowRight')).toEqual([1, 5]);
		expect(await press('Home')).toEqual([1, 0]);
		expect(await press('PageDown')).toEqual([11, 0]);
		expect(await press('End', { ctrlKey: true })).toEqual([34, 5]);
		expect(await press('ArrowDown')).toEqual([34, 5]);
		expect(await press('PageUp')).toEqual([24, 5]);
		expect(await press('Home', { ctrlKey: true })).toEqual([0, 0]);
	});

	it('takes the tab stop along, and leaves other keys to the page', async () => {
		await openMatrix(responsibilityMatrix('gap'));
		cell(0, 0).element.focus();
		await press('ArrowDown');

		expect(studio.panel.findAll('td[tabindex="0"]')).toHaveLength(1);
		expect(cell(1, 0).attributes('tabindex')).toBe('0');

		const tab = new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, cancelable: true });
		cell(1, 0).element.dispatchEvent(tab);
		expect(tab.defaultPrevented).toBe(false);
		expect(focused()).toEqual([1, 0]);
	});
});
