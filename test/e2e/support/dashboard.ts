/** The dashboard that POST /axis/dashboard makes, in a browser: opening it, its tiles, the files that they hand out. */
import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import type { Browser, Locator } from 'playwright-core';
import { DASHBOARD } from '../../../src/contract';
import type { Api, User } from './api';
import { closeSidebar, openStudio, skipLicence, type Studio } from './browser';
import { resetRollout } from './rollout';

export async function makeDashboard(admin: Api): Promise<void> {
	const answer = await admin.send('POST', '/axis/dashboard', { module_bar: true });
	if (answer.status !== 200) throw new Error(`No dashboard was made: ${answer.text}`);
}

/** As a new host has it: no dashboard of ours, the built-in module bar. */
export async function removeDashboard(db: Knex): Promise<void> {
	await db('directus_panels').where({ dashboard: DASHBOARD.id }).delete();
	await db('directus_dashboards').where({ id: DASHBOARD.id }).delete();
	await db('directus_settings').update({ module_bar: null });
}

/** How a file about the dashboard ends: browser closed, dashboard and rollout gone, connections back. */
export async function endDashboard({ admin, db, browser }: { admin: Api; db: Knex; browser: Browser }): Promise<void> {
	await browser.close();
	await removeDashboard(db);
	await resetRollout(admin, db);
	await db.destroy();
}

/** Signs in and opens it with both sidebars closed: they lie over it on small screens, and stay as they are left. */
export async function openDashboard(browser: Browser, user: User, scheme: 'light' | 'dark' = 'light'): Promise<Studio> {
	const studio = await openStudio(browser, user, scheme);
	await studio.page.goto(`/admin/insights/${DASHBOARD.id}`);
	if (user === 'admin') await skipLicence(studio.page);
	await closeSidebar(studio.page, '.axis-panel:has(.rollout)');
	await studio.page.locator('button:has([data-icon="left_panel_close"])').click();
	return studio;
}

export function tileOf(studio: Studio, name: string): Locator {
	const heading = studio.page.locator('.header .name', { hasText: new RegExp(`^\\s*${name}\\s*$`) });
	return studio.page.locator('.v-workspace-tile').filter({ has: heading });
}

/** A tile, scrolled to: what lies below the screen is not laid out, and so has no words. */
export async function tileInView(studio: Studio, name: string): Promise<Locator> {
	const tile = tileOf(studio, name);
	await tile.scrollIntoViewIfNeeded();
	await studio.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
	return tile;
}

/** Presses the CSV button inside of that part, and answers the lines of the file that comes, heading included. */
export async function downloadCsv(studio: Studio, part: Locator): Promise<string[]> {
	const coming = studio.page.waitForEvent('download');
	await part.getByRole('button', { name: /^Download as CSV/ }).click();
	const path = await (await coming).path();
	const text = await readFile(path, 'utf8');
	return text.split('\r\n').slice(0, -1);
}
