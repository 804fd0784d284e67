/** The module's page: what it shows of gate, tiers and runs, and to whom it offers what. */
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seriousViolations } from './axe';
import { Refused } from './page-api';
import { DASHBOARD } from '../../src/contract';
import { BLOCKED, planOf, READY, resultOf, runOf, USER } from './rollout-fixtures';
import { openPage, type Page } from './rollout-studio';
import { plain, refusal } from './studio';

let page: Page;
beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
	page.view.unmount();
	vi.useRealTimers();
});

describe('the gate', () => {
	it('is one word; shut it lists each blocker with its remedy, and nothing can be applied', async () => {
		page = await openPage({ gate: BLOCKED, plan: planOf({ blocked: true }) });
		expect(page.view.find('h2.word').text()).toBe('BLOCKED');
		expect(page.words()).toContain('os_proposal_approvals holds 0 of 1 approvals.');
		expect(page.words()).toContain('A person must ratify.');
		expect(page.button('Apply all').attributes('disabled')).toBeDefined();
		expect(page.button('Rehearse').attributes('disabled')).toBeUndefined();
	});

	it('shut it takes whoever may ratify to where that is done, and nobody else', async () => {
		const link = () => page.view.find('a[to="/content/os_proposal_approvals/+"]');
		page = await openPage({ gate: BLOCKED, mayRatify: 'os_proposal_approvals' });
		expect(link().text()).toBe('Or create an item in os_proposal_approvals yourself.');
		page.view.unmount();
		page = await openPage({ gate: BLOCKED });
		expect(link().exists()).toBe(false);
		page.view.unmount();
		page = await openPage({ mayRatify: 'os_proposal_approvals' });
		expect(link().exists()).toBe(false);
	});

	it('goes to the source that it answers, and says which values make an item an approval', async () => {
		const gate = { ...BLOCKED, source: { table: 'votes', filter: { status: 'published', board: 3 } } };
		page = await openPage({ gate, mayRatify: 'votes' });
		expect(page.view.find('.ratify a').attributes('to')).toBe('/content/votes/+');
		expect(plain(page.view.find('.ratify').text())).toBe(
			'Sign …Or create an item in votes yourself. An approval is an item with status = "published", board = 3.',
		);
		page.view.unmount();
		page = await openPage({ gate, mayRatify: 'os_proposal_approvals' });
		expect(page.view.find('.ratify').exists()).toBe(false);
		page.view.unmount();
		page = await openPage({ gate: { ...BLOCKED, source: null }, mayRatify: 'votes' });
		expect(page.view.find('.ratify').exists()).toBe(false);
	});

	it('lets an admin sign where the source is no collection, says what others need, and leads to no form', async () => {
		const gate = { ...BLOCKED, source: { table: 'votes', filter: {} } };
		page = await openPage({ gate, mayRatify: 'votes', unregistered: 'votes' });
		expect(plain(page.view.find('.ratify').text())).toBe(
			'Sign …Admins sign here. For others to sign, an admin registers votes as a collection.',
		);
		expect(page.view.find('.ratify a').exists()).toBe(false);
	});

	it('open it says READY, and every tier that is left can be applied', async () => {
		page = await openPage();
		expect(page.view.find('h2.word').text()).toBe('READY');
		expect(page.button('Apply all').attributes('disabled')).toBeUndefined();
	});
});

it('without a base model the page says how to begin; with half of one, what is missing', async () => {
	const plan = new Refused(refusal(409, 'AXIS_PREREQUISITE_MISSING', 'No base model.'));
	const foundation = { status: 'none', in_the_way: [], missing: [], makes: [], rolled_out: false, figures: null };
	page = await openPage({ answers: { '/axis/plan': plan, '/axis/foundation': foundation } });
	expect(page.buttons()).toEqual(['Preview the base model']);
	page.view.unmount();
	page = await openPage({ answers: { '/axis/plan': plan, '/axis/foundation': { ...foundation, status: 'partial' } } });
	expect(page.view.find('[role="alert"]').text()).toContain('No base model.');
});

