/**
 * How long a dashboard takes from navigation to interactive, signed in, the browser's cache warm: the one with all panels of the bundle, beside one with
 * a single native "list" panel. Interactive: every panel shows its data, and the main thread has taken two frames since.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { DASHBOARD_PANELS, type DashboardAnswer } from '../src/contract';
import { apiOf, type Api } from '../test/e2e/support/api';
import { launchBrowser, openStudio } from '../test/e2e/support/browser';
import { applyTiers, connect, resetRollout } from '../test/e2e/support/rollout';
import { alternate, report } from './measure';

const ROUNDS = 5;
const WARM_UP = 2;
const GOAL_MS = 1500;

const db = connect();
let admin: Api;
let browser: Browser;
let page: Page;
let ours: string;
let native: string;

beforeAll(async () => {
	admin = await apiOf('admin');
	await applyTiers(admin, [1, 2, 3, 4, 5, 6]);
	ours = (await admin.send<DashboardAnswer>('POST', '/axis/dashboard', {})).data.dashboard;
	native = (await admin.send<{ id: string }>('POST', '/dashboards', { name: 'Native list' })).data.id;
	await admin.send('POST', '/panels', {
		dashboard: native,
		type: 'list',
		position_x: 1,
		position_y: 1,
		width: 18,
		height: 20,
		show_header: false,
		options: { collection: 'axis_rollout_run', displayTemplate: '{{action}} {{run_no}}', sortField: 'run_no', limit: 5 },
	});
	browser = await launchBrowser();
	({ page } = await openStudio(browser, 'operator'));
});
afterAll(async () => {
	await browser.close();
	for (const id of [ours, native]) await admin.send('DELETE', `/dashboards/${id}`);
	await resetRollout(admin, db);
	await db.destroy();
});

/** Milliseconds from the start of the navigation, by the page's own clock. */
async function navigate(dashboard: string, isReady: (wanted: number) => boolean, wanted: number): Promise<number> {
	await page.goto(`/admin/insights/${dashboard}`, { waitUntil: 'commit' });
	await page.waitForFunction(isReady, wanted, { polling: 'raf' }).catch(async (cause: unknown) => {
		throw new Error(`The dashboard did not come up. Shown: ${await page.innerText('body')}`, { cause });
	});
	return page.evaluate(
		() => new Promise<number>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))),
	);
}

const panelsShown = (wanted: number) => {
	const panels = document.querySelectorAll('.axis-panel[aria-busy]').length;
	return panels === wanted && document.querySelector('[aria-busy="true"]') === null;
};
const listShown = () => /apply \d/.test(document.querySelector('.workspace')?.textContent ?? '');

it('the dashboard of all panels', async () => {
	const times = await alternate(
		[
			{ name: 'all panels of the bundle', run: () => navigate(ours, panelsShown, DASHBOARD_PANELS.length) },
			{ name: 'one native list', run: () => navigate(native, listShown, 1) },
		],
		ROUNDS,
		WARM_UP,
	);
	report('From navigation to an interactive dashboard', times, 'one native list', `median at most ${GOAL_MS} ms`);
	expect(times.get('one native list')).toHaveLength(ROUNDS);
});
