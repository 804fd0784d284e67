/** A project goes on after its rollout: the verification asks what must hold, and tells what came and went. Each test has a database of its own. */
import { afterEach, expect, it } from 'vitest';
import { assignOwner } from '../../../src/owners/assign-owner';
import { applyChange } from '../../../src/model/apply-change';
import { applyTier } from '../../../src/rollout/apply';
import { acceptBaseline, readBaseline, undoBaseline } from '../../../src/rollout/baseline';
import { readPlan } from '../../../src/rollout/plan';
import { rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST, type State } from '../support/states';
import { refused } from './proof';

let database: TestDatabase;
afterEach(() => database.drop());

async function start(state: State, change: (profile: Record<string, unknown>) => void = () => {}) {
	database = await createDatabaseAt(state);
	return contextFor(database, { loaded: testProfile(database.name, change) });
}
type Context = Awaited<ReturnType<typeof start>>;

const hold = (profile: Record<string, unknown>) => Object.assign(Object(profile.expected), { hold: true });
const failing = async (context: Context) => {
	const { status, checks } = await verifyRollout(context);
	const names = checks.filter((check) => !check.ok).map((check) => check.name);
	expect(status).toBe(names.length === 0 ? 'PASS' : 'FAIL');
	return names;
};
const changes = async (context: Context) =>
	(await verifyRollout(context)).changes.map(({ change, kind, name }) => `${change} ${kind} ${name}`);
const numberOf = async (context: Context, name: string) =>
	(await verifyRollout(context)).checks.find((check) => check.name === name);
const collect = (name: string, group: string) =>
	database.db('collection_registry').insert({
		collection_name: name,
		group,
		governance_role: 'governed',
		coverage_status: 'BIRTH_REQUIRED',
	});

it('nothing applied is neither pass nor fail', async () => {
	const context = await start('ratified');
	expect(await verifyRollout(context)).toMatchObject({ status: 'NOT_APPLIED', changes: [] });
});

it('a new collection in an owned group is required and owned, told as come, and everything holds', async () => {
	const context = await start('tier 6');
	expect(await changes(context)).toEqual([]);
	await collect('brand_new', 'GRP-AI');
	expect(await failing(context)).toEqual([]);
	expect(await changes(context)).toEqual(['came object collection/brand_new']);
	expect(await numberOf(context, 'responsibility_required')).toMatchObject({ expected: 216, actual: 216 });
	expect(await numberOf(context, 'inventory')).toMatchObject({ expected: 35, actual: 36, ok: true, judged: false });
	expect((await readPlan(context)).tiers.map((tier) => tier.state)).toEqual(Array(7).fill('applied'));
	await applyTier(context, REQUEST, '8');
});

it('a new collection that nobody owns is a gap, not a failure', async () => {
	const context = await start('tier 6');
	await collect('ownerless', 'GRP-NEW');
	expect(await failing(context)).toEqual([]);
	expect(await numberOf(context, 'responsibility_gap')).toMatchObject({ expected: 0, actual: 6, ok: true, judged: false });
});

it('a fourth active axis is told and not judged', async () => {
	const context = await start('tier 6');
	await database.db('axis_registry').insert({
		axis_code: 'region',
		axis_name: 'Region',
		axis_family: 'label',
		axis_kind: 'deterministic',
		ownership_source: 'parallel',
		status: 'active',
		created_by: 'test',
	});
	expect(await failing(context)).toEqual([]);
	expect(await changes(context)).toEqual(['came axis region']);
	expect(await numberOf(context, 'active_axes')).toMatchObject({ expected: 3, actual: 3 });
});

it('an owner for the one quarantined cell closes the topic gap, which is told', async () => {
	const context = await start('tier 6');
	await assignOwner(
		context,
		{ actor: 'test' },
		{
			axis_code: 'topic',
			owner_gov_code: 'GOV-KG-SYS',
			reason: 'cleared',
			replace: false,
			cells: [{ object_type: 'collection', object_ref: 'iu_staging_record', value_code: 'ai-ops' }],
		},
	);
	expect(await failing(context)).toEqual([]);
	expect(await numberOf(context, 'topic_gap')).toMatchObject({ actual: 0, ok: true, judged: false });
	await applyTier(context, REQUEST, '8');
});

