// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import OverviewPanel from '../../panels/overview/panel.vue';
import { seriousViolations } from './axe';
import { axisCoverage, plan, plannedTier, RATIFICATION, responsibilityMatrix } from './one-roof';
import { openAny, openPanel, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const find = (selector: string) => studio.panel.find(selector);

describe('loading', () => {
	it('shows a named placeholder until the first answer, and no figures', () => {
		studio = openPanel();

		expect(find('[role="status"]').attributes('aria-label')).toBe('Loading axis coverage');
		expect(find('[aria-busy="true"]').exists()).toBe(true);
		expect(studio.words()).toBe('');
	});

	it('asks for the matrix of the first axis, and shows bars and matrix together', async () => {
		studio = openPanel();
		await studio.api.take('/axis/coverage').answer([axisCoverage('responsibility', 'Responsibility', 0, 0, 210)]);
		expect(find('.state-loading').exists()).toBe(true);

		await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix('gap'));
		expect(find('.state-loading').exists()).toBe(false);
		expect(find('table').exists()).toBe(true);
		expect(find('[aria-busy="false"]').exists()).toBe(true);
	});
});

describe('empty', () => {
	async function openWithPlan(...tiers: ReturnType<typeof plannedTier>[]): Promise<void> {
		studio = openPanel();
		await studio.api.take('/axis/coverage').answer([]);
		await studio.api.take('/axis/plan').answer(plan(tiers));
	}

	it('says that tier 1 is missing, what blocks it and what to do, and does not look like an error', async () => {
		await openWithPlan(
			plannedTier(0, 'preflight', 'blocked', [RATIFICATION]),
			plannedTier(1, 'structure', 'blocked', [RATIFICATION]),
			plannedTier(2, 'responsibility axis', 'pending'),
			plannedTier(3, 'ownership seed', 'pending'),
		);

		expect(studio.words()).toContain('Tier 1 (structure) has not been applied.');
		expect(studio.words()).toContain(RATIFICATION.message);
		expect(studio.words()).toContain('expected 1, found 0');
		expect(studio.words()).toContain(RATIFICATION.remedy);
		expect(find('[role="alert"]').exists()).toBe(false);
	});

	it('lists the tiers up to the first axis with their states and marks the next one', async () => {
		await openWithPlan(
			plannedTier(0, 'preflight', 'ready'),
			plannedTier(1, 'structure', 'applied'),
			plannedTier(2, 'responsibility axis', 'ready'),
			plannedTier(3, 'ownership seed', 'pending'),
		);

		const steps = studio.panel.findAll('ol > li').map((step) => step.text());
		expect(steps).toEqual(['Tier 1 (structure)applied', 'Tier 2 (responsibility axis)ready']);
		expect(find('[aria-current="step"]').text()).toContain('Tier 2');
		expect(studio.words()).toContain('POST /axis/apply/responsibility');
	});

	it('follows a profile that seeds ownership before it creates the axis', async () => {
		await openWithPlan(
			plannedTier(3, 'ownership seed', 'blocked', [RATIFICATION]),
			plannedTier(1, 'structure', 'pending'),
			plannedTier(2, 'responsibility axis', 'pending'),
			plannedTier(4, 'containment', 'pending'),
		);

		expect(studio.panel.findAll('ol > li')).toHaveLength(3);
		expect(studio.words()).toContain('Tier 3 (ownership seed) has not been applied.');
	});

	it('tells a drifted tier from a missing one', async () => {
		await openWithPlan(plannedTier(1, 'structure', 'drifted'), plannedTier(2, 'responsibility axis', 'pending'));

		expect(studio.words()).toContain('Tier 1 (structure) was applied, but what it created is no longer as it was.');
		expect(studio.words()).toContain('GET /axis/verify');
	});

	it('says so when every tier is applied but no axis is active', async () => {
		await openWithPlan(plannedTier(1, 'structure', 'applied'), plannedTier(2, 'responsibility axis', 'applied'));

		expect(studio.words()).toContain('no axis is active');
		expect(find('[aria-current="step"]').exists()).toBe(false);
	});

	it('names the active axes when the chosen one is not among them', async () => {
		studio = openPanel({ axis: 'topics' });
		await studio.api.take('/axis/coverage').answer([axisCoverage('topic', 'Topic', 5, 0, 1)]);

		expect(studio.words()).toContain('Axis “topics” is not active');
		expect(studio.words()).toContain('active axes in the panel’s options: topic.');
		expect(studio.api.requests).toEqual([]);
	});
});

