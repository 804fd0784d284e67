/** A project without a base model: Directus' own tables, and collections in folders. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installFoundation, readFoundation, removeFoundation } from '../../../src/foundation/foundation';
import { readPreflight } from '../../../src/rollout/preflight';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, createDatabase } from '../support/database';
import { REQUEST } from '../support/states';
import { createProject, type Project } from '../support/project';
import { PLACED, placedIn } from './placed';
import strangerSql from './stranger.sql';

let database: Project;
beforeEach(async () => {
	database = await createProject('unfounded');
});
afterEach(() => database.drop());

const context = () => contextFor(database);

it('shows what would count before anything is written, and writes nothing', async () => {
	const before = await database.fingerprint();
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
	expect(await database.fingerprint()).toBe(before);
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
	const before = await database.fingerprint();
	const made = await installFoundation(context(), REQUEST);
	expect(made).toMatchObject({ run: { action: 'foundation', status: 'passed' }, foundation: { status: 'installed' } });
	expect(await placedIn(database.db)).toEqual(PLACED);
	await expect(installFoundation(context(), REQUEST)).rejects.toMatchObject({ code: 'AXIS_FOUNDATION' });
	expect((await removeFoundation(context(), REQUEST, { force: false })).foundation.status).toBe('none');
	expect(await database.fingerprint()).toBe(before);
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
	await database.owns('(project)', 'TEAM');
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
