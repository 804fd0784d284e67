/** The living model of a project read back as a profile: what is exported makes the same model elsewhere. */
import { afterEach, expect, it } from 'vitest';
import { compareProfile, exportProfile } from '../../../src/model/export-profile';
import { applyAll } from '../../../src/rollout/apply';
import { createProject, loadProfile, type Project } from '../support/project';
import { REQUEST } from '../support/states';

const MODEL = { tags: false, owners: false };
const ALL = { tags: true, owners: true };

const made: Project[] = [];
afterEach(async () => {
	await Promise.all(made.splice(0).map((project) => project.drop()));
});

async function created(): Promise<Project> {
	const project = await createProject('ratified');
	made.push(project);
	return project;
}

it('exports with {} who owns its groups, before and after a rollout', async () => {
	const project = await created();
	const { profile } = loadProfile({});
	await project.owns('(project)', 'ALL');
	await project.owns('website', 'WEB', 'audit');
	const ownership = { groups: [{ group_ref: '(project)', owner_gov_code: 'ALL' }], writable: true };
	const left_out = [{ path: 'ownership.groups[website]', why: expect.stringContaining('one authority for every active scope') }];
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
	const project = await created();
	const { profile } = loadProfile({
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
	const project = await created();
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

	const { profile, left_out } = await exportProfile(project.db, loadProfile({}).profile, ALL);
	expect(left_out).toEqual([
		{ path: 'axes[bare]', why: expect.stringContaining('no active rule') },
		{ path: 'axes[one day]', why: expect.stringContaining('without blanks') },
	]);
	expect(JSON.stringify(profile)).not.toContain('draft');
	const loaded = loadProfile(profile);
	expect(loaded.profile.rollout.order).toEqual(['structure', 'responsibility', 'axis:classification', 'scan']);

	const fresh = await created();
	await applyAll(fresh.on(profile), REQUEST, null);
	expect(await compareProfile(fresh.db, loaded.profile, ALL)).toEqual({ equal: true, differences: [], left_out: [] });
	const rows = ({ db }: Project) =>
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

	const without = { ...(await exportProfile(project.db, loadProfile({}).profile, MODEL)).profile, axes: [] };
	const { differences } = await compareProfile(fresh.db, loadProfile(without).profile, MODEL);
	expect(differences.map(({ path }) => path)).toEqual(['axes[classification]']);
});

it('names each difference by its path, whatever the order of the lists, and objects only on request', async () => {
	const project = await created();
	const axis = {
		axis_code: 'classification',
		values: [{ value_code: 'secret' }, { value_code: 'internal' }],
		tags: [{ object_ref: 'deals', value_code: 'secret' }],
		owners: [{ object_ref: 'deals', value_code: 'secret', owner_gov_code: 'ALL' }],
	};
	const applied = { ownership: { groups: [{ group_ref: '(project)', owner_gov_code: 'ALL' }] }, axes: [axis] };
	await applyAll(project.on(applied), REQUEST, null);
	expect(await compareProfile(project.db, loadProfile(applied).profile, ALL)).toMatchObject({ equal: true });
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
	expect((await compareProfile(project.db, loadProfile(other).profile, MODEL)).differences).toEqual(model);
	expect((await compareProfile(project.db, loadProfile(other).profile, ALL)).differences).toEqual([
		...model,
		{ path: 'axes[classification].owners[collection deals secret]', profile: 'ALL', database: 'WEB' },
	]);
});
