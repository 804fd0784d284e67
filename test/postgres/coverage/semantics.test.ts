/** What an axis asks for beyond the usual, as people meet it: one value an object, a gap where there is none, tags and owners of folders. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import { readObject } from '../../../src/coverage/cells';
import { waiveCells } from '../../../src/owners/waive';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, type TestDatabase } from '../support/database';
import { backendPid, outcomeOf, untilBlocked } from '../support/sessions';
import { createDatabaseAt } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 2');
	context = contextFor(database);
	await database.db.raw(`
		insert into axis_registry (axis_code, axis_name, axis_family, axis_kind, status) values ('class', 'Data classification', 'label', 'uncertain', 'active');
		insert into axis_value (axis_code, value_code, status) select 'class', code, 'active' from unnest(array['public', 'internal']) as code;
		insert into coverage_rule (rule_code, axis_code, coverage_mode, status) values ('CLASS', 'class', 'per_assignment', 'active')`);
});
afterEach(() => database.drop());

const ask = (more: Record<string, unknown>) =>
	database.db('axis_internal.axis_semantics').insert({ axis_code: 'class', ...more });
const tag = (object_ref: string, value_code: string, object_type = 'collection') => ({
	object_type,
	object_ref,
	axis_code: 'class',
	value_code,
	zone: 'approved',
	confidence: 1,
	provenance: '{}',
	assigned_kind: 'human',
});
const tags = () => database.db('axis_assignment').where({ axis_code: 'class' });
const figures = async () => {
	const axis = (await readCoverage(database.db)).find(({ axis_code }) => axis_code === 'class');
	return { required: axis?.required_cells, gap: axis?.gap_cells, waived: axis?.waived_cells, untagged: axis?.untagged_objects };
};

it('a second value is refused on an axis that allows one, when it is written, moved or made active again', async () => {
	await ask({ cardinality: 'one' });
	await tags().insert([tag('agents', 'public'), { ...tag('agents', 'internal'), status: 'retired' }, tag('tasks', 'internal')]);
	const refusal = { code: '23514', message: expect.stringContaining('collection agents would have "internal" and "public"') };
	await expect(tags().insert(tag('agents', 'internal'))).rejects.toMatchObject(refusal);
	await expect(tags().where({ status: 'retired' }).update({ status: 'active' })).rejects.toMatchObject(refusal);
	await expect(tags().where({ object_ref: 'tasks' }).update({ object_ref: 'agents' })).rejects.toMatchObject(refusal);
	await tags().where({ status: 'active' }).update({ value_code: 'internal' });
	await tags().where({ status: 'active' }).update({ value_code: 'public', zone: 'quarantine' });
	expect(await tags().where({ status: 'active', value_code: 'public' }).count()).toEqual([{ count: '2' }]);
});

it('of two sessions that tag an object at once the second waits and is refused', async () => {
	await ask({ cardinality: 'one' });
	const [first, second] = [await database.db.transaction(), await database.db.transaction()];
	const pid = await backendPid(second);
	await first('axis_assignment').insert(tag('agents', 'public'));
	const late = outcomeOf(second('axis_assignment').insert(tag('agents', 'internal')));
	await untilBlocked(database.db, pid);
	await first.commit();
	expect(await late).toMatchObject({ error: { code: '23514' } });
	await second.rollback();
});

it('a session that looks at an older state cannot give a second value either, whatever the other one looks at', async () => {
	await ask({ cardinality: 'one' });
	const before = await database.db('axis_internal.axis_semantics').select('changed_at');
	const isolationLevel = 'repeatable read';
	for (const [object_ref, config] of [
		['agents', { isolationLevel }],
		['tasks', {}],
	] as const) {
		const [first, second] = [await database.db.transaction(config), await database.db.transaction({ isolationLevel })];
		await second.raw('select from axis_registry');
		await first('axis_assignment').insert(tag(object_ref, 'public'));
		await first.commit();
		expect(await outcomeOf(second('axis_assignment').insert(tag(object_ref, 'internal')))).toMatchObject({
			error: { code: '40001' },
		});
		await second.rollback();
	}
	expect(await tags().count()).toEqual([{ count: '2' }]);
	expect(await database.db('axis_internal.axis_semantics').select('changed_at')).toEqual(before);
});

it('values that an object has had since before are found, may be judged, and are no more than before', async () => {
	await tags().insert([tag('agents', 'public'), tag('agents', 'internal')]);
	await ask({ cardinality: 'one' });
	await tags().update({ zone: 'candidate' });
	expect(await database.db('v_drift_finding').where({ detector_code: 'several_values' })).toMatchObject([
		{
			axis_code: 'class',
			object_ref: 'agents',
			severity: 'warning',
			detail: { values: ['internal', 'public'], inherited: false },
		},
	]);
});

it('an object without any value is one required cell, a gap until it is waived or tagged, where the axis takes it for one', async () => {
	expect(await figures()).toEqual({ required: 0, gap: 0, waived: 0, untagged: 35 });
	await ask({ missing: 'gap' });
	expect(await figures()).toEqual({ required: 35, gap: 35, waived: 0, untagged: 35 });
	const none = { object_type: 'collection', object_ref: 'agents', value_code: '(none)' };
	const until = new Date(Date.now() + 86_400_000).toISOString();
	const waiver = { axis_code: 'class', cells: [none], reason: 'is going', approved_by: 'Ada', expires_at: until };
	await waiveCells(context, { actor: 'test' }, waiver);
	expect(await figures()).toEqual({ required: 35, gap: 34, waived: 1, untagged: 35 });
	expect(await database.db('axis_internal.stale_reference')).toEqual([]);
	await tags().insert([tag('agents', 'public'), tag('tasks', 'public')]);
	expect(await figures()).toEqual({ required: 35, gap: 35, waived: 0, untagged: 33 });
	const { rows } = await readCounts(database.db, 'class', 'value', { limit: 10, offset: 0 });
	expect(rows.map(({ value_code, objects }) => [value_code, objects])).toEqual([
		['internal', 0],
		['public', 2],
		['(none)', 33],
	]);
	expect(await readObject(database.db, 'class', 'collection', 'modules')).toMatchObject([
		{ value_code: 'internal', required: false },
		{ value_code: 'public', required: false },
		{ value_code: '(none)', required: true },
	]);
	const value = { axis_code: 'class', value_code: '(none)' };
	await expect(database.db('axis_value').insert(value)).rejects.toMatchObject({ code: '23514' });
});

it('a folder’s tag and owner hold for what lies in it, until an object has its own, and reports say from where', async () => {
	await ask({ cardinality: 'one', missing: 'gap', tag_inheritance: 'containment', owner_inheritance: 'containment' });
	await tags().insert([tag('GRP-BUSINESS', 'internal', 'group'), tag('tasks', 'public')]);
	await database.db('axis_object_ownership').insert({
		...{
			object_type: 'group',
			object_ref: 'GRP-BUSINESS',
			axis_code: 'class',
			value_code: 'internal',
			owner_gov_code: 'GOV-MOIT',
		},
	});
	expect(await figures()).toEqual({ required: 35, gap: 34, waived: 0, untagged: 33 });
	const cells = await readObject(database.db, 'class', 'collection', 'modules');
	expect(cells.filter(({ required }) => required)).toMatchObject([
		{ value_code: 'internal', owner_gov_code: 'GOV-MOIT', resolution: 'inherited', depth: 1, source_anchor_ref: 'GRP-BUSINESS' },
	]);
	expect(await database.db('axis_internal.effective_tag').where({ axis_code: 'class', object_type: 'collection' })).toMatchObject(
		[
			{ object_ref: 'tasks', value_code: 'public', resolution: 'direct', depth: 0 },
			{ object_ref: 'modules', value_code: 'internal', resolution: 'inherited', depth: 1, source_anchor_ref: 'GRP-BUSINESS' },
		],
	);
});
