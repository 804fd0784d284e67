/** The page "Axis rollout" in a real Studio: an operator's way from a shut gate to a rollback, and what a viewer sees of it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Browser, Page } from 'playwright-core';
import { apiOf, type Api, type User } from './support/api';
import { seriousViolations } from './support/axe';
import { closeSidebar, launchBrowser, openStudio, skipLicence, type Studio } from './support/browser';
import { abortForeignRun, startForeignRun } from './support/foreign-run';
import { connect, resetRollout } from './support/rollout';

const CODE = 'APR-BOOT-AUTHMODEL-1';
const ACTIONS = ['Rehearse', 'Apply all', 'Verify', 'Roll back all'];
const RUN_MS = 60_000;

let admin: Api;
let operatorApi: Api;
let db: Knex;
let browser: Browser;
let operator: Studio;
let viewer: Studio;

beforeAll(async () => {
	db = connect();
	[admin, operatorApi] = [await apiOf('admin'), await apiOf('operator')];
	await resetRollout(admin, db);
	browser = await launchBrowser();
	[operator, viewer] = [await openPage('operator'), await openPage('viewer')];
});
afterEach(() => {
	for (const { errors } of [operator, viewer]) expect(errors.splice(0)).toEqual([]);
});
afterAll(async () => {
	await browser.close();
	await resetRollout(admin, db);
	await db.destroy();
});

async function openPage(user: User, scheme: 'light' | 'dark' = 'light'): Promise<Studio> {
	const studio = await openStudio(browser, user, scheme);
	await studio.page.goto('/admin/axis-rollout');
	await studio.page.locator('.axis-rollout h2.word').waitFor();
	return studio;
}

const button = (page: Page, name: string) => page.locator('.axis-rollout .action-bar').getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');
const word = (page: Page) => page.locator('.axis-rollout h2.word');
/** State of each tier, by its number, as the ladder tells it. */
const ladder = (page: Page) =>
	page.locator('ol[aria-label="Tiers"] > li').evaluateAll((rows) => rows.map((row) => row.classList[0] ?? ''));

/** Waits for the run that was just started here, and how it ended. */
async function ended(page: Page, status: string): Promise<void> {
	await page.locator(`section.live.${status}`).waitFor({ timeout: RUN_MS });
}

async function confirm(page: Page, name: string): Promise<void> {
	await dialog(page).getByRole('button', { name, exact: true }).click();
	await dialog(page).waitFor({ state: 'hidden' });
}

