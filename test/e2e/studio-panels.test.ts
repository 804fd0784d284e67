/** The dashboard that POST /axis/dashboard makes, in a real Studio: every panel, wide and narrow, light and dark. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Browser, Locator } from 'playwright-core';
import { DASHBOARD, DASHBOARD_PANELS, type DashboardPanel } from '../../src/contract';
import { apiOf, type Api } from './support/api';
import { seriousViolations } from './support/axe';
import { closeSidebar, launchBrowser, openStudio, type Studio } from './support/browser';
import { removeDashboard } from './support/dashboard';
import { applyTiers, connect, resetRollout } from './support/rollout';

/** What each panel shows once it has read its figures, after tier 6. */
const READY: Record<string, string> = {
	'axis-rollout': '.rollout .word.READY',
	'axis-coverage-overview': '.overview .card',
	'axis-gap-matrix': '[role="grid"] td',
	'axis-coverage-trend': '.trend canvas',
	'axis-owner-load': 'canvas',
	'axis-drift-findings': '.drift tbody tr',
	'axis-review-queue': 'tbody tr',
	'axis-topic-tree': '[role="treeitem"]',
	'axis-coverage': 'td[data-row]',
};
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

let admin: Api;
let db: Knex;
let browser: Browser;

beforeAll(async () => {
	db = connect();
	admin = await apiOf('admin');
	await resetRollout(admin, db);
	// A scan between the tiers, so that the trend has something to tell.
	await applyTiers(admin, [1, 2]);
	await scan();
	await applyTiers(admin, [3, 4]);
	await scan();
	await applyTiers(admin, [5, 6]);
	await scan();
	await admin.send('POST', '/axis/dashboard', { module_bar: true });
	browser = await launchBrowser();
});
afterAll(async () => {
	await browser.close();
	await removeDashboard(db);
	await resetRollout(admin, db);
	await db.destroy();
});

async function scan(): Promise<void> {
	const answer = await admin.send('POST', '/axis/scan', {});
	if (answer.status !== 200) throw new Error(`Not scanned: ${answer.text}`);
}

async function openDashboard(scheme: 'light' | 'dark', size: { width: number; height: number }): Promise<Studio> {
	const studio = await openStudio(browser, 'viewer', scheme);
	await studio.page.setViewportSize(size);
	await studio.page.goto(`/admin/insights/${DASHBOARD.id}`);
	await closeSidebar(studio.page, '.axis-panel:has(.rollout)');
	return studio;
}

const tileOf = (studio: Studio, { name }: DashboardPanel): Locator =>
	studio.page
		.locator('.v-workspace-tile')
		.filter({ has: studio.page.locator('.header .name', { hasText: new RegExp(`^\\s*${name}\\s*$`) }) });

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
	it.each([
		['wide', WIDE],
		['narrow', NARROW],
	] as const)('on a %s screen every panel shows its figures, without a word on the console', async (breadth, size) => {
		const studio = await openDashboard(scheme, size);
		for (const panel of DASHBOARD_PANELS) {
			const tile = tileOf(studio, panel);
			await tile.scrollIntoViewIfNeeded();
			await tile
				.locator(READY[panel.type] ?? '')
				.first()
				.waitFor();
			expect(await tile.getByRole('alert').count(), panel.name).toBe(0);
			await studio.screenshot(`${panel.type}-${breadth}-${scheme}`, breadth === 'wide' ? tile : undefined);
			// AXIS_TEST_PICTURES=1 makes the pictures of docs/panels.md anew.
			if (process.env.AXIS_TEST_PICTURES && breadth === 'wide' && panel.type !== 'axis-coverage')
				await studio.picture(`${panel.type}${scheme === 'dark' ? '-dark' : ''}`, tile);
		}
		expect(await seriousViolations(studio.page, '.axis-panel')).toEqual([]);
		expect(studio.errors).toEqual([]);
		await studio.close();
	});
});
