/** The README's tables say what the code says: every route that is mounted, every code with its status. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { AXIS_ERROR_STATUS } from '../../src/contract';
import { mountedRoutes } from '../support/mounted-routes';

let readme: string;
beforeAll(async () => {
	readme = await readFile('README.md', 'utf8');
});

it('the README lists exactly the routes that are mounted', () => {
	const listed = [...readme.matchAll(/^\| `((?:GET|POST|PUT|PATCH|DELETE) \/axis\S*)` +\|/gm)].map(([, route]) => route);
	expect(listed.toSorted()).toEqual(mountedRoutes().toSorted());
});

it('the README lists exactly the codes of the contract, with their HTTP status', () => {
	const listed = [...readme.matchAll(/^\| `(AXIS_\w+)` +\| (\d{3}) +\|/gm)].map(([, code, status]) => [code, Number(status)]);
	expect(Object.fromEntries(listed)).toEqual(AXIS_ERROR_STATUS);
	expect(listed).toHaveLength(Object.keys(AXIS_ERROR_STATUS).length);
});

it('every link between the documents leads to a page, a heading or a picture that exist', async () => {
	const docs = (await readdir('docs', { recursive: true }))
		.filter((name) => /\.(md|yaml)$/.test(name))
		.map((name) => `docs/${name}`);
	const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs];
	const texts = new Map(await Promise.all(pages.map(async (page) => [page, await readFile(page, 'utf8')] as const)));
	for (const [page, text] of texts) {
		for (const [, linked, shown] of text.matchAll(/\]\(([^):]+)\)|src(?:set)?="([^":]+)"/g)) {
			const target = linked ?? shown ?? '';
			const [path = '', heading] = target.split('#');
			const found = path === '' ? page : new URL(path, `file:///${page}`).pathname.slice(1);
			expect(texts.has(found) || (existsSync(found) && !found.endsWith('.md')), `${page} links to ${target}`).toBe(true);
			if (heading) expect(headingsOf(texts.get(found) ?? ''), `${page} links to ${target}`).toContain(heading);
		}
	}
});

/** Anchors as GitHub makes them. */
function headingsOf(text: string): string[] {
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\- ]/gu, '')
			.replaceAll(' ', '-'),
	);
}
