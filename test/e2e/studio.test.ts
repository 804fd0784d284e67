/** The panel in a real Studio, as people see it. Screenshots are kept beside, for the eye. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Browser } from 'playwright-core';
import { apiOf, type Api, type User } from './support/api';
import { launchBrowser, openStudio, refreshEveryTenSeconds, type Studio } from './support/browser';
import { applyTiers, connect, resetRollout } from './support/rollout';

describe('the panel "Axis coverage" in the Studio', () => {
	let admin: Api;
	let db: Knex;
	let browser: Browser;
	let studio: Studio;
	const studios = new Map<string, Studio>();

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
		browser = await launchBrowser();
	});
	afterEach(() => {
		for (const { errors } of studios.values()) expect(errors.splice(0)).toEqual([]);
	});
	afterAll(async () => {
		await browser.close();
		await resetRollout(admin, db);
		await db.destroy();
	});

	const text = () => studio.page.locator('.axis-matrix').innerText();

	it('before tier 1 it shows the gaps of the base model as not rolled out, to admin and viewer alike', async () => {
		for (const user of ['admin', 'viewer'] as const) {
			studio = await sessionOf(user);
			await studio.open();
			await studio.page.getByText('Not rolled out yet').waitFor();
			expect(await text()).toMatch(/0 of 210 \(0\s%\)/);
			await studio.page.locator('.axis-matrix table').waitFor();
			await studio.screenshot(`before-tier-1-${user}`);
		}
	});

	for (const user of ['admin', 'viewer'] as const) {
		it(`after tier 2 ${user} sees 210 required cells, all of them gaps, and a matrix of 35 rows`, async () => {
			await ensureApplied(2);
			studio = await sessionOf(user);
			await studio.open();
			await studio.page.locator('.axis-matrix table').waitFor();
			expect(await text()).toMatch(/0 of 210 \(0\s%\)/);
			expect(await text()).toMatch(/210\s*gap/);
			const table = studio.page.locator('.axis-matrix table');
			expect(await table.locator('caption').textContent()).toMatch(/of 35 objects by 6 values/);
			// One line of headers, and a heading for each of five groups.
			expect(await table.getAttribute('aria-rowcount')).toBe('41');
			await table.locator('td[tabindex="0"]').press('Control+End');
			expect(await table.locator('td:focus').getAttribute('data-row')).toBe('34');
			await table.locator('td:focus').press('Control+Home');
			await studio.screenshot(`after-tier-2-${user}`);
		});
	}

	it('the keyboard reaches every cell, and its words tell the owner', async () => {
		await ensureApplied(3);
		studio = await sessionOf('viewer');
		await studio.open();
		await studio.page.locator('.axis-matrix table').waitFor();
		expect(await text()).toMatch(/210 of 210 \(100\s%\)/);
		await studio.page.locator('td[tabindex="0"]').focus();
		await studio.page.keyboard.press('ArrowRight');
		await studio.page.keyboard.press('ArrowDown');
		const focused = studio.page.locator('td:focus');
		expect(await focused.getAttribute('aria-label')).toMatch(/GOV-[A-Z-]+, inherited from GRP-[A-Z]+/);
		expect(await studio.page.locator('.axis-matrix .tip').innerText()).toMatch(/GOV-[A-Z-]+, inherited from GRP-[A-Z]+/);
		expect(await studio.page.locator('td[tabindex="0"]').count()).toBe(1);
		await studio.screenshot('after-tier-3-focus');
	});

	it('hovering tells the same', async () => {
		await ensureApplied(3);
		studio = await sessionOf('viewer');
		await studio.open();
		const cell = studio.page.locator('td[data-row="0"][data-column="0"]');
		await cell.hover();
		const label = await cell.getAttribute('aria-label');
		const state = await studio.page.locator('.axis-matrix .tip .state span').last().innerText();
		expect(state).toMatch(/GOV-[A-Z-]+, inherited from GRP-[A-Z]+/);
		expect(label).toContain(state);
	});

	it('the dashboard’s refresh shows what has changed meanwhile', async () => {
		await ensureApplied(3);
		studio = await sessionOf('admin');
		await studio.open();
		await studio.page.getByText(/210 of 210/).waitFor();
		await db('governance_object_ownership')
			.where({ object_ref: 'GRP-AI', scope: 'audit' })
			.update({ lifecycle_status: 'revoked' });
		try {
			await refreshEveryTenSeconds(studio.page);
			await studio.page.getByText(/209 of 210/).waitFor({ timeout: 20_000 });
			await studio.screenshot('after-refresh');
		} finally {
			await db('governance_object_ownership')
				.where({ object_ref: 'GRP-AI', scope: 'audit' })
				.update({ lifecycle_status: 'active' });
		}
	});

	it('it follows the dark theme', async () => {
		await ensureApplied(3);
		const colours: string[] = [];
		for (const scheme of ['light', 'dark'] as const) {
			studio = await sessionOf('viewer', scheme);
			await studio.open();
			await studio.page.locator('.axis-matrix table').waitFor();
			colours.push(
				await studio.page
					.locator('.axis-matrix th.name')
					.first()
					.evaluate((cell) => getComputedStyle(cell).backgroundColor),
			);
			await studio.screenshot(`after-tier-3-${scheme}`);
		}
		expect(colours[0]).not.toBe(colours[1]);
	});

	// AXIS_TEST_PICTURES=1 makes the pictures of the documents anew.
	if (process.env.AXIS_TEST_PICTURES) {
		it('the pictures of the documents show the whole rollout', async () => {
			await ensureApplied(6);
			for (const [scheme, name] of [
				['light', 'coverage-panel'],
				['dark', 'coverage-panel-dark'],
			] as const) {
				studio = await sessionOf('viewer', scheme);
				await studio.open();
				await studio.page.locator('button:has([data-icon="left_panel_close"])').click();
				await studio.page.getByText('210 of 210').waitFor();
				await studio.page.locator('td[tabindex="0"]').focus();
				await studio.page.keyboard.press('ArrowRight');
				await studio.picture(name, studio.page.locator('.v-workspace-tile'));
			}
		});
	}

	/** One session per user and theme, so that the Studio's code is loaded once for each. */
	async function sessionOf(user: User, scheme: 'light' | 'dark' = 'light'): Promise<Studio> {
		const key = `${user} ${scheme}`;
		const session = studios.get(key) ?? (await openStudio(browser, user, scheme));
		studios.set(key, session);
		return session;
	}

	/** Applies tiers up to the given one, where they are not yet. */
	async function ensureApplied(through: number): Promise<void> {
		const { data } = await admin.get<{ tiers: { tier: number; state: string }[] }>('/axis/plan');
		const missing = data.tiers.filter(({ tier, state }) => tier <= through && state !== 'applied').map(({ tier }) => tier);
		await applyTiers(admin, missing);
	}
});
