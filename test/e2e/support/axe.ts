/** What axe-core finds in a page of the real Studio. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Serious and critical findings inside of what the selector finds, each with its places. */
export async function seriousViolations(page: Page, selector: string): Promise<unknown> {
	await page.evaluate(await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
	return page.evaluate(
		`axe.run(${JSON.stringify(selector)}).then(({ violations }) => violations
			.filter(({ impact }) => ['serious', 'critical'].includes(impact))
			.map(({ id, nodes }) => [id, ...nodes.slice(0, 5).map(({ html, failureSummary }) => html + ' ' + failureSummary)]))`,
	);
}
