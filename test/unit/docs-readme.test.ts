/** The documents hang together: every link between them leads somewhere, every page and picture is reached, and the README stays short. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const README_BYTES = 12_000;

it('the README is at most 12 kB', async () => {
	expect((await readFile('README.md')).byteLength).toBeLessThanOrEqual(README_BYTES);
});

it('every page and every picture is linked from another page', async () => {
	const files = (await readdir('docs', { recursive: true })).filter((name) => /\.(md|yaml|png)$/.test(name));
	const pages = ['README.md', ...files.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
	const linked = await Promise.all(pages.map(async (page) => [page, await readFile(page, 'utf8')] as const));
	for (const file of files) {
		const [name = ''] = file.split('/').slice(-1);
		const readers = linked.filter(([page, text]) => page !== `docs/${file}` && text.includes(name));
		expect(readers, `nothing leads to docs/${file}`).not.toEqual([]);
	}
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
