/** What the views of the base model that this extension makes say: who owns an object, what counts, and where it is. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProject, type Project } from '../support/project';
import { PLACED, placedIn } from './placed';

let database: Project;
beforeEach(async () => {
	database = await createProject('founded');
});
afterEach(() => database.drop());

const effective = (object_ref: string) =>
	database
		.db('v_object_effective_owner')
		.where({ object_type: 'collection', object_ref, scope: 'audit' })
		.select('owner_gov_code', 'depth', 'source_anchor_ref');

describe('owners', () => {
	beforeEach(async () => {
		await database.db('governance_registry').insert({ code: 'WRITERS', name: 'WRITERS' });
	});

	it('come from the nearest anchor above: a collection that contains others is the first member of its own group', async () => {
		await database.owns('(project)', 'ALL');
		expect(await database.db('v_object_owner_gap')).toEqual([]);
		expect(await effective('author_notes')).toEqual([{ owner_gov_code: 'ALL', depth: 4, source_anchor_ref: '(project)' }]);
		await database.owns('website', 'WEB');
		await database.owns('authors', 'WRITERS');
		expect(await effective('author_notes')).toEqual([{ owner_gov_code: 'WRITERS', depth: 1, source_anchor_ref: 'authors' }]);
		expect(await effective('authors')).toEqual([{ owner_gov_code: 'WRITERS', depth: 1, source_anchor_ref: 'authors' }]);
		expect(await effective('articles')).toEqual([{ owner_gov_code: 'WEB', depth: 2, source_anchor_ref: 'website' }]);
		expect(await effective('deals')).toEqual([{ owner_gov_code: 'ALL', depth: 2, source_anchor_ref: '(project)' }]);
	});

	it('count within their time only', async () => {
		await database.owns('(project)', 'ALL');
		await database.db('governance_object_ownership').where({ scope: 'audit' }).update({ effective_to: '2020-01-01' });
		await database.db('governance_object_ownership').where({ scope: 'policy' }).update({ effective_from: '2999-01-01' });
		expect((await database.db('v_object_owner_gap').distinct('scope').orderBy('scope')).map(({ scope }) => scope)).toEqual([
			'audit',
			'policy',
		]);
	});

	it('a group that lost its last child keeps its owner, and a deleted folder gives its children to the project', async () => {
		await database.owns('authors', 'WRITERS');
		await database.db('directus_collections').where({ collection: 'author_notes' }).delete();
		expect(await effective('authors')).toMatchObject([{ owner_gov_code: 'WRITERS', depth: 1 }]);
		await database.owns('(project)', 'ALL');
		await database.owns('sales', 'WEB');
		await database.db('directus_collections').where({ collection: 'deals' }).update({ group: null });
		await database.db('directus_collections').where({ collection: 'sales' }).delete();
		expect(await effective('deals')).toMatchObject([{ owner_gov_code: 'ALL' }]);
	});
});

describe('objects', () => {
	it('rules say what counts otherwise, each with a reason', async () => {
		await database.db.raw('create table ledger_lines (id integer primary key)');
		await database.db('governance_object_rule').insert([
			{ object_ref: 'articles_tags', effect: 'include', reason: 'holds money' },
			{ object_ref: 'authors', effect: 'exclude', reason: 'a copy' },
			{ object_ref: 'directus_files', effect: 'include', reason: 'personal data' },
			{ object_ref: 'ledger_lines', effect: 'include', group_ref: 'sales', reason: 'nobody registered it' },
			{ object_type: 'flow', object_ref: 'Nightly', effect: 'include', reason: 'moves data' },
		]);
		const { authors, ...others } = PLACED;
		expect(authors).toBe('authors');
		expect(await placedIn(database.db)).toEqual({
			...others,
			Nightly: '(project)',
			articles_tags: 'blog',
			directus_files: '(project)',
			ledger_lines: 'sales',
		});
		// Excluding a parent does not cut the tree.
		expect(await database.db('v_object_containment').where({ object_ref: 'authors' })).toMatchObject([
			{ object_type: 'group', parent_ref: 'blog' },
		]);
	});

	it('a rule about what is not there is refused, and one whose table went counts nothing', async () => {
		await database.db.raw(
			'create table directus_flows (id uuid primary key, name text); create table ledger_lines (id integer primary key)',
		);
		const id = '2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52';
		await database.db('directus_flows').insert({ id, name: 'Nightly' });
		const rules = database.db('governance_object_rule');
		const rule = { object_type: 'collection', effect: 'include', reason: 'a test' };
		const refused: [object, string][] = [
			[{ object_ref: 'nowhere' }, 'there is no table or view "nowhere" of the project'],
			[{ object_ref: 'website', effect: 'exclude' }, 'there is no table or view "website" of the project'],
			[{ object_ref: 'governance_registry' }, 'there is no table or view "governance_registry" of the project'],
			[{ object_type: 'flow', object_ref: 'Weekly' }, 'there is no flow "Weekly" of the project'],
			[{ object_ref: 'ledger_lines', group_ref: 'nowhere' }, 'there is no folder or collection "nowhere" to be its group'],
		];
		for (const [given, detail] of refused)
			await expect(rules.clone().insert({ ...rule, ...given })).rejects.toMatchObject({ code: 'AX006', detail });
		expect(await rules.clone()).toEqual([]);
		await rules
			.clone()
			.insert([
				{ ...rule, object_ref: 'ledger_lines', group_ref: '(project)' },
				...['Nightly', id].map((object_ref) => ({ ...rule, object_type: 'flow', object_ref })),
			]);
		await expect(rules.clone().where({ object_ref: id }).update({ object_ref: 'Weekly' })).rejects.toMatchObject({
			code: 'AX006',
		});
		expect(await placedIn(database.db)).toEqual({
			...PLACED,
			Nightly: '(project)',
			[id]: '(project)',
			ledger_lines: '(project)',
		});
		await database.db.raw('drop table ledger_lines');
		expect(await placedIn(database.db)).toEqual({ ...PLACED, Nightly: '(project)', [id]: '(project)' });
	});

	it('a circle of folders hangs below the project, once', async () => {
		await database.db('directus_collections').where({ collection: 'website' }).update({ group: 'authors' });
		const tree = await database.db('v_object_containment').where({ object_type: 'group' }).orderBy('object_ref');
		expect(tree.map(({ object_ref, parent_ref }) => [object_ref, parent_ref])).toEqual([
			['authors', '(project)'],
			['blog', '(project)'],
			['sales', '(project)'],
			['website', '(project)'],
		]);
		expect(await database.db('v_object_owner_gap').count()).toEqual([{ count: '48' }]);
	});

	it('a folder or a collection that is called as the root is a group of its own, and no anchor of one counts for the other', async () => {
		await database.db.raw(`
			create table "((project))" (id integer primary key);
			insert into directus_collections (collection, "group") values ('(project)', 'website'), ('((project))', '(project)');
			update directus_collections set "group" = '(project)' where collection = 'deals';
			update directus_collections set "group" = '((project))' where collection = 'pages'`);
		const { hidden_settings, settings } = PLACED;
		expect(await placedIn(database.db)).toMatchObject({
			deals: '((project))',
			'((project))': '(((project)))',
			pages: '(((project)))',
			hidden_settings,
			settings,
		});
		expect(await database.db('v_object_containment').where('object_ref', 'like', '(%').orderBy('object_ref', 'desc')).toEqual(
			expect.arrayContaining([
				{ object_type: 'group', object_ref: '((project))', parent_type: 'group', parent_ref: 'website' },
				{ object_type: 'group', object_ref: '(((project)))', parent_type: 'group', parent_ref: '((project))' },
			]),
		);
		await database.owns('((project))', 'WEB');
		expect(await effective('deals')).toMatchObject([{ owner_gov_code: 'WEB', depth: 1 }]);
		expect(await effective('pages')).toMatchObject([{ owner_gov_code: 'WEB', depth: 2 }]);
		expect(await effective('settings')).toEqual([]);
		await database.owns('(project)', 'ALL');
		expect(await effective('settings')).toMatchObject([{ owner_gov_code: 'ALL', source_anchor_ref: '(project)' }]);
		expect(await effective('deals')).toMatchObject([{ owner_gov_code: 'WEB' }]);
	});

	it('the host may retype and drop every column of its tables, and a collection that comes counts at once', async () => {
		await database.db.raw(`
			alter table directus_collections alter column collection type text, alter column "group" type varchar(300), drop column status, drop column note;
			create table invoices (id integer primary key);
			insert into directus_collections (collection, "group") values ('invoices', 'sales');`);
		expect(await placedIn(database.db)).toEqual({ ...PLACED, invoices: 'sales', old_news: '(project)' });
	});

	it('answers readers who may not read Directus’ tables, and nothing but names', async () => {
		await database.db.raw('create role inventory_reader login');
		await database.db.raw('grant select on v_governance_object_inventory, v_object_owner_gap to inventory_reader');
		const reader = database.connect('inventory_reader');
		expect(await reader('v_object_owner_gap').count()).toEqual([{ count: '48' }]);
		await expect(reader('directus_collections').select('collection')).rejects.toMatchObject({ code: '42501' });
		await database.db.raw('drop owned by inventory_reader; drop role inventory_reader');
	});
});
