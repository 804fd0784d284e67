/** A project without a base model: Directus' own tables, and collections in folders. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installFoundation, readFoundation, removeFoundation } from '../../../src/foundation/foundation';
import { readPreflight } from '../../../src/rollout/preflight';
import { verifyRollout } from '../../../src/rollout/verify';
import { readFingerprint } from '../../../src/tier/fingerprint';
import { withSnapshot } from '../../../src/db/transaction';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';
import { REQUEST } from '../support/states';
import strangerSql from './stranger.sql';

let database: TestDatabase;
beforeEach(async () => {
	database = await createDatabase({ template: 'template1' });
	await database.db.raw(strangerSql);
});
afterEach(() => database.drop());

const context = () => contextFor(database);
const fingerprint = () => withSnapshot(database.db, readFingerprint);
const owns = (object_ref: string, owner_gov_code: string, object_type = 'group') =>
	database.db.raw(
		`insert into governance_object_ownership (object_type, object_ref, scope, owner_gov_code, is_inherited_anchor)
		select ?, ?, scope_code, ?, ? from governance_responsibility_scope`,
		[object_type, object_ref, owner_gov_code, object_type === 'group'],
	);
const effective = (object_ref: string) =>
	database
		.db('v_object_effective_owner')
		.where({ object_type: 'collection', object_ref, scope: 'audit' })
		.select('owner_gov_code', 'depth', 'source_anchor_ref');

/** Objects that need owners, and the group that each is in. */
const placed = async () =>
	Object.fromEntries(
		(await database.db('v_governance_object_inventory').where({ requires_owner: true }).orderBy('object_ref')).map(
			({ object_ref, group_ref }) => [object_ref, group_ref],
		),
	);

const PLACED = {
	articles: 'blog',
	authors: 'authors',
	author_notes: 'authors',
	deals: 'sales',
	hidden_settings: '(project)',
	pages: 'website',
	page_views: 'website',
	settings: '(project)',
};

it('shows what would count before anything is written, and writes nothing', async () => {
	const before = await fingerprint();
	const { figures, ...standing } = await readFoundation(context(), { preview: true });
	expect(standing).toEqual({ status: 'none', in_the_way: [], missing: [], rolled_out: false });
	expect(figures).toMatchObject({ objects: 8, required_cells: 48, gap_cells: 48, conflicts: 0 });
	expect(figures?.groups).toEqual([
		{ group_ref: '(project)', parent_ref: null, objects: 8, direct_objects: 2, gap_cells: 48 },
		{ group_ref: 'website', parent_ref: '(project)', objects: 5, direct_objects: 2, gap_cells: 30 },
		{ group_ref: 'blog', parent_ref: 'website', objects: 3, direct_objects: 1, gap_cells: 18 },
		{ group_ref: 'authors', parent_ref: 'blog', objects: 2, direct_objects: 2, gap_cells: 12 },
		{ group_ref: 'sales', parent_ref: '(project)', objects: 1, direct_objects: 1, gap_cells: 6 },
	]);
	expect(figures?.scopes.map(({ scope_code, gap_cells }) => [scope_code, gap_cells])).toEqual(
		['approval', 'audit', 'execution', 'health', 'policy', 'render'].map((scope) => [scope, 8]),
	);
	expect(figures?.left_out).toEqual({
		count: 2,
		objects: [
			{ object_type: 'collection', object_ref: 'articles_tags', reason: 'junction' },
			{ object_type: 'collection', object_ref: 'old_news', reason: 'inactive' },
		],
	});
	expect(await fingerprint()).toBe(before);
	expect(await readFoundation(context(), { preview: false })).toEqual({ ...standing, figures: null });
});

it('counts on a database in which this extension never started, and leaves nothing there', async () => {
	const untouched = await createDatabase({ template: 'template1', ledger: false });
	try {
		await untouched.db.raw(strangerSql);
		const { figures } = await readFoundation(contextFor(untouched), { preview: true });
		expect(figures).toMatchObject({ objects: 8, gap_cells: 48 });
		expect(await untouched.db('pg_namespace').where({ nspname: 'axis_internal' })).toEqual([]);
	} finally {
		await untouched.drop();
	}
});

it('everything else says how a base model is made, not which tables are missing', async () => {
	await expect(verifyRollout(context())).rejects.toMatchObject({
		code: 'AXIS_PREREQUISITE_MISSING',
		message: expect.stringMatching(/no base model yet.*"directus axis foundation --dry-run".*POST \/axis\/foundation\/preview/),
		extensions: { missing: expect.arrayContaining(['governance_registry', 'v_object_owner_gap']) },
	});
	const { blockers } = await readPreflight(context());
	expect(blockers.find(({ code }) => code === 'prerequisite_views')?.remedy).toContain('directus axis foundation');
});

it('counts nothing where Directus holds no collections', async () => {
	await database.db.raw('delete from directus_relations; delete from directus_collections');
	const { figures } = await readFoundation(context(), { preview: true });
	expect(figures).toMatchObject({ objects: 0, required_cells: 0, gap_cells: 0, groups: [], left_out: { count: 0, objects: [] } });
});

