/** docs/views.md says what the catalog says: every view, its comment, every column with type and meaning. `vitest -u` writes the page anew. */
import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabaseAt } from '../support/states';
import type { TestDatabase } from '../support/database';

const PAGE = 'docs/views.md';

interface View {
	name: string;
	comment: string;
	columns: { name: string; type: string; meaning: string }[];
}

/** Ours: the views that tier 1 made, which are those that the tables' owner did not have before. In order of the page. */
const LIST_VIEWS = `
	select class.relname as name, obj_description(class.oid, 'pg_class') as comment,
		json_agg(
			json_build_object(
				'name', attname,
				'type', replace(format_type(atttypid, atttypmod), 'timestamp with time zone', 'timestamptz'),
				'meaning', col_description(class.oid, attnum)
			)
			order by attnum
		) as columns
	from pg_class as class
	join pg_attribute on attrelid = class.oid and attnum > 0 and not attisdropped
	where relkind = 'v' and relnamespace = 'public'::regnamespace and not (relname = any (?))
	group by class.oid, relname
	order by relname`;

let database: TestDatabase;
let views: View[];
let page: string;

beforeAll(async () => {
	const fresh = await createDatabaseAt('fresh');
	const before: View[] = (await fresh.db.raw(LIST_VIEWS, [[]])).rows;
	await fresh.drop();
	database = await createDatabaseAt('tier 1');
	views = (await database.db.raw(LIST_VIEWS, [before.map((view) => view.name)])).rows;
	page = await readFile(PAGE, 'utf8');
});
afterAll(() => database.drop());

it('names exactly the 31 views of the catalog, and says for each who uses it', () => {
	const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, name]) => name).sort();
	expect(headings).toEqual(views.map((view) => view.name));
	expect(views).toHaveLength(31);
	for (const view of views) expect(usedBy(view.name), view.name).toMatch(/\w/);
});

it('says of every view and column what the catalog says', async () => {
	const head = page.slice(0, page.indexOf('\n## '));
	const groups = [...page.matchAll(/^## (\w+) \(\d+\)$/gm)].map(([, title]) => title ?? '');
	const text = groups.map((title) => renderGroup(title, members(page, title)));
	const options = await resolveConfig(PAGE);
	const wanted = await format([head, ...text].join('\n\n'), { ...options, parser: 'markdown' });
	await expect(wanted).toMatchFileSnapshot(`../../../${PAGE}`);
});

/** Names of the views that stand under a heading of the page, in their order. */
function members(text: string, title: string): string[] {
	const [, after = ''] = text.split(new RegExp(`^## ${title} .*$`, 'm'));
	const [section = ''] = after.split(/^## /m);
	return [...section.matchAll(/^### (\S+)$/gm)].map(([, name]) => name ?? '');
}

function renderGroup(title: string, names: readonly string[]): string {
	return [`## ${title} (${names.length})`, ...names.map(renderView)].join('\n\n');
}

function renderView(name: string): string {
	const view = views.find((one) => one.name === name);
	const rows = (view?.columns ?? []).map((column) => `| ${column.name} | ${column.type} | ${escape(column.meaning)} |`);
	const table = ['| column | type | meaning |', '|---|---|---|', ...rows].join('\n');
	return [`### ${name}`, escape(view?.comment ?? ''), `Used by: ${usedBy(name)}`, table].join('\n\n');
}

/** The one sentence of a view that people write: it is taken over as it stands. */
function usedBy(name: string): string {
	const [, after = ''] = page.split(`\n### ${name}\n`);
	const [section = ''] = after.split('\n##');
	return /^Used by: (.+)$/m.exec(section)?.[1] ?? '';
}

function escape(text: string): string {
	return text.replaceAll('<', '\\<').replaceAll('|', '\\|');
}
