/** A project without a base model: Directus' own tables, and collections in folders. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FOUNDATION } from '../../../src/base/relations';
import { listChanges } from '../../../src/changes/list-changes';
import { giveFirstOwner, isBeforeRollout, previewFirstOwner } from '../../../src/foundation/first-owner';
import { installFoundation, readFoundation } from '../../../src/foundation/foundation';
import { makeAuthority } from '../../../src/foundation/make-authority';
import { foreseeRemoval, removeFoundation } from '../../../src/foundation/remove-foundation';
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
const LINK = {
	authority_code: 'TEAM',
	directus_role: '2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52',
	reason: 'They run the website',
	linked_by: 'test',
};

it('shows what would count before anything is written, and writes nothing', async () => {
	const before = await database.fingerprint();
	const { figures, ...standing } = await readFoundation(context(), { preview: true });
	expect(standing).toMatchObject({ status: 'none', in_the_way: [], missing: [], rolled_out: false });
	expect(standing.makes).toEqual(FOUNDATION);
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
	expect(blockers).toEqual([
		{
			code: 'prerequisites',
			message: 'This project has no base model yet: nothing says who can be accountable for what.',
			expected: 0,
			actual: 12,
			remedy: expect.stringContaining('"directus axis foundation --dry-run"'),
		},
	]);
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
	await expect(removeFoundation(context(), REQUEST, { force: true })).rejects.toThrow('this extension made no base model here');
	const runs = await database.db('axis_rollout_run').orderBy('run_no').select('action', 'status');
	expect(runs.map(({ action, status }) => `${action} ${status}`)).toEqual([
		'foundation passed',
		'foundation refused',
		'foundation passed',
		'foundation refused',
	]);
});

const register = async (...collections: string[]) => {
	await database.db('directus_collections').insert(collections.map((collection) => ({ collection })));
	await database.db('directus_fields').insert(collections.map((collection) => ({ collection, field: 'id' })));
};

it('does not take away what people made unless they say so, and counts it before and after', async () => {
	await installFoundation(context(), REQUEST);
	const before = await database.fingerprint();
	await database.db('governance_registry').insert({ code: 'TEAM', name: 'Team' });
	await database.owns('(project)', 'TEAM');
	await database.db('governance_responsibility_scope').where({ scope_code: 'audit' }).update({ description: 'Ours' });
	await database.ratify();
	await database.db('axis_internal.authority_link').insert(LINK);
	await register('governance_ratification');
	await database.db('directus_permissions').insert({ collection: 'governance_ratification', action: 'create' });
	await database.db('directus_relations').insert({
		many_collection: 'pages',
		many_field: 'signed',
		one_collection: 'governance_ratification',
	});
	await database.db('directus_collections').where({ collection: 'pages' }).update({ group: 'governance_ratification' });
	const rows = [
		['axis_internal.authority_link', null, 1],
		['governance_object_ownership', null, 6],
		['governance_ratification', null, 1],
		['governance_registry', null, 1],
		['governance_responsibility_scope', null, 1],
		...['collections', 'fields', 'permissions', 'relations'].map((of) => [`directus_${of}`, 'governance_ratification', 1]),
	];
	const removed = rows.map(([object, about, count]) => ({ object, about, before: count, after: 0 }));
	expect(await foreseeRemoval(context())).toEqual({
		relations: expect.arrayContaining(['governance_registry', 'v_object_owner_gap']),
		missing: [],
		in_the_way: [],
		removed,
		needs_force: true,
		rolled_out: false,
		leads_to_it: [],
	});
	await expect(removeFoundation(context(), REQUEST, { force: false })).rejects.toMatchObject({
		code: 'AXIS_FOUNDATION',
		message: expect.stringMatching(
			/authority_link 1, governance_object_ownership 6, .* directus_permissions \(of governance_ratification\) 1, .*Nothing was changed/,
		),
		extensions: { reason: 'rows', total: 9 },
	});
	expect(await database.db('governance_registry')).toHaveLength(1);

	const done = await removeFoundation(context(), REQUEST, { force: true });
	expect(done).toMatchObject({ run: { status: 'passed', result: { removed } }, foundation: { status: 'none' } });
	expect(done.removed).toEqual(removed);
	const left = ['collections', 'fields', 'permissions'].map((of) =>
		database.db(`directus_${of}`).where('collection', 'like', 'governance%'),
	);
	expect((await Promise.all(left)).flat()).toEqual([]);
	expect(await database.db('directus_collections').where({ collection: 'pages' }).pluck('group')).toEqual([null]);

	await installFoundation(context(), REQUEST);
	expect(await database.fingerprint()).toBe(before);
	await database.db('governance_registry').insert({ code: 'TEAM', name: 'Another team' });
	expect(await database.db('axis_internal.authority_link')).toEqual([]);
});

it('a link goes with its authority and follows its code, so that it never fits another team', async () => {
	await database.db('axis_internal.authority_link').insert(LINK);
	await installFoundation(context(), REQUEST);
	expect(await database.db('axis_internal.authority_link')).toEqual([]);
	await database.db('governance_registry').insert({ code: 'TEAM', name: 'Team' });
	await database.db('axis_internal.authority_link').insert(LINK);
	await database.db('governance_registry').update({ code: 'CREW' });
	expect(await database.db('axis_internal.authority_link').pluck('authority_code')).toEqual(['CREW']);
	await database.db('governance_registry').delete();
	expect(await database.db('axis_internal.authority_link')).toEqual([]);
	await expect(database.db('axis_internal.authority_link').insert(LINK)).rejects.toMatchObject({ code: '23503' });
});

it('names what of others leads to it, and changes nothing until that is gone', async () => {
	await installFoundation(context(), REQUEST);
	await database.db
		.raw(`alter table pages add column team text constraint pages_team_foreign references governance_registry (code);
		create view gaps_of_ours as select object_ref from v_object_owner_gap`);
	const leads_to_it = ['gaps_of_ours', 'pages.pages_team_foreign'];
	expect(await foreseeRemoval(context())).toMatchObject({ removed: [], needs_force: false, leads_to_it });
	await expect(removeFoundation(context(), REQUEST, { force: true })).rejects.toMatchObject({
		extensions: { reason: 'depended', violations: leads_to_it.map((object) => ({ object })) },
	});
	await database.db.raw('drop view gaps_of_ours; alter table pages drop column team');
	expect((await removeFoundation(context(), REQUEST, { force: false })).removed).toEqual([]);
	await expect(foreseeRemoval(context())).rejects.toThrow('this extension made no base model here');
});

it('is not made where a name is taken', async () => {
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

it('an authority is made and owns a group with all below it, where nobody did; what is not there is refused', async () => {
	const team = { owner_gov_code: 'TEAM', owner_name: 'Team' };
	expect(await isBeforeRollout(context())).toBe(false);
	await expect(makeAuthority(context(), REQUEST, team)).rejects.toMatchObject({ extensions: { reason: 'absent' } });
	await installFoundation(context(), REQUEST);
	expect(await isBeforeRollout(context())).toBe(true);
	const made = await makeAuthority(context(), REQUEST, team);
	expect(made).toMatchObject({ run: { status: 'passed' }, owner_gov_code: 'TEAM' });
	await expect(makeAuthority(context(), REQUEST, team)).rejects.toMatchObject({ extensions: { reason: 'code_taken' } });

	const owner = { owner_gov_code: 'TEAM', group_ref: '(project)', value_codes: ['audit'], reason: 'a test' };
	expect(await previewFirstOwner(context(), REQUEST, owner)).toMatchObject({ given: ['audit'], gaps_before: 48, gaps_after: 40 });
	expect(await database.db('governance_object_ownership')).toEqual([]);
	expect(await giveFirstOwner(context(), REQUEST, owner)).toMatchObject({ given: ['audit'], kept: [], gaps_after: 40 });
	expect(await giveFirstOwner(context(), REQUEST, { ...owner, value_codes: null })).toMatchObject({
		run: { status: 'passed', result: { gaps_after: 0 } },
		given: ['approval', 'execution', 'health', 'policy', 'render'],
		kept: ['audit'],
		gaps_before: 40,
		gaps_after: 0,
	});
	const cases: [object, object][] = [
		[{ owner_gov_code: 'NOBODY' }, { code: 'AXIS_UNKNOWN_AUTHORITY' }],
		[{ group_ref: 'nowhere' }, { extensions: { violations: [{ violation: 'there is no such group', object: 'nowhere' }] } }],
		[{ value_codes: ['taste'] }, { extensions: { violations: [{ object: 'taste' }] } }],
	];
	for (const [given, refused] of cases)
		await expect(giveFirstOwner(context(), REQUEST, { ...owner, ...given })).rejects.toMatchObject(refused);
	expect(await database.db('governance_object_ownership')).toHaveLength(6);
	const { rows } = await listChanges(database.db, { limit: 4, offset: 0 });
	expect(rows.map(({ what, why, code, to, group_ref }) => [what, why, code, to, group_ref])).toEqual([
		['"TEAM" made the owner of the group "(project)".', 'a test', null, 'TEAM', '(project)'],
		['"TEAM" made the owner of the group "(project)".', 'a test', null, 'TEAM', '(project)'],
		['Authority "TEAM" made.', null, 'TEAM', null, null],
		['Base model made.', null, null, null, null],
	]);
	// A rollout that began while somebody was asked to confirm.
	await database.db.raw('create table axis_registry (axis_code text)');
	await expect(giveFirstOwner(context(), REQUEST, owner)).rejects.toMatchObject({ extensions: { reason: 'given_later' } });
});
