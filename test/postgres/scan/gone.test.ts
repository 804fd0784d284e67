/** What the world does behind the model's back is found: objects that move or go, owners that go, scopes that come and go, values in a circle. */
import { afterEach, expect, it } from 'vitest';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import { applyTier } from '../../../src/rollout/apply';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { refused } from '../ladder/proof';
import { contextFor, type TestDatabase } from '../support/database';
import peopleSql from '../support/people.sql';
import { createDatabaseAt, REQUEST, type State } from '../support/states';

let database: TestDatabase;
afterEach(() => database.drop());

const start = async (state: State = 'tier 6') => contextFor((database = await createDatabaseAt(state)));
const DETECTORS = [
	'containment_moved',
	'stale_reference',
	'stale_owner',
	'stranded_anchor',
	'retired_scope',
	'scope_without_value',
	'value_circle',
];
const found = async () =>
	(
		await database
			.db('v_drift_finding')
			.whereIn('detector_code', DETECTORS)
			.orderBy(['detector_code', 'axis_code', 'object_ref', 'value_code'])
			.select()
	).map((row) => [row.detector_code, row.severity, row.axis_code, row.object_ref ?? '', row.value_code].join(' '));
const collections = () => database.db('collection_registry');
const SCOPES = ['approval', 'audit', 'execution', 'health', 'policy', 'render'];
const stranded = (group: string) => SCOPES.map((scope) => `stranded_anchor warning responsibility ${group} ${scope}`);

it('an object that moved, and a group that was renamed, differ from the containment axis, and the verification says so', async () => {
	const context = await start();
	expect(await found()).toEqual([]);
	await collections().where({ collection_name: 'tasks' }).update({ group: 'GRP-REGISTRY' });
	await collections().where({ group: 'GRP-AI' }).update({ group: 'GRP-AI-2' });
	expect(await found()).toEqual([
		'containment_moved warning containment agents GRP-AI',
		'containment_moved warning containment tasks GRP-BUSINESS',
		...stranded('GRP-AI'),
	]);
	const { status, checks } = await verifyRollout(context);
	expect(status).toBe('FAIL');
	expect(checks).toContainEqual({ name: 'containment_moved', expected: 0, actual: 2, ok: false });
});

it('rows of a collection that was deleted or renamed are found, and own nothing any more in by-owner', async () => {
	await start();
	const cellsOf = async (axis: string) =>
		(await readCounts(database.db, axis, 'owner', { limit: 100, offset: 0 })).rows.find(
			(row) => row.owner_gov_code === 'GOV-DOT',
		);
	expect(await cellsOf('containment')).toMatchObject({ cells: 3 });
	expect(await cellsOf('topic')).toMatchObject({ cells: 4 });
	await collections().whereIn('collection_name', ['workflows', 'workflow_steps']).delete();
	await collections().where({ collection_name: 'agents' }).update({ collection_name: 'agents_v2' });
	expect(await found()).toEqual([
		'stale_reference warning containment agents GRP-AI',
		'stale_reference warning containment workflow_steps GRP-WORKFLOW',
		'stale_reference warning containment workflows GRP-WORKFLOW',
		'stale_reference warning topic agents ai-ops',
		'stale_reference warning topic workflows workflow',
		...stranded('GRP-WORKFLOW'),
	]);
	expect(await cellsOf('containment')).toBeUndefined();
	expect(await cellsOf('topic')).toMatchObject({ cells: 2 });
	expect(await database.db('v_ui_lane').whereIn('object_ref', ['agents', 'workflows']).select()).toEqual([]);
	const tree = await database.db('v_ui_topic_tree').where({ value_code: 'workflow' }).first();
	expect(tree).toMatchObject({ assigned_objects: '1' });
});

it('an authority that is retired, and an owner row that ended, are found and counted apart; the gap stays the base model’s', async () => {
	await start();
	await database.db('governance_registry').where({ code: 'GOV-MOIT' }).update({ status: 'retired' });
	await database
		.db('governance_object_ownership')
		.where({ object_ref: 'GRP-AI', scope: 'audit' })
		.update({ effective_to: database.db.raw(`now() - interval '1 day'`) });
	expect((await found()).filter((finding) => finding.includes('responsibility'))).toEqual([
		'stale_owner warning responsibility GRP-AI audit',
		...['approval', 'audit', 'execution', 'health', 'policy', 'render'].map(
			(scope) => `stale_owner warning responsibility GRP-BUSINESS ${scope}`,
		),
	]);
	const [responsibility] = (await readCoverage(database.db)).filter((axis) => axis.axis_code === 'responsibility');
	// Two objects of GRP-BUSINESS × 6 scopes, and the one of GRP-AI.
	expect(responsibility).toMatchObject({ required_cells: 210, gap_cells: 0, covered_cells: 210, stale_owner_cells: 13 });
	const { rows } = await readCounts(database.db, 'responsibility', 'owner', { limit: 100, offset: 0 });
	expect(rows.find((row) => row.owner_gov_code === 'GOV-MOIT')).toMatchObject({ cells: 18, stale_cells: 18 });
	expect(rows.find((row) => row.owner_gov_code === 'GOV-COUNCIL')).toMatchObject({ stale_cells: 0 });
});

