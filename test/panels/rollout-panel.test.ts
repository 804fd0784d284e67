/** The panel "Axis rollout": gate, ladder and last run at a glance. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import RolloutPanel from '../../panels/rollout/panel.vue';
import { seriousViolations } from './axe';
import { BLOCKED, planOf, READY, runOf } from './rollout-fixtures';
import { DASHBOARD, openAny, refusal, type Studio } from './studio';

const RUNS = '/axis/runs?steps=false&limit=1';

let studio: Studio;
afterEach(() => studio.panel.unmount());

async function answer({ gate = READY, plan = planOf({ applied: 2 }), runs = [runOf({ status: 'passed' })] } = {}): Promise<void> {
	await studio.api.take('/axis/gate').answer(gate);
	await studio.api.take('/axis/plan').answer(plan);
	await studio.api.take(RUNS).answer(runs);
}

describe('ready', () => {
	beforeEach(() => {
		studio = openAny(RolloutPanel);
	});

	it('shows the gate’s word, how many tiers are applied, each tier’s state, the last run and the way to the page', async () => {
		expect(studio.panel.find('[role="status"]').exists()).toBe(true);
		await answer();
		expect(studio.panel.find('.word').text()).toBe('READY');
		expect(studio.words()).toContain('2 of 7 tiers applied');
		expect(studio.panel.findAll('ol > li').map((tier) => tier.text())).toContain('Tier 3 (ownership-seed)ready');
		expect(studio.words()).toMatch(/Last run: apply, passed, Jun [23], 2026/);
		expect(studio.panel.find('a').attributes('href')).toBe('/axis-rollout');
	});

	it('lists what blocks a shut gate, with its remedy', async () => {
		await answer({ gate: BLOCKED, plan: planOf({ blocked: true }), runs: [] });
		expect(studio.panel.find('.word').text()).toBe('BLOCKED');
		expect(studio.words()).toContain('A person must ratify.');
		expect(studio.words()).toContain('Nobody has run anything yet.');
	});

	it('follows the refresh of its dashboard', async () => {
		await answer();
		await studio.insights.dispatch('refresh', DASHBOARD);
		await answer({ plan: planOf({ applied: 6 }) });
		expect(studio.words()).toContain('7 of 7 tiers applied');
	});

	it('has no serious violation of accessibility', async () => {
		await answer();
		expect(await seriousViolations(studio.panel.element)).toEqual([]);
	});
});

it('without permission it says whose is missing', async () => {
	studio = openAny(RolloutPanel);
	await studio.api.take('/axis/gate').fail(refusal(403, 'FORBIDDEN', 'no'));
	expect(studio.panel.find('[role="alert"]').text()).toContain('Ask an admin for read permission on axis_rollout_run.');
});

it('hides the tiers where its option says so, and speaks German', async () => {
	studio = openAny(RolloutPanel, { language: 'de-DE', options: { show_tiers: false } });
	await answer();
	expect(studio.panel.find('ol').exists()).toBe(false);
	expect(studio.words()).toContain('2 von 7 Stufen angewendet');
});

it('without a base model it says how to begin, and is no error', async () => {
	studio = openAny(RolloutPanel, { language: 'de-DE' });
	await studio.api.take('/axis/plan').fail(refusal(409, 'AXIS_PREREQUISITE_MISSING', 'No base model.'));
	await studio.api
		.take('/axis/foundation')
		.answer({ status: 'none', in_the_way: [], missing: [], makes: [], rolled_out: false, figures: null });
	expect(studio.panel.find('[role="alert"]').exists()).toBe(false);
	expect(studio.words()).toContain('Vorschau des Basismodells');
});
