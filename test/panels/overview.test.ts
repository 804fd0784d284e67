// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import OverviewPanel from '../../panels/overview/panel.vue';
import { missingToTarget } from '../../app/target';
import { seriousViolations } from './axe';
import { axisCoverage, plan, plannedTier, RATIFICATION } from './one-roof';
import { DASHBOARD, openAny, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const AXES = [axisCoverage('responsibility', 'Responsibility', 14, 80, 116), axisCoverage('topic', 'Topic', 5, 0, 1)];
const BY_GROUP = '/axis/coverage/responsibility/by-group?limit=100';
const GROUPS = [
	{ group_ref: 'GRP-AI', group_path: ['GRP-AI'], objects: 1, required: 6, covered: 6, gap: 0 },
	{
		group_ref: 'GRP-GOVERNANCE',
		group_path: ['(project)', 'rules', 'GRP-GOVERNANCE'],
		objects: 16,
		required: 96,
		covered: 0,
		gap: 96,
	},
	{ group_ref: null, group_path: [], objects: 1200, required: 7200, covered: 7180, gap: 20 },
];

async function openReady(options: Record<string, unknown> = {}): Promise<void> {
	studio = openAny(OverviewPanel, { options });
	await studio.api.take('/axis/coverage').answer(AXES);
}

const cards = () => studio.panel.findAll('.summary > li').map((card) => plain(card.text()));
const rows = () => studio.panel.findAll('.data-table tr').map((row) => row.findAll('th, td').map((cell) => plain(cell.text())));
const button = (name: string) => {
	const found = studio.panel.findAll('button').find((one) => plain(one.text()) === name || one.attributes('aria-label') === name);
	if (!found) throw new Error(`No button ${name}`);
	return found;
};

describe('figures and target', () => {
	it('tell each axis in numbers with their base, and nothing of a target that is not set', async () => {
		await openReady();
		expect(cards()).toEqual([
			'Responsibility94 of 210 (44.7 %)●14 direct↑80 inherited×116 gap',
			'Topic5 of 6 (83.3 %)●5 direct↑0 inherited×1 gap',
		]);
		expect(studio.panel.find('.target').exists()).toBe(false);
	});

	it('say how many cells are missing to the target, and mark it on the bar', async () => {
		await openReady({ target_percent: 80 });
		expect(cards()[0]).toContain('target 80 %: 74 cells to go');
		expect(cards()[1]).toContain('target 80 %: reached');
		expect(studio.panel.get('.frame > .target').attributes('style')).toContain('80%');
	});

	it.each(['abc', -1, 101, '', null])('a target of %j is none', async (target_percent) => {
		await openReady({ target_percent });
		expect(studio.panel.find('.target').exists()).toBe(false);
	});

	it('count whole cells: 29 percent of 100 is 29, and the last percent needs the last cell', () => {
		expect(missingToTarget(axisCoverage('a', 'A', 29, 0, 71), 29)).toBe(0);
		expect(missingToTarget(axisCoverage('a', 'A', 99_999, 0, 1), 100)).toBe(1);
		expect(missingToTarget(axisCoverage('a', 'A', 0, 0, 3), 33.4)).toBe(2);
		expect(missingToTarget(axisCoverage('a', 'A', 0, 0, 0), 100)).toBe(0);
	});
});

describe('drill-down', () => {
	it('an axis opens its groups, a group its gaps, and back again', async () => {
		await openReady();
		await studio.panel.findAll('button.card')[0]?.trigger('click');
		await studio.api.take(BY_GROUP).answer(GROUPS, 3);
		expect(rows()).toEqual([
			['Group', 'Objects', 'Required', 'Covered', 'Gaps'],
			['GRP-AI', '1', '6', '6', '✓ 0'],
			['(project) › rules › GRP-GOVERNANCE', '16', '96', '0', '× 96'],
			['in no group', '1,200', '7,200', '7,180', '× 20'],
		]);
		expect(await seriousViolations(studio.panel.element)).toEqual([]);

		await button('in no group').trigger('click');
		await studio.api
			.take('/axis/coverage/responsibility/gaps?group=&limit=100')
			.answer(
				[{ object_type: 'collection', object_ref: 'stray', axis_code: 'responsibility', value_code: 'audit', group_ref: null }],
				20,
			);
		expect(rows()[1]).toEqual(['stray', 'collection', '× audit']);
		expect(studio.words()).toContain('1 of 20 shown');

		await button('Show more').trigger('click');
		expect(studio.api.requests.map(({ path }) => path)).toEqual(['/axis/coverage/responsibility/gaps?group=&limit=200']);
		await button('Back').trigger('click');
		await studio.api.take(BY_GROUP).answer(GROUPS, 3);
		expect(rows()).toHaveLength(4);
	});

	it('follows the dashboard’s refresh, and a failed part leaves the bars standing', async () => {
		await openReady();
		await studio.panel.findAll('button.card')[0]?.trigger('click');
		await studio.api.take(BY_GROUP).fail(refusal(409, 'AXIS_PREREQUISITE_MISSING', 'The view is missing.'));
		expect(studio.panel.get('[role="alert"]').text()).toContain('The view is missing.');
		expect(cards()).toHaveLength(2);

		await studio.insights.dispatch('refresh', DASHBOARD);
		await studio.api.take('/axis/coverage').answer(AXES);
		await studio.api.take(BY_GROUP).answer(GROUPS, 3);
		expect(studio.panel.find('[role="alert"]').exists()).toBe(false);
		expect(rows()).toHaveLength(4);
	});
});

describe('the other states', () => {
	it('loading is named', () => {
		studio = openAny(OverviewPanel);
		expect(studio.panel.get('[role="status"]').attributes('aria-label')).toBe('Loading axis coverage');
	});

	it('empty names the missing tier', async () => {
		studio = openAny(OverviewPanel);
		await studio.api.take('/axis/coverage').answer([]);
		await studio.api
			.take('/axis/plan')
			.answer(plan([plannedTier(1, 'structure', 'blocked', [RATIFICATION]), plannedTier(2, 'responsibility axis', 'pending')]));
		expect(studio.words()).toContain('Tier 1 (structure) has not been applied.');
	});

	it('failed says why, in German where the Studio speaks it', async () => {
		studio = openAny(OverviewPanel, { language: 'de-DE' });
		await studio.api.take('/axis/coverage').fail(refusal(403, 'FORBIDDEN', 'Forbidden.'));
		expect(studio.panel.get('[role="alert"]').text()).toContain('Bitten Sie einen Admin um das Leserecht');
	});

	it('an axis that is not active is told with those that are', async () => {
		await openReady({ axis: 'nonsense' });
		expect(studio.words()).toContain('active axes in the panel’s options: responsibility, topic.');
	});
});