describe('an operator', () => {
	it('sees a shut gate, its remedy, and that nothing can be applied', async () => {
		const { page } = operator;
		expect(await word(page).innerText()).toContain('BLOCKED');
		expect(await page.locator('.gate').innerText()).toContain('A person must ratify');
		expect(await button(page, 'Apply all').isDisabled()).toBe(true);
		expect(await ladder(page)).toEqual(['blocked', 'blocked', 'blocked', 'blocked', 'blocked', 'blocked', 'pending']);
		await operator.screenshot('rollout-blocked');
	});

	it('rehearses with the gate shut, by the keyboard, and nothing is applied', async () => {
		const { page } = operator;
		await button(page, 'Rehearse').focus();
		await page.keyboard.press('Enter');
		await dialog(page).waitFor();
		await dialog(page).getByRole('button', { name: 'Rehearse', exact: true }).focus();
		await page.keyboard.press('Enter');
		await ended(page, 'passed');
		expect(await page.locator('section.live li .line').count()).toBe(7);
		expect(await ladder(page)).not.toContain('applied');
	});

	it('sees the gate open once a person has signed, by the keyboard, in their own name', async () => {
		const person = await openPage('admin');
		await skipLicence(person.page);
		await person.page.getByRole('button', { name: 'Sign …' }).focus();
		await person.page.keyboard.press('Enter');
		await dialog(person.page).waitFor();
		const sign = dialog(person.page).getByRole('button', { name: 'Sign', exact: true });
		expect(await sign.isDisabled()).toBe(true);
		// The dialog gives the keyboard to what it asks.
		await person.page.keyboard.press('Space');
		expect(await seriousViolations(person.page, '[role="dialog"]')).toEqual([]);
		await person.screenshot('rollout-sign');
		await sign.focus();
		await person.page.keyboard.press('Enter');
		await word(person.page).and(person.page.locator('.READY')).waitFor();
		expect(person.errors).toEqual([]);
		await person.close();
		const signed = await db('os_proposal_approvals').select('email', 'esignature_agreement');
		expect(signed).toEqual([{ email: 'admin@example.com', esignature_agreement: true }]);

		await operator.page.getByRole('button', { name: 'Reload', exact: true }).click();
		await operator.page.locator('h2.word.READY').waitFor();
		expect((await ladder(operator.page))[0]).toBe('ready');
	});

	it('applies all tiers after typing the approval code, and the viewer sees it without a reload', async () => {
		const { page } = operator;
		await button(page, 'Apply all').click();
		const apply = dialog(page).getByRole('button', { name: 'Apply all', exact: true });
		expect(await apply.isDisabled()).toBe(true);
		expect(await dialog(page).innerText()).toContain('It never ratifies');
		await page.keyboard.type(CODE);
		await operator.screenshot('rollout-dialog');
		await confirm(page, 'Apply all');
		await ended(page, 'passed');
		await page.locator('ol[aria-label="Tiers"] > li.applied').nth(6).waitFor();
		expect(await ladder(page)).toEqual(Array(7).fill('applied'));
		await operator.screenshot('rollout-applied');
		// Whether it was seen running or ended, the ledger's newest row is there.
		await viewer.page.getByRole('button', { name: 'Reload', exact: true }).click();
		await viewer.page.locator('ol[aria-label="Tiers"] > li.applied').nth(6).waitFor();
	});

	it('reads a tier as psql does, highlighted, and cannot write into it', async () => {
		const { page } = operator;
		await page.getByRole('button', { name: 'SQL of Tier 3 (ownership-seed)' }).click();
		// The editor keeps a hidden copy of each line that it has measured.
		const code = dialog(page).locator('.sql .CodeMirror-code');
		await code.getByText('tier 3, ownership-seed').waitFor();
		expect(await code.locator('.cm-string').count()).toBeGreaterThan(0);
		const before = await code.innerText();
		await code.click();
		await page.keyboard.type('drop table axis_registry');
		expect(await code.innerText()).toBe(before);
		await operator.screenshot('rollout-sql');
		await page.keyboard.press('Escape');
		await dialog(page).waitFor({ state: 'hidden' });
	});

	it('verifies, and the ledger tells who did it', async () => {
		const { page } = operator;
		await button(page, 'Verify').click();
		await confirm(page, 'Verify');
		await ended(page, 'passed');
		const { data } = await operatorApi.get<{ tiers: number[]; status: string }[]>('/axis/runs?steps=false&limit=1');
		expect(data).toMatchObject([{ tiers: [8], status: 'passed' }]);
	});

	// AXIS_TEST_PICTURES=1 makes the pictures of the page anew.
	if (process.env.AXIS_TEST_PICTURES) {
		it('the pictures of the page show all tiers applied', async () => {
			for (const scheme of ['light', 'dark'] as const) {
				const studio = await openPage('operator', scheme);
				await studio.page.locator('section.history .run').first().waitFor();
				// It does not slide then: a picture would catch it on its way.
				await studio.page.emulateMedia({ reducedMotion: 'reduce' });
				await closeSidebar(studio.page, '.axis-rollout');
				await studio.picture(scheme === 'dark' ? 'rollout-page-dark' : 'rollout-page');
				await studio.close();
			}
		});
	}

	it('rolls everything back after typing the profile’s name', async () => {
		const { page } = operator;
		await button(page, 'Roll back all').click();
		await dialog(page).locator('input[type="text"]').fill('one-roof');
		await confirm(page, 'Roll back all');
		await ended(page, 'passed');
		await page.locator('ol[aria-label="Tiers"] > li.ready').first().waitFor();
		expect(await ladder(page)).not.toContain('applied');
	});
});

describe('a viewer', () => {
	it('sees the state and the runs, and no button that acts', async () => {
		const { page } = viewer;
		await page.reload();
		await page.locator('section.history .run').first().waitFor();
		for (const name of [...ACTIONS, 'Apply', 'Roll back', 'Make the dashboard'])
			expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
		await viewer.screenshot('rollout-viewer');
	});

	it('is told of a run of whatever process by events, with the session of the Studio, and finds it again after a reload', async () => {
		const { page } = viewer;
		const streams: number[] = [];
		page.on('response', (response) => {
			if (response.url().endsWith('/events')) streams.push(response.status());
		});
		const run = await startForeignRun(db);
		await page.locator('section.live.running').waitFor();
		await page.reload();
		await page.locator('section.live.running li.tier_started').waitFor();
		expect(streams).toEqual([200, 200]);
		expect(await page.getByText('Live events are not available').count()).toBe(0);
		await abortForeignRun(db, run);
		await page.locator('section.live.aborted').waitFor();
		await page.locator('section.history .run.aborted').first().waitFor();
	});
});

it.each(['light', 'dark'] as const)('narrow and %s, nothing lies outside, nothing serious is found', async (scheme) => {
	const studio = await openPage('operator', scheme);
	await studio.page.setViewportSize({ width: 390, height: 844 });
	await studio.page.locator('.axis-rollout').waitFor();
	const [wide, inner] = await studio.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
	expect(wide).toBeLessThanOrEqual(inner ?? 0);
	await studio.screenshot(`rollout-narrow-${scheme}`);
	expect(await seriousViolations(studio.page, '.axis-rollout')).toEqual([]);
	expect(studio.errors).toEqual([]);
	await studio.page.close();
});