it('is made and taken away in one act each, both recorded, and leaves the database as it was', async () => {
	const before = await fingerprint();
	const made = await installFoundation(context(), REQUEST);
	expect(made).toMatchObject({ run: { action: 'foundation', status: 'passed' }, foundation: { status: 'installed' } });
	expect(await placed()).toEqual(PLACED);
	await expect(installFoundation(context(), REQUEST)).rejects.toMatchObject({ code: 'AXIS_FOUNDATION' });
	expect((await removeFoundation(context(), REQUEST, { force: false })).foundation.status).toBe('none');
	expect(await fingerprint()).toBe(before);
	await expect(removeFoundation(context(), REQUEST, { force: true })).rejects.toThrow('this extension made none here');
	const runs = await database.db('axis_rollout_run').orderBy('run_no').select('action', 'status');
	expect(runs.map(({ action, status }) => `${action} ${status}`)).toEqual([
		'foundation passed',
		'foundation refused',
		'foundation passed',
		'foundation refused',
	]);
});

it('does not take away what people made unless they say so', async () => {
	await installFoundation(context(), REQUEST);
	await database.db('governance_registry').insert({ code: 'TEAM', name: 'Team' });
	await owns('(project)', 'TEAM');
	await expect(removeFoundation(context(), REQUEST, { force: false })).rejects.toMatchObject({
		code: 'AXIS_FOUNDATION',
		extensions: {
			reason: 'rows',
			violations: [
				{ violation: 'people made rows', object: 'governance_object_ownership', rows: 6 },
				{ violation: 'people made rows', object: 'governance_registry', rows: 1 },
			],
		},
	});
	expect(await database.db('governance_registry')).toHaveLength(1);
	expect((await removeFoundation(context(), REQUEST, { force: true })).run).toMatchObject({ status: 'passed' });
});

it('refuses where a table is registered in Directus unless they say so, and where a name is taken', async () => {
	await installFoundation(context(), REQUEST);
	await database.db('directus_collections').insert({ collection: 'governance_registry' });
	await expect(removeFoundation(context(), REQUEST, { force: false })).rejects.toThrow('settings of its tables');
	expect((await removeFoundation(context(), REQUEST, { force: true })).foundation.status).toBe('none');
	expect((await installFoundation(context(), REQUEST)).foundation.figures).toMatchObject({ objects: 8 });
	await database.db('directus_collections').where({ collection: 'governance_registry' }).delete();
	await removeFoundation(context(), REQUEST, { force: false });

	await database.db.raw('create table governance_registry (id integer); create view v_object_owner_gap as select 1 as one');
	const { status, in_the_way, figures } = await readFoundation(context(), { preview: true });
	expect({ status, in_the_way, figures }).toEqual({
		status: 'partial',
		in_the_way: ['table governance_registry', 'view v_object_owner_gap'],
		figures: null,
	});
	await expect(installFoundation(context(), REQUEST)).rejects.toMatchObject({
		extensions: {
			reason: 'partial',
			violations: [{ object: 'table governance_registry' }, { object: 'view v_object_owner_gap' }],
		},
	});
});

describe('owners', () => {
	beforeEach(async () => {
		await installFoundation(context(), REQUEST);
		await database.db('governance_registry').insert(['ALL', 'WEB', 'WRITERS'].map((code) => ({ code, name: code })));
	});

	it('come from the nearest anchor above: a collection that contains others is the first member of its own group', async () => {
		await owns('(project)', 'ALL');
		expect(await database.db('v_object_owner_gap')).toEqual([]);
		expect(await effective('author_notes')).toEqual([{ owner_gov_code: 'ALL', depth: 4, source_anchor_ref: '(project)' }]);
		await owns('website', 'WEB');
		await owns('authors', 'WRITERS');
		expect(await effective('author_notes')).toEqual([{ owner_gov_code: 'WRITERS', depth: 1, source_anchor_ref: 'authors' }]);
		expect(await effective('authors')).toEqual([{ owner_gov_code: 'WRITERS', depth: 1, source_anchor_ref: 'authors' }]);
		expect(await effective('articles')).toEqual([{ owner_gov_code: 'WEB', depth: 2, source_anchor_ref: 'website' }]);
		expect(await effective('deals')).toEqual([{ owner_gov_code: 'ALL', depth: 2, source_anchor_ref: '(project)' }]);
	});

	it('count within their time only', async () => {
		await owns('(project)', 'ALL');
		await database.db('governance_object_ownership').where({ scope: 'audit' }).update({ effective_to: '2020-01-01' });
		await database.db('governance_object_ownership').where({ scope: 'policy' }).update({ effective_from: '2999-01-01' });
		expect((await database.db('v_object_owner_gap').distinct('scope').orderBy('scope')).map(({ scope }) => scope)).toEqual([
			'audit',
			'policy',
		]);
	});

	it('a group that lost its last child keeps its owner, and a deleted folder gives its children to the project', async () => {
		await owns('authors', 'WRITERS');
		await database.db('directus_collections').where({ collection: 'author_notes' }).delete();
		expect(await effective('authors')).toMatchObject([{ owner_gov_code: 'WRITERS', depth: 1 }]);
		await owns('(project)', 'ALL');
		await owns('sales', 'WEB');
		await database.db('directus_collections').where({ collection: 'deals' }).update({ group: null });
		await database.db('directus_collections').where({ collection: 'sales' }).delete();
		expect(await effective('deals')).toMatchObject([{ owner_gov_code: 'ALL' }]);
	});
});

describe('objects', () => {
	beforeEach(async () => {
		await installFoundation(context(), REQUEST);
	});

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
		expect(await placed()).toEqual({
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

	it('the host may retype and drop every column of its tables, and a collection that comes counts at once', async () => {
		await database.db.raw(`
			alter table directus_collections alter column collection type text, alter column "group" type varchar(300), drop column status, drop column note;
			create table invoices (id integer primary key);
			insert into directus_collections (collection, "group") values ('invoices', 'sales');`);
		expect(await placed()).toEqual({ ...PLACED, invoices: 'sales', old_news: '(project)' });
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