describe('the ladder', () => {
	it('has every tier with its state and what it is expected to move', async () => {
		page = await openPage({ plan: planOf({ applied: 2 }) });
		const rows = page.view
			.findAll('ol[aria-label="Tiers"] > li')
			.map((row) => row.findAll('.words > p, .state').map((part) => plain(part.text())));
		expect(rows[1]).toEqual(['Tier 2 (responsibility-axis) applied', 'applied', 'Expected: axis_value +2']);
		expect(rows[2]?.slice(1)).toEqual(['ready', 'writes the base model', 'Expected: axis_value +3']);
		expect(rows[3]?.[1]).toBe('pending');
		expect(rows[6]).toEqual(['Tier 8 (verify) pending', 'pending', 'Expected: changes nothing']);
	});

	it('offers to apply the tier that is ready and to roll back the last applied one, and no other', async () => {
		page = await openPage({ plan: planOf({ applied: 2 }) });
		const labels = page.view
			.findAll('ol[aria-label="Tiers"] button[aria-label]')
			.map((button) => button.attributes('aria-label'));
		expect(labels.filter((label) => label?.startsWith('Apply'))).toEqual(['Apply Tier 3 (ownership-seed)']);
		expect(labels.filter((label) => label?.startsWith('Roll back'))).toEqual(['Roll back Tier 2 (responsibility-axis)']);
	});

	it('shows the text of a tier, and nothing can be typed into it', async () => {
		const text = { id: 'verify', tier: 8, name: 'verify', file: '90_verify.sql', sql: 'select 1;' };
		page = await openPage({ answers: { '/axis/tiers/verify/sql': text } });
		await page.button('SQL').trigger('click');
		await flushPromises();
		expect(page.dialog().text()).toContain('90_verify.sql');
		expect(page.dialog().find('textarea').attributes('readonly')).toBeDefined();
		expect(page.dialog().find('textarea').text()).toBe('select 1;');
		await page.button('Close').trigger('click');
		expect(page.dialog().exists()).toBe(false);
	});
});

describe('who may not act', () => {
	it('sees gate, tiers, texts and runs, and no button that acts', async () => {
		page = await openPage({ mayAct: false, plan: planOf({ applied: 2 }), runs: [runOf({ status: 'passed' })] });
		expect([...new Set(page.buttons())]).toEqual(['Reload', 'SQL']);
		expect(page.words()).toContain('Acting needs create permission on axis_rollout_run.');
		expect(page.words()).toContain('Olga Operator');
	});

	it('or may not even read is told whose permission is missing', async () => {
		const refused = new Refused(refusal(403, 'FORBIDDEN', 'You don’t have permission.'));
		page = await openPage({ mayAct: false, answers: { '/axis/gate': refused, '/axis/plan': refused, '/axis/runs': refused } });
		expect(page.view.find('[role="alert"]').text()).toContain('Ask an admin for read permission on axis_rollout_run.');
		expect(page.buttons()).toEqual(['Retry']);
	});
});

describe('the ledger', () => {
	it('tells who ran what, under which approval, and how it ended, with what was expected and found', async () => {
		const failed = runOf({
			id: '7829a71b-0000-4000-8000-000000000001',
			status: 'refused',
			error: {
				code: 'AXIS_ORDER',
				message: 'Tier 2 comes after tier 1.',
				facts: { violations: [{ violation: 'a row too many', object: 'agents' }], total: 7 },
			},
		});
		page = await openPage({ runs: [failed, runOf({ status: 'passed', result: { tiers: [resultOf(1)] } })] });
		const runs = page.view.findAll('section[aria-label="Runs"] .run');
		expect(runs).toHaveLength(2);
		expect(runs[0]?.text()).toContain('refused');
		expect(runs[0]?.text()).toContain('Tier 2 comes after tier 1.');
		expect(runs[0]?.text()).toContain('AXIS_ORDER');
		expect(runs[0]?.findAll('li').map((row) => row.text())).toEqual(['a row too many · object: agents', 'And 6 more.']);
		expect(runs[1]?.text()).toContain('Olga Operator');
		expect(runs[1]?.text()).toContain('APR-1');
		expect(runs[1]?.findAll('tbody tr').map((row) => row.text().replace(/\s+/gu, ' '))).toEqual([
			'rows of axis_value–0 → 6–',
			'required_cells210210 holds',
		]);
	});

	it('tells of a rollback whether all is as before, and what differs', async () => {
		const ended = (fingerprint: object) => runOf({ action: 'rollback', status: 'passed', result: { tiers: [], fingerprint } });
		const differences = [
			{ object: 'refunds', change: 'added', before: null, after: null },
			{ object: 'governance_object_ownership', change: 'rows', before: 0, after: 6 },
		];
		const hash = { entry: 'a', exit: 'b' };
		page = await openPage({
			runs: [
				ended({ ...hash, equal: false, differences }),
				ended({ ...hash, equal: false }),
				ended({ ...hash, equal: true, differences: [] }),
				ended({ ...hash, entry: null, equal: false, differences: null }),
			],
		});
		const told = page.view
			.findAll('section[aria-label="Runs"] .run')
			.map((run) => run.findAll('.run-fingerprint > *').map((part) => part.text()));
		const different = 'The database is not as it was before the first tier. What differs:';
		expect(told).toEqual([
			[different, 'refunds camerows of governance_object_ownership: 0 before, 6 now'],
			[different, 'That is not known: the rollout recorded a hash alone.'],
			['The database is as it was before the first tier.'],
			[],
		]);
	});

	it('tells what came and went, as a verification notes it, and every other note by its facts', async () => {
		const notes = [
			{ change: 'came', kind: 'group', name: 'refunds' },
			{ change: 'went', kind: 'object', name: 'collection/pages' },
			{ skipped: 'agents' },
		];
		page = await openPage({ runs: [runOf({ tiers: [8], status: 'passed', result: { tiers: [resultOf(8, { notes })] } })] });
		expect(page.view.findAll('.notes > li').map((note) => note.text())).toEqual([
			'group refunds came since the rollout',
			'object collection/pages went since the rollout',
			'skipped: agents',
		]);
	});

	it('names the tiers of a run, and none where it was of none', async () => {
		page = await openPage({
			runs: [runOf({ tiers: [3, 4] }), runOf({ tiers: [3] }), runOf({ action: 'foundation', tiers: [] })],
		});
		const words = page.view.findAll('section[aria-label="Runs"] summary').map((run) => run.text());
		expect(words[0]).toContain('Tiers 3, 4');
		expect(words[1]).toContain('Tier 3');
		expect(words[2]).not.toContain('Tier');
	});

	it('shows ids where names may not be read, and does not ask for them', async () => {
		page = await openPage({ runs: [runOf({ status: 'passed' })], mayReadUsers: false });
		expect(page.view.find('section[aria-label="Runs"]').text()).toContain(USER);
		expect(page.api.reads.filter((path) => path.startsWith('/users'))).toEqual([]);
	});
});