it('a value that people retire by a recorded change holds; the same by hand fails', async () => {
	const context = await start('tier 6');
	const retire = { kind: 'value', to: 'retired', merge_into: null, split_into: null, reason: 'no longer ours' } as const;
	await applyChange(context, REQUEST, { ...retire, axis_code: 'responsibility', code: 'render' });
	await applyChange(context, REQUEST, { ...retire, axis_code: 'topic', code: 'kg-domain-x' });
	expect(await failing(context)).toEqual([]);
	expect(await changes(context)).toEqual(['went value responsibility/render', 'went value topic/kg-domain-x']);
	expect(await numberOf(context, 'responsibility_required')).toMatchObject({ expected: 175, actual: 175 });
	expect((await readPlan(context)).tiers.map((tier) => tier.state)).toEqual(Array(7).fill('applied'));

	await database.db('axis_value').where({ axis_code: 'responsibility', value_code: 'audit' }).update({ status: 'retired' });
	expect(await failing(context)).toEqual(['responsibility_model']);
	expect((await readPlan(context)).tiers[1]).toMatchObject({ tier: 2, state: 'drifted' });
});

it.each([
	['a value that was deleted', 'axis_value', { axis_code: 'responsibility', value_code: 'audit' }, ['responsibility_model']],
	['an anchor that was deleted', 'governance_object_ownership', { object_ref: 'GRP-AI', scope: 'audit' }, ['seeded_anchors']],
	[
		'a containment owner that was deleted',
		'axis_object_ownership',
		{ axis_code: 'containment', object_ref: 'agents' },
		['containment_gap'],
	],
	['a topic owner that was deleted', 'axis_object_ownership', { axis_code: 'topic', object_ref: 'agents' }, ['topic_owners']],
])('%s fails', async (_what, table, where, names) => {
	const context = await start('tier 6');
	await database.db(table).where(where).delete();
	expect(await failing(context)).toEqual(expect.arrayContaining(names));
});

it('a rule and an axis that are switched off by hand fail', async () => {
	const context = await start('tier 6');
	await database.db('coverage_rule').where({ rule_code: 'CR-RESP-ALL' }).update({ status: 'retired' });
	await database.db('axis_registry').where({ axis_code: 'containment' }).update({ status: 'deprecated' });
	expect(await failing(context)).toEqual(expect.arrayContaining(['responsibility_model', 'containment_model', 'active_axes']));
});

it('numbers that the profile holds are judged until people accept today’s, and again when that is taken back', async () => {
	const context = await start('tier 6', hold);
	await collect('brand_new', 'GRP-AI');
	expect(await failing(context)).toEqual(['inventory', 'contained_objects']);
	const { run, baseline } = await acceptBaseline(context, { ...REQUEST, requestedBy: 'anna' }, 'agents grew');
	expect(run).toMatchObject({ action: 'baseline', status: 'passed', requested_by: 'anna', request: { reason: 'agents grew' } });
	expect(run.result).not.toHaveProperty('baseline.listed');
	expect(baseline).toMatchObject({
		id: run.id,
		reason: 'agents grew',
		numbers: { inventory: 36, contained_objects: 36, topic_gap: 1 },
	});
	expect(await failing(context)).toEqual([]);
	expect(await changes(context)).toEqual([]);
	await database.db('collection_registry').where({ collection_name: 'brand_new' }).delete();
	expect(await failing(context)).toEqual(['inventory', 'contained_objects']);
	expect(await changes(context)).toEqual(['went object collection/brand_new']);

	const undone = await undoBaseline(context, REQUEST, run.id, 'it was removed again');
	expect(undone).toMatchObject({ baseline: null, run: { request: { undo: run.id } } });
	expect(await failing(context)).toEqual([]);
	const again = () => undoBaseline(context, REQUEST, run.id, 'twice');
	await refused(database.db, again, { code: 'AXIS_LIFECYCLE_CONFLICT' });
	await refused(database.db, () => undoBaseline(context, REQUEST, 'nothing', 'none'), { code: 'AXIS_UNKNOWN_RUN' });
});

it('numbers cannot be accepted before tier 1, and end with a rollback', async () => {
	const context = await start('tier 6');
	await acceptBaseline(context, REQUEST, 'as it is');
	expect(await readBaseline(database.db)).toMatchObject({ reason: 'as it is' });
	await rollbackTier(context, REQUEST, '6');
	expect(await readBaseline(database.db)).toBeNull();
	await database.drop();
	const fresh = await start('ratified');
	await refused(database.db, () => acceptBaseline(fresh, REQUEST, 'nothing yet'), { code: 'AXIS_ORDER' });
});