describe('before a rollout', () => {
	const first = { ...axisCoverage('responsibility', 'Responsibility', 0, 0, 210), status: 'candidate', rolled_out: false };

	it('shows the gaps of the base model, says that they are not rolled out yet, and leads to the rollout', async () => {
		studio = openPanel();
		await studio.api.take('/axis/coverage').answer([first]);
		await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix('gap'));
		expect(find('.first-figures').text()).toContain('Not rolled out yet');
		expect(studio.words()).toContain('0 of 210');
		expect(find('table').exists()).toBe(true);
	});

	it('says nothing of a rollout once an axis is active', async () => {
		studio = openPanel();
		await studio.api.take('/axis/coverage').answer([{ ...first, status: 'active', rolled_out: true }]);
		await studio.api.take('/axis/coverage/responsibility/matrix').answer(responsibilityMatrix('gap'));
		expect(find('.first-figures').exists()).toBe(false);
	});

	it('says which step is missing to another axis that the option names', async () => {
		studio = openPanel({ axis: 'topic' });
		await studio.api.take('/axis/coverage').answer([first]);
		await studio.api
			.take('/axis/plan')
			.answer(plan([plannedTier(1, 'structure', 'ready'), plannedTier(2, 'responsibility axis', 'pending')]));
		expect(studio.words()).toContain('Tier 1 (structure) has not been applied.');
	});

	const NO_MODEL = refusal(409, 'AXIS_PREREQUISITE_MISSING', 'No base model.');
	const standing = (status: string) => ({ status, in_the_way: [], missing: [], makes: [], rolled_out: false, figures: null });
	const group = { objects: 5, direct_objects: 2, gap_cells: 5 };
	const PREVIEW = {
		...standing('none'),
		makes: ['governance_registry', 'v_object_owner_gap'],
		figures: {
			objects: 8,
			required_cells: 8,
			gap_cells: 8,
			conflicts: 0,
			scopes: [{ scope_code: 'audit', description: null, gap_cells: 8 }],
			groups: [
				{ ...group, group_ref: '(project)', parent_ref: null, objects: 8 },
				{ ...group, group_ref: 'website', parent_ref: '(project)' },
			],
			left_out: { count: 0, objects: [] },
		},
	};

	async function openWithoutModel(mayAct: boolean): Promise<void> {
		studio = openAny(OverviewPanel, { mayAct });
		await studio.api.take('/axis/coverage').answer([]);
		await studio.api.take('/axis/plan').fail(NO_MODEL);
		await studio.api.take('/axis/foundation').answer(standing('none'));
	}
	const press = (words: string) =>
		studio.panel
			.findAll('button')
			.find((button) => plain(button.text()) === words)
			?.trigger('click');

	it('without a base model it shows what one would be, and makes it once that is confirmed', async () => {
		await openWithoutModel(true);
		expect(studio.words()).toContain('Nothing says yet who is accountable');
		expect(find('[role="alert"]').exists()).toBe(false);
		await press('Preview the base model');
		await studio.api.take('/axis/foundation/preview').answer(PREVIEW);
		expect(studio.words()).toContain('8 objects × 1 value = 8 cells, 8 of them without an owner at first.');
		expect(studio.words()).toContain('website: 5 objects');
		expect(studio.words()).not.toContain('(project)');
		expect(find('details').text()).toContain('governance_registry, v_object_owner_gap');
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
		await press('Make it');
		expect(studio.words()).toContain('nothing of Directus is changed');
		expect(studio.api.sent.map(({ path }) => path)).toEqual(['/axis/foundation/preview']);
		await press('Yes, make it');
		await studio.api.take('/axis/foundation').answer({});
		await studio.api.take('/axis/coverage').answer([first]);
		expect(studio.words()).toContain('Not rolled out yet');
	});

	it('to who may not act it says the sentence, and offers nothing', async () => {
		await openWithoutModel(false);
		expect(studio.words()).toContain('This project has no base model');
		expect(studio.panel.findAll('.state-message button')).toEqual([]);
	});

	it('a refusal to make one is told, and what is there is read anew', async () => {
		await openWithoutModel(true);
		await press('Preview the base model');
		await studio.api.take('/axis/foundation/preview').answer(PREVIEW);
		await press('Make it');
		await press('Yes, make it');
		await studio.api.take('/axis/foundation').fail(refusal(409, 'AXIS_FOUNDATION', 'It is there already.'));
		expect(find('[role="alert"]').text()).toBe('It is there already.');
		await studio.api.take('/axis/coverage').answer([first]);
		expect(studio.words()).toContain('Not rolled out yet');
	});

	it('with half of one the server’s words tell what is missing', async () => {
		studio = openPanel();
		await studio.api.take('/axis/coverage').answer([]);
		await studio.api.take('/axis/plan').fail(NO_MODEL);
		await studio.api.take('/axis/foundation').answer(standing('partial'));
		expect(find('[role="alert"]').text()).toContain('No base model.');
	});
});
