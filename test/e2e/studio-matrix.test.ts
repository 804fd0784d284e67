/** The gap matrix in a real Studio: from a gap to an owner and back, with the mouse and with the keyboard. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Browser, Locator } from 'playwright-core';
import type { User } from './support/api';
import { apiOf, type Api } from './support/api';
import { seriousViolations } from './support/axe';
import { launchBrowser, type Studio } from './support/browser';
import { downloadCsv, endDashboard, makeDashboard, openDashboard, removeDashboard, tileOf } from './support/dashboard';
import { applyTiers, connect, ratify, resetRollout, shutGate } from './support/rollout';

/** The one gap of the reference deployment after tier 6. */
const GAP = { object: 'iu_staging_record', value: 'ai-ops' };

let admin: Api;
let db: Knex;
let browser: Browser;

beforeAll(async () => {
	db = connect();
	admin = await apiOf('admin');
	await resetRollout(admin, db);
	await removeDashboard(db);
	await applyTiers(admin, [1, 2, 3, 4, 5, 6]);
	await makeDashboard(admin);
	browser = await launchBrowser();
});
afterAll(() => endDashboard({ admin, db, browser }));

/** The matrix of the axis topic. */
async function openTopics(user: User): Promise<{ studio: Studio; tile: Locator }> {
	const studio = await openDashboard(browser, user);
	const tile = tileOf(studio, 'Gap matrix');
	await tile.getByRole('button', { name: 'Topic' }).click();
	await cellOf(tile).waitFor();
	return { studio, tile };
}

const cellOf = (tile: Locator) => tile.locator(`td[aria-label^="${GAP.object} · ${GAP.value}:"]`);
const figures = (tile: Locator) => tile.locator('.figures [role="status"]').innerText();
const gapsOfTopic = async () => {
	const [row] = await db('v_axis_coverage_summary').where({ axis_code: 'topic' });
	return Number(row.gap);
};

it('an operator takes a gap by the keyboard, previews, assigns, sees it covered, and undoes it', async () => {
	const { studio, tile } = await openTopics('operator');
	const { page } = studio;
	expect(await figures(tile)).toMatch(/5 of 6 required cells covered, 1 gap$/);
	await cellOf(tile).focus();
	await page.keyboard.press('Space');
	await tile.getByText('1 cell chosen').waitFor();
	await tile.getByRole('button', { name: 'Assign owner…' }).click();

	const dialog = page.getByRole('dialog', { name: 'Assign an owner: Topic' });
	const assign = dialog.getByRole('button', { name: 'Assign', exact: true });
	await dialog.getByLabel('Owner', { exact: true }).selectOption('GOV-DOT');
	await dialog.getByLabel('Reason').fill('staging belongs to DOT');
	expect(await assign.isDisabled()).toBe(true);
	await dialog.getByRole('button', { name: 'Preview' }).click();
	await dialog.getByText('Gaps of the axis: 1 → 0').waitFor();
	expect(await gapsOfTopic()).toBe(1);
	expect(await seriousViolations(page, '.axis-write')).toEqual([]);
	await studio.screenshot('matrix-assign-preview');
	await assign.click();
	await dialog.getByText('Assigned GOV-DOT: 1 cell covered.').waitFor();
	expect(await gapsOfTopic()).toBe(0);
	await dialog.getByRole('button', { name: 'Close' }).click();
	await tile.getByText(/6 of 6 required cells covered, no gap/).waitFor();
	expect(await cellOf(tile).getAttribute('aria-label')).toContain('GOV-DOT, direct');
	await studio.screenshot('matrix-assigned', tile);

	// Much later: the list of assignments takes it back.
	await cellOf(tile).click({ modifiers: ['Control'] });
	await tile.getByRole('button', { name: 'Assign owner…' }).click();
	await dialog.getByText('Latest assignments').click();
	await dialog.getByRole('button', { name: /^Undo: GOV-DOT, 1 cell/ }).click();
	await dialog.getByText('Undone: 1 row taken back.').waitFor();
	await dialog.getByRole('button', { name: 'Close' }).click();
	await tile.getByText(/5 of 6 required cells covered, 1 gap/).waitFor();
	expect(await cellOf(tile).getAttribute('aria-label')).toContain('gap, no accountable owner');
	expect(await gapsOfTopic()).toBe(1);
	expect(studio.errors).toEqual([]);
	await studio.close();
});

it('a shut gate is told in the dialog, with its reason, and nothing can be sent', async () => {
	const { studio, tile } = await openTopics('operator');
	await shutGate(db);
	try {
		await cellOf(tile).click({ modifiers: ['Control'] });
		await tile.getByRole('button', { name: 'Assign owner…' }).click();
		const dialog = studio.page.getByRole('dialog', { name: 'Assign an owner: Topic' });
		await dialog.getByText('os_proposal_approvals holds 0 of 1 approvals.').waitFor();
		await dialog.getByLabel('Owner', { exact: true }).selectOption('GOV-DOT');
		await dialog.getByLabel('Reason').fill('too early');
		for (const name of ['Preview', 'Assign'])
			expect(await dialog.getByRole('button', { name, exact: true }).isDisabled(), name).toBe(true);
		await studio.screenshot('matrix-gate-shut');
		expect(studio.errors).toEqual([]);
	} finally {
		await ratify(admin);
	}
	await studio.close();
});

it('a viewer chooses cells and reads why, but is offered nothing to change', async () => {
	const { studio, tile } = await openTopics('viewer');
	await cellOf(tile).click({ modifiers: ['Control'] });
	await tile.getByText('1 cell chosen').waitFor();
	expect(await tile.getByRole('button', { name: /Assign|Waive/ }).count()).toBe(0);
	await cellOf(tile).press('Enter');
	const drawer = studio.page.getByRole('dialog', { name: `${GAP.object} · ${GAP.value}` });
	await drawer.getByText('Why it is required').waitFor();
	await drawer.getByText('Nobody: neither the object nor a group above it').waitFor();
	expect(await drawer.innerText()).toContain('the object is assigned to this value');
	expect(await drawer.getByRole('button', { name: /Assign|Waive/ }).count()).toBe(0);
	expect(await seriousViolations(studio.page, '.cell-drawer')).toEqual([]);
	await studio.screenshot('matrix-drawer');
	await studio.page.keyboard.press('Escape');
	await drawer.waitFor({ state: 'detached' });
	expect(await cellOf(tile).evaluate((cell) => cell === document.activeElement)).toBe(true);

	await tile.getByLabel('Has a cell').selectOption('gap');
	await tile.locator('.figures [role="status"]', { hasText: /1 object: 0 of 1 required cell/ }).waitFor();
	const [heading, ...cells] = await downloadCsv(studio, tile);
	expect(heading).toMatch(/^\ufeff?object_type,object_ref,group_ref,value_code,state/);
	expect(cells.filter((line) => line.includes(',gap,'))).toEqual([expect.stringContaining(`,${GAP.object},`)]);
	expect(studio.errors).toEqual([]);
	await studio.close();
});
