/** Every panel before the rollout, without the permission, and while the server fails: it says what is so and what to do. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Browser } from 'playwright-core';
import { DASHBOARD_PANELS, ROLLOUT_MODULE } from '../../src/contract';
import { apiOf, type Api } from './support/api';
import { seriousViolations } from './support/axe';
import { launchBrowser, type Studio } from './support/browser';
import { endDashboard, makeDashboard, openDashboard, removeDashboard, tileOf } from './support/dashboard';
import { applyTiers, connect, resetRollout } from './support/rollout';

/** What each says while no tier is applied. */
const EMPTY: Record<string, RegExp> = {
	'axis-rollout': /BLOCKED.*0 of 7 tiers applied.*os_proposal_approvals holds 0 of 1 approvals/s,
	'axis-coverage-overview': /Not rolled out yet.*0 of 210.*210\s*gap/s,
	'axis-gap-matrix': /Not rolled out yet.*0 of 210 required cells covered, 210 gaps/s,
	'axis-coverage-trend': /No scan yet.*Tier 6 makes the first one/s,
	'axis-owner-load': /Not rolled out yet.*Nobody/s,
	'axis-drift-findings': /No drift.*Before tier 1 there is nothing to look at/s,
	'axis-review-queue': /Nothing to review/,
	'axis-topic-tree': /No topic yet.*Tier 5 brings/s,
	'axis-coverage': /Not rolled out yet.*0 of 210/s,
};
const MESSAGE = 'The database went to lunch.';

let admin: Api;
let db: Knex;
let browser: Browser;
let studio: Studio;

beforeAll(async () => {
	db = connect();
	admin = await apiOf('admin');
	await resetRollout(admin, db);
	await removeDashboard(db);
	await makeDashboard(admin);
	browser = await launchBrowser();
	studio = await openDashboard(browser, 'viewer');
});
afterAll(() => endDashboard({ admin, db, browser }));

/** The browser itself reports answers that are no success; nothing else may be on the console. */
const ownErrors = () => studio.errors.splice(0).filter((line) => !line.startsWith('Failed to load resource'));

async function everyTile(state: string, says: RegExp): Promise<void> {
	for (const { name, type } of DASHBOARD_PANELS) {
		const tile = tileOf(studio, name);
		await tile.scrollIntoViewIfNeeded();
		await tile.getByText(says).first().waitFor();
		await studio.screenshot(`${type}-${state}`, tile);
	}
	expect(await seriousViolations(studio.page, '.axis-panel')).toEqual([]);
}

it('empty: before tier 1 each shows the gaps of the base model as not rolled out, or names the step that is missing', async () => {
	for (const { name, type } of DASHBOARD_PANELS) {
		const tile = tileOf(studio, name);
		await tile.scrollIntoViewIfNeeded();
		await expect.poll(() => tile.innerText(), { timeout: 10_000, message: name }).toMatch(EMPTY[type] ?? /never/);
		expect(await tile.getByRole('alert').count(), name).toBe(0);
		await studio.screenshot(`${type}-empty`, tile);
	}
	expect(
		await studio.page.getByRole('link', { name: 'Open the rollout' }).count(),
		'four of first figures, and the rollout',
	).toBe(5);
	expect(await seriousViolations(studio.page, '.axis-panel')).toEqual([]);
	expect(studio.errors.splice(0)).toEqual([]);
});

it('failed: each tells the server’s words, and shows its figures once “Retry” gets an answer', async () => {
	await applyTiers(admin, [1, 2, 3, 4, 5, 6]);
	await studio.page.route('**/axis/**', (route) =>
		route.fulfill({ status: 500, json: { errors: [{ message: MESSAGE, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] } }),
	);
	await studio.page.reload();
	await everyTile('failed', new RegExp(MESSAGE));
	expect(ownErrors()).toEqual([]);

	await studio.page.unroute('**/axis/**');
	for (const { name } of DASHBOARD_PANELS) {
		const tile = tileOf(studio, name);
		await tile.getByRole('button', { name: 'Retry' }).first().click();
		await tile.getByRole('alert').waitFor({ state: 'detached' });
		expect(await tile.locator('.state-message').count(), name).toBe(0);
	}
	expect(studio.errors.splice(0)).toEqual([]);
});

it('forbidden: who loses the permission sees no figure, and is told what to ask for', async () => {
	const { data: kept } = await admin.get<Record<string, unknown>[]>(
		'/permissions?filter[collection][_eq]=axis_rollout_run&filter[action][_eq]=read&fields=policy,collection,action,permissions,fields',
	);
	const { data: ids } = await admin.get<{ id: number }[]>(
		'/permissions?filter[collection][_eq]=axis_rollout_run&filter[action][_eq]=read&fields=id',
	);
	expect(kept.length).toBeGreaterThan(0);
	await admin.send(
		'DELETE',
		'/permissions',
		ids.map(({ id }) => id),
	);
	try {
		await studio.page.reload();
		await everyTile('forbidden', /You may not read axis coverage/);
		const words = await studio.page.locator('.axis-panel').allTextContents();
		for (const word of words) expect(word).toContain('Ask an admin for read permission on axis_rollout_run.');
		expect(ownErrors()).toEqual([]);
	} finally {
		const back = await admin.send('POST', '/permissions', kept);
		expect(back.status).toBe(200);
	}
});

it('a file that is gone, as after an upgrade under an open tab, asks for a reload in each tile and on the page, and a reload brings it', async () => {
	const late = /\/extensions\/sources\/axis-/;
	await studio.page.route(late, (route) => route.fulfill({ status: 404, body: '' }));
	await studio.page.reload();
	await everyTileAsksForReload();
	expect(ownErrors()).toEqual([]);
	await studio.page.goto(`/admin/${ROLLOUT_MODULE}`);
	const asked = studio.page.getByRole('alert').getByText('Reload the page to get the new version');
	await asked.waitFor();
	expect(await seriousViolations(studio.page, '[role="alert"]')).toEqual([]);
	await studio.screenshot('page-missing');

	await studio.page.unroute(late);
	await studio.page.getByRole('button', { name: 'Reload the page' }).click();
	await studio.page.locator('.axis-rollout .gate').waitFor();
	expect(await asked.count()).toBe(0);
});

async function everyTileAsksForReload(): Promise<void> {
	for (const { name, type } of DASHBOARD_PANELS) {
		const tile = tileOf(studio, name);
		await tile.scrollIntoViewIfNeeded();
		await tile.getByRole('alert').getByText('This part could not be loaded').waitFor();
		await studio.screenshot(`${type}-missing`, tile);
	}
}
