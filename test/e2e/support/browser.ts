/** A Chromium: the system's where there is one, else the one that npm brought with the libraries it needs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import type { User } from './api';
import { PASSWORD } from './global-setup';
import { lane } from './lane';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const SCREENSHOTS = fileURLToPath(new URL('../screenshots/', import.meta.url));
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** AXIS_TEST_BROWSER names a program, or `npm` for the one of the packages. */
export async function launchBrowser(): Promise<Browser> {
	const wanted = process.env.AXIS_TEST_BROWSER;
	const system = wanted === 'npm' ? undefined : [wanted ?? '', ...SYSTEM].find((path) => path !== '' && existsSync(path));
	if (system) return chromium.launch({ executablePath: system, args: FLAGS });
	// Its default export knows how to unpack an archive into the temporary folder; the libraries' one lies beside the program.
	const { default: packed } = await import('@sparticuz/chromium');
	const { inflate } = await import(new URL('lambdafs.js', import.meta.resolve('@sparticuz/chromium')).href);
	const libraries: string = await inflate(
		fileURLToPath(new URL('../../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))),
	);
	return chromium.launch({
		executablePath: await packed.executablePath(),
		args: [...FLAGS, '--headless', '--no-zygote', '--font-render-hinting=none'],
		env: { ...process.env, LD_LIBRARY_PATH: join(libraries, 'lib') },
	});
}

export interface Studio {
	page: Page;
	/** Errors and warnings on the console and errors in the page, since the last look. */
	errors: string[];
	open: () => Promise<void>;
	/** Of the whole page, or of a part of it. */
	screenshot: (name: string, part?: Locator) => Promise<void>;
	/** Writes a picture of the documentation. */
	picture: (name: string, part?: Locator) => Promise<void>;
	/** Ends the session of the browser; others stay. */
	close: () => Promise<void>;
}

/** Signs in; `open` opens the dashboard of one panel. Of the common host, unless another is given. */
export async function openStudio(
	browser: Browser,
	user: User,
	colorScheme: 'light' | 'dark' = 'light',
	{ url, dashboard }: { url: string; dashboard: string } = lane(),
): Promise<Studio> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme, baseURL: url });
	const login = await context.request.post('/auth/login', {
		data: { email: `${user}@example.com`, password: PASSWORD, mode: 'session' },
	});
	if (!login.ok()) throw new Error(`${user} cannot sign in: ${await login.text()}`);
	const page = await context.newPage();
	const errors: string[] = [];
	page.on('console', (message) => {
		const { url: source } = message.location();
		if (['error', 'warning'].includes(message.type()) && !source.endsWith('/favicon.ico'))
			errors.push(`${message.text()} ${source}`);
	});
	page.on('pageerror', (error) => errors.push(error.message));
	return {
		page,
		errors,
		async open() {
			await page.goto(`/admin/insights/${dashboard}`);
			await page.locator('.axis-matrix').waitFor();
			if (user === 'admin') await skipLicence(page);
			await closeSidebar(page);
		},
		picture: async (name, part) =>
			void (await (part ?? page).screenshot({ path: join(lane().root, 'docs/images', `${name}.png`) })),
		screenshot: async (name, part) => void (await (part ?? page).screenshot({ path: join(SCREENSHOTS, `${name}.png`) })),
		close: () => context.close(),
	};
}

/** Directus 12 asks an admin for a licence key, over everything else. */
export async function skipLicence(page: Page): Promise<void> {
	const skip = page.getByRole('button', { name: 'Skip', exact: true });
	const isAsked = await skip.waitFor({ timeout: 5_000 }).then(
		() => true,
		() => false,
	);
	if (!isAsked) return;
	await skip.click();
	await skip.waitFor({ state: 'hidden' });
}

/** The sidebar lies over the dashboard on small screens, and is open at first. `panel` selects one that is in view. */
export async function closeSidebar(page: Page, panel = '.axis-matrix'): Promise<void> {
	const close = page.locator('button:has([data-icon="right_panel_close"])');
	await page.locator('button:has([data-icon^="right_panel_"])').waitFor();
	if (!(await close.isVisible())) return;
	await close.click();
	await close.waitFor({ state: 'detached' });
	// It slides away: until then it covers the panel's right edge.
	await page.waitForFunction((selector) => {
		const shown = document.querySelector(selector);
		if (!shown) return false;
		const { right, top } = shown.getBoundingClientRect();
		return shown.contains(document.elementFromPoint(Math.min(right, innerWidth) - 5, top + 40));
	}, panel);
}

/** Turns the dashboard's own refresh on, as a person does. */
export async function refreshEveryTenSeconds(page: Page): Promise<void> {
	await page.locator('button:has([data-icon="right_panel_open"])').click();
	await page.getByText('Auto Refresh').click();
	await page.getByText('Do not refresh').or(page.locator('.accordion-content .v-input')).first().click();
	await page.getByText('Every 10 Seconds').click();
}
