/**
 * What scrolling a gap matrix of 10,000 objects asks of the main thread: the long tasks that the browser itself reports, over 50 ms, while a wheel turns,
 * while the bar is dragged from end to end, and while somebody walks through the cells by keyboard.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { DashboardAnswer } from '../src/contract';
import { apiOf } from '../test/e2e/support/api';
import { closeSidebar, launchBrowser, openStudio } from '../test/e2e/support/browser';
import { applyTiers } from '../test/e2e/support/rollout';
import { clock } from './measure';
import { startScaledHost, type ScaledHost } from './scaled-host';

/** 35 × 286 = 10,010 objects. */
const SCALE = 286;
const GOAL_MS = 200;
const MATRIX = '.axis-panel:has(.gap-matrix)';
const SCROLLER = `${MATRIX} .scroller`;

let host: ScaledHost;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	host = await startScaledHost(SCALE);
	const admin = await apiOf('admin', host.url);
	await applyTiers(admin, [1, 2]);
	const { dashboard } = (await admin.send<DashboardAnswer>('POST', '/axis/dashboard', {})).data;
	browser = await launchBrowser();
	({ page } = await openStudio(browser, 'operator', 'light', { url: host.url, dashboard }));
	await page.goto(`/admin/insights/${dashboard}`);
	await page.locator(`${SCROLLER} td .fill`).first().waitFor();
	await closeSidebar(page, MATRIX);
	await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
});
afterAll(async () => {
	await browser.close();
	await host.stop();
});

/** Durations of the long tasks while work goes on, in milliseconds. */
async function longTasksOf(work: () => Promise<void>): Promise<number[]> {
	const tasks = await page.evaluateHandle(() => {
		const seen: number[] = [];
		new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.duration))).observe({
			entryTypes: ['longtask'],
		});
		return seen;
	});
	await work();
	// What was asked for on the way is drawn, too.
	await page.waitForTimeout(1000);
	return tasks.jsonValue();
}

const place = () => page.locator(SCROLLER).evaluate((scroller) => scroller.scrollTop);

async function turnWheel(): Promise<void> {
	await page.locator(SCROLLER).hover();
	for (let turn = 0; turn < 300; turn += 1) {
		await page.mouse.wheel(0, turn % 100 < 80 ? 600 : -400);
		await page.waitForTimeout(16);
	}
	expect(await place()).toBeGreaterThan(20_000);
}

async function dragBar(): Promise<void> {
	for (let stop = 0; stop <= 60; stop += 1) {
		await page.locator(SCROLLER).evaluate(
			(scroller, part) => {
				scroller.scrollTop = scroller.scrollHeight * part;
			},
			((stop * 7) % 61) / 60,
		);
		// Long enough on every third place for its rows to be asked for and drawn.
		await page.waitForTimeout(stop % 3 === 0 ? 150 : 16);
	}
	await page.locator(`${SCROLLER} td .fill`).first().waitFor();
}

async function walk(): Promise<void> {
	await page.locator(`${SCROLLER} td[tabindex="0"]`).focus();
	for (let step = 0; step < 150; step += 1) await page.keyboard.press(step % 30 === 29 ? 'PageDown' : 'ArrowDown');
	await page.keyboard.press('Control+End');
	await page.keyboard.press('Control+Home');
}

it('scrolling ten thousand objects', async () => {
	const rows = Number(await page.locator(`${MATRIX} table[role=grid]`).getAttribute('aria-rowcount'));
	expect(rows).toBeGreaterThan(10_000);
	console.log(`\nScrolling a matrix of ${rows} lines\nGoal: no long task over ${GOAL_MS} ms`);
	for (const [name, work] of [
		['wheel', turnWheel],
		['bar', dragBar],
		['keyboard', walk],
	] as const) {
		let tasks: number[] = [];
		const took = await clock(async () => {
			tasks = await longTasksOf(work);
		});
		console.log(
			`${name}: ${(took / 1000).toFixed(1)} s, ${tasks.length} tasks over 50 ms, ${tasks.filter((task) => task > GOAL_MS).length} over ${GOAL_MS} ms, longest ${Math.max(0, ...tasks).toFixed(0)} ms`,
		);
	}
});