describe('a gate that opens meanwhile', () => {
	it.each(['Reload', 'a return to the page'])('is seen after %s', async (way) => {
		page = await openPage({ gate: BLOCKED, plan: planOf({ blocked: true }) });
		page.api.answers.set('/axis/gate', READY).set('/axis/plan', planOf());
		if (way === 'Reload') await page.button('Reload').trigger('click');
		else document.dispatchEvent(new Event('visibilitychange'));
		await flushPromises();
		expect(page.view.find('h2.word').text()).toBe('READY');
		expect(page.button('Apply all').attributes('disabled')).toBeUndefined();
	});
});

it('once the dashboard is there the page leads to it', async () => {
	page = await openPage({ isAdmin: true, answers: { '/dashboards': [{ id: DASHBOARD.id }] } });
	expect(page.buttons()).toContain('Add what is missing');
	expect(page.buttons()).not.toContain('Make the dashboard');
	expect(page.view.find(`a[to="/insights/${DASHBOARD.id}"]`).text()).toBe('Open the dashboard');
});

it('making the dashboard is offered to admins alone, and says what became of it', async () => {
	page = await openPage();
	expect(page.buttons()).not.toContain('Make the dashboard');
	page.view.unmount();
	page = await openPage({ isAdmin: true });
	await page.button('Make the dashboard').trigger('click');
	const sent = page.api.takeSent();
	expect(sent).toMatchObject({ path: '/axis/dashboard', body: { module_bar: true } });
	await sent.answer({ dashboard: 'd', created: ['Axis coverage'], changed: ['module_bar'], left: [] });
	expect(page.words()).toContain('Made: Axis coverage. Changed: module_bar. Left: –.');
});

it('speaks German', async () => {
	page = await openPage({ language: 'de-DE', plan: planOf({ applied: 1 }) });
	expect(page.buttons()).toEqual(
		expect.arrayContaining(['Proben', 'Alle anwenden', 'Prüfen', 'Alle zurückrollen', 'Anwenden', 'Zurückrollen']),
	);
	expect(page.words()).toContain('Erwartet: axis_value +2');
});

it('has no serious violation of accessibility, page and dialog', async () => {
	vi.useRealTimers();
	page = await openPage({
		plan: planOf({ applied: 2 }),
		gate: BLOCKED,
		runs: [runOf({ status: 'passed', result: { tiers: [resultOf(1)] } })],
		isAdmin: true,
	});
	expect(await seriousViolations(page.view.element.parentElement ?? document.body)).toEqual([]);
	await page.button('Roll back all').trigger('click');
	await flushPromises();
	expect(page.dialog().exists()).toBe(true);
	expect(await seriousViolations(page.dialog().element)).toEqual([]);
});
