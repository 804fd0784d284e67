/** The living model read back as a profile: what was applied says what was declared, and what is exported makes the same model elsewhere. */
import { afterEach, describe, expect, it } from 'vitest';
import { installFoundation } from '../../../src/foundation/foundation';
import { compareProfile, exportProfile } from '../../../src/model/export-profile';
import { parseProfile, type LoadedProfile } from '../../../src/profile/profile';
import { applyAll } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import strangerSql from '../base/stranger.sql';
import { createDatabase, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const MODEL = { tags: false, owners: false };
const ALL = { tags: true, owners: true };

const made: TestDatabase[] = [];
afterEach(async () => {
	await Promise.all(made.splice(0).map((database) => database.drop()));
});

function load(profile: unknown): LoadedProfile {
	const parsed = parseProfile(JSON.stringify(profile));
	if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
	return parsed.loaded;
}

/** A project with a foundation, two authorities and an open gate. */
async function createProject(): Promise<TestDatabase & { on: (profile: unknown) => RolloutContext }> {
	const database = await createDatabase({ template: 'template1' });
	made.push(database);
	const on = (profile: unknown): RolloutContext => ({ db: database.db, loaded: load(profile) });
	await database.db.raw(strangerSql);
	await installFoundation(on({}), REQUEST);
	await database.db('governance_registry').insert(['ALL', 'WEB'].map((code) => ({ code, name: code })));
	await database.db('governance_ratification').insert({ email: 'somebody@example.com' });
	return { ...database, on };
}

const owns = ({ db }: TestDatabase, group_ref: string, owner_gov_code: string, scopes = '%') =>
	db.raw(
		`insert into governance_object_ownership (object_type, object_ref, scope, owner_gov_code, is_inherited_anchor)
		select 'group', ?, scope_code, ?, true from governance_responsibility_scope where scope_code like ?`,
		[group_ref, owner_gov_code, scopes],
	);

describe('the reference deployment', () => {
	it('says after its rollout what its profile declares', async () => {
		const database = await createDatabaseAt('tier 6');
		made.push(database);
		const { profile } = testProfile(database.name);
		expect(await compareProfile(database.db, profile, ALL)).toEqual({ equal: true, differences: [], left_out: [] });
		const exported = await exportProfile(database.db, profile, ALL);
		expect(exported.left_out).toEqual([]);
		const again = load(exported.profile).profile;
		const { ratification, guard, responsibility, ownership, containment, topic, name } = profile;
		expect(again).toMatchObject({ name, guard, responsibility, containment, ratification });
		expect(again.ownership).toEqual(ownership);
		expect(again.topic?.close).toBe(topic?.close);
		expect(again.rollout.order).toEqual(profile.rollout.order);
		expect(await compareProfile(database.db, again, ALL)).toMatchObject({ equal: true });
		expect((await exportProfile(database.db, profile, MODEL)).profile).toMatchObject({ topic: { assignments: [], owners: [] } });
	});

	it('says before its rollout that the database holds nothing of it', async () => {
		const database = await createDatabaseAt('fresh');
		made.push(database);
		const { profile } = testProfile(database.name);
		const { equal, differences } = await compareProfile(database.db, profile, MODEL);
		expect(equal).toBe(false);
		expect(differences.map(({ path, database: found }) => [path, found])).toEqual(
			[
				'ratification',
				'responsibility',
				...(profile.ownership?.groups ?? []).map(({ group_ref }) => `ownership.groups[${group_ref}]`),
				'containment',
				'topic',
			].map((path) => [path, null]),
		);
	});
});

describe('a project with a foundation', () => {
	it('exports with {} who owns its groups, before and after a rollout', async () => {
		const project = await createProject();
		const { profile } = load({});
		await owns(project, '(project)', 'ALL');
		await owns(project, 'website', 'WEB', 'audit');
		const ownership = { groups: [{ group_ref: '(project)', owner_gov_code: 'ALL' }], writable: true };
		const left_out = [
			{ path: 'ownership.groups[website]', why: expect.stringContaining('one authority for every active scope') },
		];
		const before = await exportProfile(project.db, profile, MODEL);
		expect(before).toMatchObject({ profile: { ownership, ratification: { minimum: 1 } }, left_out });
		expect(before.profile).not.toHaveProperty('responsibility');
		await applyAll(project.on({}), REQUEST, null);
		expect(await exportProfile(project.db, profile, MODEL)).toMatchObject({
			profile: {
				name: 'project',
				ratification: { minimum: 1, source: { table: 'governance_ratification', filter: {} } },
				responsibility: { axis_code: 'responsibility', rule_code: 'CR-RESPONSIBILITY', tag: 'axis:responsibility' },
				ownership,
			},
			left_out,
		});
		expect(await compareProfile(project.db, profile, MODEL)).toEqual({
			equal: false,
			differences: [{ path: 'ownership.groups[(project)]', profile: null, database: 'ALL' }],
			left_out,
		});
		expect((await exportProfile(project.db, profile, ALL)).left_out).toEqual(left_out);
	});

	it('keeps what the profile in use asks and no database holds', async () => {
		const project = await createProject();
		const { profile } = load({
			name: 'ours',
			database: project.name,
			ratification: { minimum: 1, sealed: true, approved: true },
			guard: { human_only: 'studio_session' },
			rollout: { lock_timeout_ms: 5000 },
			expected: { inventory: 8 },
			ownership: { scopes: ['audit'], writable: false },
		});
		const { profile: exported } = await exportProfile(project.db, profile, MODEL);
		expect(exported).toMatchObject({
			name: 'ours',
			ratification: { sealed: true, approved: true },
			guard: { human_only: 'studio_session' },
			ownership: { scopes: ['audit'], writable: false, groups: [] },
		});
		expect(Object.keys(exported)).toEqual(['name', 'ratification', 'guard', 'ownership']);
	});

	it('takes an axis that people made to another database, and the model is the same there', async () => {
		const project = await createProject();
		await applyAll(project.on({}), REQUEST, null);
		await project.db('axis_registry').insert([
			{ axis_code: 'classification', axis_name: 'Data', axis_family: 'semantic', axis_kind: 'uncertain', status: 'active' },
			{ axis_code: 'one day', axis_name: 'One day', axis_family: 'pivot', axis_kind: 'uncertain', status: 'active' },
			{ axis_code: 'bare', axis_name: 'Bare', axis_family: 'semantic', axis_kind: 'uncertain', status: 'active' },
			{ axis_code: 'draft', axis_name: 'Draft', axis_family: 'semantic', axis_kind: 'uncertain', status: 'candidate' },
		]);
		const axis_code = 'classification';
		await project.db('axis_value').insert([
			{
				axis_code,
				value_code: 'internal',
				value_name: 'Internal',
				status: 'active',
				provenance: { source: 'policy', since: null },
			},
			{ axis_code, value_code: 'secret', parent_value_code: 'internal', status: 'active' },
			{ axis_code: 'one day', value_code: 'soon', status: 'active' },
		]);
		await project.db('coverage_rule').insert([
			{ rule_code: 'CR-DATA', axis_code, coverage_mode: 'per_assignment', confidence_threshold: 0.6, status: 'active' },
			{ rule_code: 'CR-OLD', axis_code, coverage_mode: 'cross_product', status: 'retired' },
			{ rule_code: 'CR-DAY', axis_code: 'one day', coverage_mode: 'per_assignment', status: 'active' },
		]);
		const deals = { object_type: 'collection', object_ref: 'deals', axis_code, value_code: 'secret' };
		await project.db('axis_assignment').insert({
			...deals,
			zone: 'approved',
			confidence: 0.92,
			assigned_kind: 'agent',
			provenance: { source: 'review' },
			status: 'active',
		});
		await project.db('axis_object_ownership').insert({ ...deals, owner_gov_code: 'WEB' });

		const { profile, left_out } = await exportProfile(project.db, load({}).profile, ALL);
		expect(left_out).toEqual([
			{ path: 'axes[bare]', why: expect.stringContaining('no active rule') },
			{ path: 'axes[one day]', why: expect.stringContaining('without blanks') },
		]);
		expect(JSON.stringify(profile)).not.toContain('draft');
		const loaded = load(profile);
		expect(loaded.profile.rollout.order).toEqual(['structure', 'responsibility', 'axis:classification', 'scan']);

		const fresh = await createProject();
		await applyAll(fresh.on(profile), REQUEST, null);
		expect(await compareProfile(fresh.db, loaded.profile, ALL)).toEqual({ equal: true, differences: [], left_out: [] });
		const rows = ({ db }: TestDatabase) =>
			Promise.all([
				db('axis_value')
					.where({ axis_code })
					.orderBy('value_code')
					.select('value_code', 'value_name', 'parent_value_code', 'status', 'provenance'),
				db('v_axis_required_cell').where({ axis_code }).select('object_type', 'object_ref', 'value_code'),
				db('axis_object_ownership').where({ axis_code }).select('object_ref', 'value_code', 'owner_gov_code'),
				db('axis_assignment')
					.where({ axis_code })
					.select('object_ref', 'value_code', 'zone', 'confidence', 'assigned_kind', 'provenance'),
			]);
		expect(await rows(fresh)).toEqual(await rows(project));

		const without = { ...(await exportProfile(project.db, load({}).profile, MODEL)).profile, axes: [] };
		const { differences } = await compareProfile(fresh.db, load(without).profile, MODEL);
		expect(differences.map(({ path }) => path)).toEqual(['axes[classification]']);
	});

	it('names each difference by its path, whatever the order of the lists, and objects only on request', async () => {
		const project = await createProject();
		const axis = {
			axis_code: 'classification',
			values: [{ value_code: 'secret' }, { value_code: 'internal' }],
			tags: [{ object_ref: 'deals', value_code: 'secret' }],
			owners: [{ object_ref: 'deals', value_code: 'secret', owner_gov_code: 'ALL' }],
		};
		const applied = { ownership: { groups: [{ group_ref: '(project)', owner_gov_code: 'ALL' }] }, axes: [axis] };
		await applyAll(project.on(applied), REQUEST, null);
		expect(await compareProfile(project.db, load(applied).profile, ALL)).toMatchObject({ equal: true });
		await project.db('axis_value').where({ value_code: 'internal' }).update({ status: 'deprecated' });
		await project.db('axis_object_ownership').update({ owner_gov_code: 'WEB' });
		await project.db('governance_object_ownership').update({ owner_gov_code: 'WEB' });
		const other = { ...applied, ratification: { minimum: 2 }, axes: [{ ...axis, rule: { staleness_days: 7 } }] };
		const model = [
			{ path: 'ratification.minimum', profile: 2, database: 1 },
			{ path: 'ownership.groups[(project)]', profile: 'ALL', database: 'WEB' },
			{ path: 'axes[classification].values[internal].status', profile: 'active', database: 'deprecated' },
			{ path: 'axes[classification].rule.staleness_days', profile: 7, database: 0 },
		];
		expect((await compareProfile(project.db, load(other).profile, MODEL)).differences).toEqual(model);
		expect((await compareProfile(project.db, load(other).profile, ALL)).differences).toEqual([
			...model,
			{ path: 'axes[classification].owners[collection deals secret]', profile: 'ALL', database: 'WEB' },
		]);
	});
});

it('is refused where there is no base model', async () => {
	const database = await createDatabase({ template: 'template1' });
	made.push(database);
	await expect(exportProfile(database.db, load({}).profile, MODEL)).rejects.toMatchObject({ code: 'AXIS_PREREQUISITE_MISSING' });
});