it('an authority behind which nobody active stands in Directus is found and counted apart; a role has the users of its children', async () => {
	await start();
	const { db } = database;
	await db.raw(peopleSql);
	const [editors, webEditors, nobody] = await db('directus_roles').orderBy('id').pluck('id');
	const [ada, grace] = await db('directus_users').orderBy('id').pluck('id');
	const link = async (to: object) => {
		await db('axis_internal.authority_link').delete();
		await db('axis_internal.authority_link').insert({ authority_code: 'GOV-MOIT', reason: 'a test', linked_by: 'a test', ...to });
	};
	const stale = async () => {
		const [responsibility] = await readCoverage(db);
		const findings = await db('v_drift_finding')
			.where({ detector_code: 'stale_owner', axis_code: 'responsibility' })
			.select('detail');
		const { gap_cells, stale_owner_cells } = responsibility ?? {};
		return { findings: findings.map(({ detail }) => detail.authority_status), gap_cells, stale_owner_cells };
	};
	const THERE = { findings: [], gap_cells: 0, stale_owner_cells: 0 };
	const gone = (why: string) => ({ findings: Array(6).fill(why), gap_cells: 0, stale_owner_cells: 12 });

	await link({ directus_user: ada });
	expect(await stale()).toEqual(THERE);
	await db('directus_users').where({ id: ada }).update({ status: 'suspended' });
	expect(await stale()).toEqual(gone('user_not_active'));
	await db('governance_registry').where({ code: 'GOV-MOIT' }).update({ status: 'retired' });
	expect(await stale()).toEqual(gone('retired'));
	await db('governance_registry').where({ code: 'GOV-MOIT' }).update({ status: 'active' });
	await db('directus_users').where({ id: ada }).delete();
	expect(await stale()).toEqual(gone('user_not_active'));

	await link({ directus_role: nobody });
	expect(await stale()).toEqual(gone('role_without_users'));
	await link({ directus_role: webEditors });
	expect(await stale()).toEqual(THERE);
	await link({ directus_role: editors });
	expect(await stale()).toEqual(THERE);
	await db('directus_roles').where({ id: editors }).update({ parent: webEditors });
	expect(await stale()).toEqual(THERE);
	await db('directus_users').where({ id: grace }).update({ status: 'archived' });
	expect(await stale()).toEqual(gone('role_without_users'));
	await db('axis_internal.authority_link').delete();
	expect(await stale()).toEqual(THERE);
});

it('an owner of a group or an object that is gone is found, and of one that is there never; coverage follows at once', async () => {
	await start();
	const owners = () => database.db('governance_object_ownership');
	await owners().insert([
		{ object_type: 'collection', object_ref: 'deleted', scope: 'audit', owner_kind: 'accountable', owner_gov_code: 'GOV-DOT' },
		{ object_type: 'collection', object_ref: 'agents', scope: 'audit', owner_kind: 'accountable', owner_gov_code: 'GOV-DOT' },
	]);
	expect(await found()).toEqual(['stranded_anchor warning responsibility deleted audit']);
	await owners().where({ object_ref: 'deleted' }).update({ lifecycle_status: 'expired' });
	expect(await found()).toEqual([]);

	await collections().where({ group: 'GRP-BUSINESS' }).update({ group: 'GRP-NEW' });
	expect((await found()).filter((finding) => finding.includes('responsibility'))).toEqual(stranded('GRP-BUSINESS'));
	const [responsibility] = await readCoverage(database.db);
	expect(responsibility).toMatchObject({ axis_code: 'responsibility', required_cells: 210, gap_cells: 12 });
	await collections().where({ group: 'GRP-NEW' }).update({ group: 'GRP-BUSINESS' });
	expect(await found()).toEqual([]);
});

it('a scope that is retired and one that is added are both found', async () => {
	await start();
	await database.db('governance_responsibility_scope').where({ scope_code: 'render' }).update({ status: 'retired' });
	await database.db('governance_responsibility_scope').insert({ scope_code: 'new', description: 'new', status: 'active' });
	expect(await found()).toEqual(['retired_scope warning responsibility  render', 'scope_without_value info responsibility  new']);
});

it('tier 3 does not seed an authority that is retired', async () => {
	const context = await start('tier 2');
	await database.db('governance_registry').where({ code: 'GOV-DOT' }).update({ status: 'retired' });
	await refused(database.db, () => applyTier(context, REQUEST, '3'), {
		code: 'AXIS_PRECONDITION',
		extensions: {
			violations: [{ object: 'GOV-DOT', violation: 'an owner of the profile is not active in governance_registry' }],
		},
	});
});

it('a circle of values is refused, whoever writes it, and a tree may be turned around in one statement', async () => {
	const context = await start();
	const values = () => database.db('axis_value').where({ axis_code: 'topic' });
	const circle = values().whereIn('value_code', ['governance']).update({ parent_value_code: 'kg-domain-x' });
	await expect(circle).rejects.toMatchObject({ code: '23514', message: expect.stringContaining('"governance"') });
	await database.db.raw(
		`update axis_value set parent_value_code = case value_code when 'workflow' then 'workflow-exec' end
		where axis_code = 'topic' and value_code in ('workflow', 'workflow-exec')`,
	);
	expect(await values().where({ value_code: 'workflow' }).first()).toMatchObject({ parent_value_code: 'workflow-exec' });
	expect((await rollbackAll(context, { ...REQUEST }, 5)).tiers.length).toBe(1);
});

it('a circle that was there before is shown: a finding for each member, and the members in the tree', async () => {
	await start();
	const { db } = database;
	await db.raw('alter table axis_value disable trigger axis_value_circle_update');
	await db('axis_value').where({ axis_code: 'topic', value_code: 'workflow' }).update({ parent_value_code: 'workflow-exec' });
	expect(await found()).toEqual(['value_circle warning topic  workflow', 'value_circle warning topic  workflow-exec']);
	const tree = await db('v_ui_topic_tree').whereIn('value_code', ['workflow', 'workflow-exec']).orderBy('value_code').select();
	expect(tree.map((row) => [row.value_code, row.depth, row.path[0]])).toEqual([
		['workflow', 1, '↻'],
		['workflow-exec', 1, '↻'],
	]);
});
