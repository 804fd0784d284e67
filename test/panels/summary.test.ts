// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { AxisCoverage } from '../../src/contract';
import { axisCoverage, responsibilityMatrix } from './one-roof';
import { openPanel, plain, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

async function openBars(...axes: AxisCoverage[]): Promise<void> {
	studio = openPanel({ show_matrix: false });
	await studio.api.take('/axis/coverage').answer(axes);
}

const cards = () => studio.panel.findAll('.summary > li');
const widths = () => studio.panel.findAll('.bar > .part').map((part) => part.attributes('style'));

describe('bars', () => {
	it('tell percent with its base, and direct, inherited and gap in numbers', async () => {
		await openBars(axisCoverage('responsibility', 'Responsibility', 14, 80, 116));

		expect(plain(cards()[0]?.text() ?? '')).toBe('Responsibility94 of 210 (44.7 %)●14 direct↑80 inherited×116 gap');
	});

	it('tell covered cells whose owner is gone apart, in a word, a number and a tip, and no nought', async () => {
		const whole = axisCoverage('responsibility', 'Responsibility', 14, 80, 116);
		await openBars({ ...whole, stale_owner_cells: 13 }, axisCoverage('topic', 'Topic', 5, 0, 1));

		expect(cards().map((card) => card.findAll('.gone').map((gone) => plain(gone.text())))).toEqual([
			[expect.stringMatching(/^13 ?owner gone/)],
			[],
		]);
		expect(cards()[0]?.get('.gone').attributes('title')).toContain('an owner who is gone');
	});

	it('are as long as their counts, and leave out what is nought', async () => {
		await openBars(axisCoverage('responsibility', 'Responsibility', 14, 80, 116), axisCoverage('topic', 'Topic', 5, 0, 1));

		expect(widths()).toEqual(['flex-grow: 14;', 'flex-grow: 80;', 'flex-grow: 116;', 'flex-grow: 5;', 'flex-grow: 1;']);
	});

	it('show the server’s percent, which is rounded down: 100 % means no gap', async () => {
		await openBars(axisCoverage('wide', 'Wide', 0, 99_999, 1));

		expect(plain(cards()[0]?.text() ?? '')).toContain('99,999 of 100,000 (99.9 %)');
	});

	it('say "nothing required" instead of a percent of nought', async () => {
		await openBars(axisCoverage('empty', 'Empty', 0, 0, 0));

		expect(cards()[0]?.text()).toContain('nothing required');
		expect(cards()[0]?.text()).not.toContain('%');
	});

	it('stand alone where the matrix is switched off: no matrix is asked for, and nothing can be chosen', async () => {
		await openBars(axisCoverage('responsibility', 'Responsibility', 0, 210, 0), axisCoverage('topic', 'Topic', 5, 0, 1));

		expect(cards()).toHaveLength(2);
		expect(studio.api.requests).toEqual([]);
		expect(studio.panel.find('button').exists()).toBe(false);
	});

	it('are one bar where the option names one axis', async () => {
		studio = openPanel({ axis: ' topic ', show_matrix: false });
		await studio.api
			.take('/axis/coverage')
			.answer([axisCoverage('responsibility', 'Responsibility', 0, 210, 0), axisCoverage('topic', 'Topic', 5, 0, 1)]);

		expect(cards()).toHaveLength(1);
		expect(cards()[0]?.text()).toContain('Topic');
	});
});

describe('choosing an axis', () => {
	const axes = [axisCoverage('responsibility', 'Responsibility', 0, 210, 0), axisCoverage('topic', 'Topic', 5, 0, 1)];
	const pressed = () => studio.panel.findAll('button.card').map((card) => card.attributes('aria-pressed'));
	const topicMatrix = { grain: 'object', values: ['ai-ops'], rows: [] };

	async function openBoth(): Promise<void> {
		studio = openPanel();
		await studio.api.take('/axis/coverage').answer(axes);
		await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix('inherited'));
	}

	it('marks the card whose matrix is shown, and loads the matrix of another on a click', async () => {
		await openBoth();
		expect(pressed()).toEqual(['true', 'false']);

		await studio.panel.findAll('button.card')[1]?.trigger('click');
		expect(pressed()).toEqual(['false', 'true']);

		await studio.api.take('/axis/coverage').answer(axes);
		await studio.api.take('/axis/coverage/topic/matrix').answer(topicMatrix);
		expect(studio.words()).toContain('No object and value to show');
	});

	it('drops an answer that comes after a later choice', async () => {
		await openBoth();
		const [responsibility, topic] = studio.panel.findAll('button.card');

		await topic?.trigger('click');
		await studio.api.take('/axis/coverage').answer(axes);
		const late = studio.api.take('/axis/coverage/topic/matrix');

		await responsibility?.trigger('click');
		expect(late.signal?.aborted).toBe(true);
		await studio.api.take('/axis/coverage').answer(axes);
		await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix('gap'));
		await late.answer(topicMatrix);

		expect(pressed()).toEqual(['true', 'false']);
		expect(studio.panel.find('caption').text()).toContain('Responsibility: ');
		expect(studio.words()).toContain('96 gaps');
	});
});
