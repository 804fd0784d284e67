/** The dashboard that POST /axis/dashboard makes, in a real Studio: every panel, wide and narrow, light and dark. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Browser } from 'playwright-core';
import { DASHBOARD_PANELS, type DashboardPanel } from '../../src/contract';
import { apiOf, type Api } from './support/api';
import { seriousViolations } from './support/axe';
import { launchBrowser, type Studio } from './support/browser';
import { endDashboard, makeDashboard, openDashboard, removeDashboard, tileOf } from './support/dashboard';
import { lane } from './support/lane';
import { applyTiers, connect, resetRollout } from './support/rollout';
import { expectSplitApp } from './support/served-app';

/** What each panel shows once it has read its figures, after tier 6. */
const READY: Record<string, string> = {
	'axis-rollout': '.rollout .word.READY',
	'axis-coverage-overview': '.overview .card',
	'axis-gap-matrix': '[role="grid"] td',
	'axis-coverage-trend': '.trend canvas',
	'axis-owner-load': '.owner-bars ol li',
	'axis-drift-findings': '.drift tbody tr',
	'axis-review-queue': 'tbody tr',
	'axis-topic-tree': '[role="treeitem"]',
	'axis-coverage': 'td[data-row]',
};
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
/** High enough for all of it. */
const WHOLE = { width: 1280, height: 2900 };
const FIRST_SCREEN = { width: 1000, height: 660 };

let admin: Api;
let db: Knex;
let browser: Browser;

beforeAll(async () => {
	db = connect();
	admin = await apiOf('admin');
	await resetRollout(admin, db);
	await removeDashboard(db);
	await applyTiers(admin, [1, 2, 3, 4, 5, 6]);
	await makeHistory();
	await makeDashboard(admin);
	browser = await launchBrowser();
});
afterAll(() => endDashboard({ admin, db, browser }));

/** Owners of all groups are revoked, then given back group by group, with a scan after each: what the trend tells. */
async function makeHistory(): Promise<void> {
	const owners = () => db('governance_object_ownership').where({ created_by: 'F6_OWNERSHIP_SEED_COMMIT' });
	const groups: string[] = await owners().distinct('object_ref').orderBy('object_ref').pluck('object_ref');
	await owners().update({ lifecycle_status: 'revoked' });
	await scan();
	for (const group of groups) {
		await owners().where({ object_ref: group }).update({ lifecycle_status: 'active' });
		await scan();
	}
}

async function scan(): Promise<void> {
	const answer = await admin.send('POST', '/axis/scan', {});
	if (answer.status !== 200) throw new Error(`Not scanned: ${answer.text}`);
}

it.each(['light', 'dark'] as const)(
	'in %s, on a wide screen and a narrow one, every panel shows its figures, without a word on the console',
	async (scheme) => {
		const studio = await openDashboard(browser, 'viewer', scheme);
		for (const [breadth, size] of [
			['wide', WIDE],
			['narrow', NARROW],
		] as const) {
			await studio.page.setViewportSize(size);
			if (breadth === 'narrow') await studio.page.reload();
			for (const panel of DASHBOARD_PANELS) await lookAt(studio, panel, `${breadth}-${scheme}`, breadth === 'wide');
			expect(await seriousViolations(studio.page, '.axis-panel'), breadth).toEqual([]);
			expect(studio.errors.splice(0), breadth).toEqual([]);
		}
		if (process.env.AXIS_TEST_PICTURES) await takePictures(studio, scheme);
		else await studio.close();
	},
);

async function lookAt(studio: Studio, panel: DashboardPanel, suffix: string, alone: boolean): Promise<void> {
	const tile = tileOf(studio, panel.name);
	await tile.scrollIntoViewIfNeeded();
	await tile
		.locator(READY[panel.type] ?? '')
		.first()
		.waitFor();
	expect(await tile.getByRole('alert').count(), panel.name).toBe(0);
	await studio.screenshot(`${panel.type}-${suffix}`, alone ? tile : undefined);
}

/** AXIS_TEST_PICTURES=1 makes the pictures of the documents anew. */
async function takePictures(studio: Studio, scheme: 'light' | 'dark'): Promise<void> {
	const suffix = scheme === 'dark' ? '-dark' : '';
	await studio.page.setViewportSize(WHOLE);
	// Charts are drawn at once then.
	await studio.page.emulateMedia({ reducedMotion: 'reduce' });
	await studio.page.reload();
	for (const { name, type } of DASHBOARD_PANELS) {
		await tileOf(studio, name)
			.locator(READY[type] ?? '')
			.first()
			.waitFor();
		// The picture of the panel Axis coverage is made by studio.test.ts.
		if (type !== 'axis-coverage') await studio.picture(`${type}${suffix}`, tileOf(studio, name));
	}
	await studio.close();

	const writer = await openDashboard(browser, 'operator', scheme);
	// The first screen of the dashboard: a picture of all of it is too large to be read.
	await writer.page.setViewportSize(FIRST_SCREEN);
	for (const { name, type } of DASHBOARD_PANELS.slice(0, 3))
		await tileOf(writer, name)
			.locator(READY[type] ?? '')
			.first()
			.waitFor();
	await writer.picture(`dashboard${suffix}`);
	await writer.page.setViewportSize({ width: 1280, height: 460 });
	const matrix = tileOf(writer, 'Gap matrix');
	await matrix.getByRole('button', { name: 'Topic' }).click();
	await matrix.locator('td[aria-label^="iu_staging_record · ai-ops:"]').click();
	await writer.page.locator('.cell-drawer li').first().waitFor();
	await writer.picture(`cell-drawer${suffix}`, writer.page.locator('.cell-drawer'));
	await writer.close();
}

it('each page of the Studio loads one file of at most 5 kB gzipped, a panel or page at most 60 kB, and all of them together 130 kB', async () => {
	const sizes = await expectSplitApp(lane().url);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(130_000);
});
