/** A project with a foundation: the rollout with the smallest profile, owners given afterwards, and all of it taken back. By the packet where this machine has psql. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import project from '../../../profiles/project.json?text';
import { installFoundation, removeFoundation } from '../../../src/foundation/foundation';
import { parseProfile, type LoadedProfile } from '../../../src/profile/profile';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { withSnapshot } from '../../../src/db/transaction';
import { readFingerprint } from '../../../src/tier/fingerprint';
import type { RolloutContext } from '../../../src/run/context';
import strangerSql from '../base/stranger.sql';
import { PSQL, writeTestPacket } from '../packet/psql';
import { createDatabase, type TestDatabase } from '../support/database';

const REQUEST = { requestedBy: 'test', ratifiedApr: null };
const NAMED = { requestedBy: 'test', ratifiedApr: 'APR-1' };

let database: TestDatabase;
let fresh: string;
beforeEach(async () => {
	database = await createDatabase({ template: 'template1' });
	await database.db.raw(strangerSql);
	fresh = await fingerprint();
});
afterEach(() => database.drop());

const fingerprint = () => withSnapshot(database.db, readFingerprint);

function load(profile: unknown): LoadedProfile {
	const parsed = parseProfile(typeof profile === 'string' ? profile : JSON.stringify(profile));
	if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
	return parsed.loaded;
}
const withProfile = (profile: unknown): RolloutContext => ({ db: database.db, loaded: load(profile) });

async function found(context: RolloutContext): Promise<void> {
	await installFoundation(context, REQUEST);
	await database.db('governance_registry').insert(['ALL', 'WEB'].map((code) => ({ code, name: code })));
}

const ratify = () => database.db('governance_ratification').insert({ email: 'somebody@example.com' });
const gaps = () => database.db('v_axis_coverage_gap');
const notesOf = (answer: { tiers: { notes: unknown[] }[] }) => answer.tiers.flatMap(({ notes }) => notes);

/** An owner of a group for every scope, as people give one in the Studio. */
const owns = (group_ref: string, owner_gov_code: string) =>
	database.db.raw(
		`insert into governance_object_ownership (object_type, object_ref, scope, owner_gov_code, is_inherited_anchor)
		select 'group', ?, scope_code, ?, true from governance_responsibility_scope`,
		[group_ref, owner_gov_code],
	);

describe.each([
	['profiles/project.json', project],
	['{}', {}],
])('with %s', (_name, profile) => {
	it('goes from nothing to a gap of 0 and back, and the database is as before', async () => {
		const context = withProfile(profile);
		await found(context);
		const founded = await fingerprint();
		expect((await readPreflight(context)).blockers.map(({ code }) => code)).toEqual(['ratification']);
		expect((await rehearse(context, REQUEST, null)).tiers.map(({ name, status }) => `${name} ${status}`)).toEqual([
			'structure passed',
			'responsibility-axis passed',
			'scanner-baseline passed',
			'verify passed',
		]);
		await ratify();
		const ratified = await fingerprint();
		expect(await readPreflight(context)).toMatchObject({ status: 'READY', blockers: [] });
		await applyAll(context, REQUEST, null);
		expect(await gaps()).toHaveLength(48);
		expect((await readPlan(context)).tiers.map(({ id, state }) => `${id} ${state}`)).toEqual([
			'structure applied',
			'responsibility applied',
			'scan applied',
			'verify applied',
		]);

		await owns('(project)', 'ALL');
		expect(await gaps()).toEqual([]);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		await database.db('governance_object_ownership').delete();
		expect(await rollbackAll(context, REQUEST, null)).toMatchObject({ fingerprint: { equal: true } });
		expect(await fingerprint()).toBe(ratified);

		await database.db('governance_ratification').delete();
		expect(await fingerprint()).toBe(founded);
		await database.db('governance_registry').delete();
		await removeFoundation(context, REQUEST, { force: false });
		expect(await fingerprint()).toBe(fresh);
	});
});

it('stays whole while the host retypes, drops and adds columns of its collections', async () => {
	const context = withProfile({});
	await found(context);
	await ratify();
	await applyAll(context, REQUEST, null);
	await owns('(project)', 'ALL');
	for (const change of [
		'alter column collection type text',
		'alter column "group" type varchar(300)',
		'alter column hidden drop default, alter column hidden type smallint using hidden::integer',
		'add column preview_url text',
		'drop column status',
		'drop column hidden',
		'drop column "group"',
	]) {
		await database.db.raw(`alter table directus_collections ${change}`);
		expect({ change, gaps: await gaps(), ...(await verifyRollout(context)) }).toMatchObject({ change, gaps: [], status: 'PASS' });
	}
	expect(await rollbackAll(context, REQUEST, null)).toMatchObject({ run: { status: 'passed' } });
	expect((await removeFoundation(context, REQUEST, { force: true })).foundation.status).toBe('none');
});

describe('owners of groups that a profile declares', () => {
	const declared = { ownership: { groups: [{ group_ref: 'website', owner_gov_code: 'WEB' }] }, containment: {} };
	const closing = { ...declared, ownership: { ...declared.ownership, close: true } };

	beforeEach(async () => {
		await found(withProfile({}));
		await ratify();
	});

	it('are given, and what has none is told', async () => {
		const context = withProfile(declared);
		const before = await fingerprint();
		const answer = await applyAll(context, NAMED, null);
		expect(answer.tiers.map(({ name }) => name)).toEqual([
			'structure',
			'responsibility-axis',
			'ownership-seed',
			'containment',
			'scanner-baseline',
			'verify',
		]);
		expect(notesOf(answer)).toEqual(
			expect.arrayContaining([
				{ note: 'a group has no owner in the profile', object: '(project)', objects: 2 },
				{ note: 'a group has no owner in the profile', object: 'sales', objects: 1 },
				{ note: 'cells have no owner yet', scope: 'audit', gaps: 3 },
				{ note: 'a group has no owner in the profile', object: 'sales', gaps: 1 },
			]),
		);
		// Objects of blog and authors have the owner of website, the nearest group above theirs that the profile names.
		expect(
			await database.db('axis_object_ownership').where({ owner_gov_code: 'WEB' }).orderBy('object_ref').pluck('object_ref'),
		).toEqual(['articles', 'author_notes', 'authors', 'page_views', 'pages']);
		expect(await gaps().count()).toEqual([{ count: '21' }]);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		expect(await rollbackAll(context, NAMED, null)).toMatchObject({ fingerprint: { equal: true } });
		expect(await fingerprint()).toBe(before);
	});

	it('are refused while the profile demands to close the gap and names too few groups; with the root it closes', async () => {
		await expect(applyAll(withProfile(closing), NAMED, null)).rejects.toMatchObject({
			extensions: {
				violations: expect.arrayContaining([expect.objectContaining({ check: 'groups_complete', object: 'sales' })]),
			},
		});
		const groups = [...declared.ownership.groups, { group_ref: '(project)', owner_gov_code: 'ALL' }];
		const context = withProfile({ ownership: { close: true, groups }, containment: { close: true } });
		await applyAll(context, NAMED, null);
		expect(await gaps()).toEqual([]);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	});

	it('of groups and authorities that do not exist are refused, all at once', async () => {
		const groups = [
			{ group_ref: 'gone', owner_gov_code: 'ALL' },
			{ group_ref: 'lost', owner_gov_code: 'NOBODY' },
		];
		const before = await fingerprint();
		await expect(applyAll(withProfile({ ownership: { groups } }), NAMED, null)).rejects.toMatchObject({
			code: 'AXIS_PRECONDITION',
			extensions: {
				violations: [
					{ violation: 'a group of the profile contains no governed object', object: 'gone' },
					{ violation: 'a group of the profile contains no governed object', object: 'lost' },
					{ violation: 'an owner of the profile is no authority of governance_registry', object: 'NOBODY' },
				],
			},
		});
		expect(await fingerprint()).toBe(before);
	});
});

describe('axes that a profile declares', () => {
	const own = {
		axes: [
			{
				axis_code: 'classification',
				axis_name: 'Data classification',
				values: [
					{ value_code: 'internal', value_name: 'Internal' },
					{ value_code: 'secret', parent_value_code: 'internal' },
					{ value_code: 'old', status: 'deprecated' },
				],
				tags: [
					{ object_ref: 'deals', value_code: 'secret' },
					{ object_ref: 'pages', value_code: 'internal', zone: 'candidate', confidence: 0.8 },
					{ object_ref: 'gone', value_code: 'internal' },
				],
				owners: [
					{ object_ref: 'deals', value_code: 'secret', owner_gov_code: 'ALL' },
					{ object_ref: 'deals', value_code: 'internal', owner_gov_code: 'ALL' },
				],
			},
			{ axis_code: "o'brien/x", values: [{ value_code: 'a' }, { value_code: 'b' }], rule: { coverage_mode: 'cross_product' } },
		],
	};
	const ofAxis = async (axis_code: string) => {
		const [counts] = await database.db('v_axis_coverage_summary').where({ axis_code }).select('required', 'gap');
		return counts;
	};

	beforeEach(async () => {
		await found(withProfile({}));
		await ratify();
	});

	it('are tiers of their own: gated, rehearsed, told, verified, rolled back by tag', async () => {
		const context = withProfile(own);
		expect(context.loaded.profile.rollout.order).toEqual([
			'structure',
			'responsibility',
			'axis:classification',
			"axis:o'brien/x",
			'scan',
		]);
		expect((await rehearse(context, REQUEST, null)).tiers.map(({ name, status }) => `${name} ${status}`)).toEqual([
			'structure passed',
			'responsibility-axis passed',
			'classification passed',
			"o'brien/x passed",
			'scanner-baseline passed',
			'verify passed',
		]);
		await applyAll(context, NAMED, 'responsibility');
		await database.db('governance_ratification').delete();
		await expect(applyTier(context, NAMED, 'axis:classification')).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		await ratify();
		const { tiers } = await applyTier(context, NAMED, 'axis:classification');
		expect(tiers[0]?.notes).toEqual([
			{
				note: 'a tag was skipped: its object is not in the inventory',
				object_type: 'collection',
				object_ref: 'gone',
				value_code: 'internal',
			},
			{
				note: 'an owner was skipped: nothing asks for one there',
				object_type: 'collection',
				object_ref: 'deals',
				value_code: 'internal',
				owner_gov_code: 'ALL',
			},
			{ note: 'cells have no owner yet', axis_code: 'classification', value_code: 'internal', gaps: 1 },
		]);
		await applyAll(context, NAMED, null);
		expect(await ofAxis('classification')).toEqual({ required: '2', gap: '1' });
		expect(await ofAxis("o'brien/x")).toEqual({ required: '16', gap: '16' });
		const { status, changes } = await verifyRollout(context);
		expect({ status, changes }).toEqual({ status: 'PASS', changes: [] });
		expect((await readPlan(context)).tiers.every(({ state }) => state === 'applied')).toBe(true);
		expect(await rollbackAll(context, NAMED, null)).toMatchObject({ fingerprint: { equal: true } });
	});

	it.skipIf(PSQL === null)('are in the packet as well, with owners of groups and for the database that it runs in', async () => {
		const ownership = { groups: [{ group_ref: 'website', owner_gov_code: 'WEB' }] };
		const context = withProfile({ ...own, ownership, containment: {} });
		const before = await fingerprint();
		const packet = await writeTestPacket(context.loaded);
		const applied = packet.run(database, '99_run_all.sql', { ratified_apr: 'APR-1' });
		expect([applied.stderr, applied.status]).toEqual(['', 0]);
		expect(applied.stdout).toContain('a group has no owner in the profile');
		expect(await ofAxis('classification')).toEqual({ required: '2', gap: '1' });
		expect(await ofAxis('containment')).toEqual({ required: '8', gap: '3' });
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		const taken = packet.run(database, 'per_tier_rollback.sql', { tier: 'scan' });
		expect([taken.stderr, taken.status]).toEqual(['', 0]);
		expect([packet.run(database, 'per_tier_rollback.sql', { tier: "axis:o'brien/x" }).status]).toEqual([0]);
		await rollbackAll(context, NAMED, null);
		expect(await fingerprint()).toBe(before);
		await packet.remove();
	});

	it('are refused with an owner who does not exist, and with a gap where the profile demands to close it', async () => {
		const [first] = own.axes;
		const owners = [{ object_ref: 'deals', value_code: 'secret', owner_gov_code: 'NOBODY' }];
		await expect(applyAll(withProfile({ axes: [{ ...first, owners }] }), NAMED, null)).rejects.toMatchObject({
			extensions: {
				violations: [{ violation: 'an owner of the profile is no authority of governance_registry', object: 'NOBODY' }],
			},
		});
		const closing = withProfile({ axes: [{ ...first, close: true }] });
		await expect(applyAll(closing, NAMED, null)).rejects.toMatchObject({
			code: 'AXIS_POSTCONDITION',
			extensions: { violations: [{ violation: 'a cell has no owner', object_ref: 'pages', value_code: 'internal' }] },
		});
	});
});

describe('a profile that names no database', () => {
	beforeEach(async () => {
		await found(withProfile({}));
		await ratify();
	});

	it('is for the one in which it was first applied: a copy of it is refused until the profile names it', async () => {
		await applyTier(withProfile({}), REQUEST, 'structure');
		await database.db.destroy();
		const copy = await createDatabase({ ledger: false, template: database.name });
		const onCopy = (profile: unknown): RolloutContext => ({ db: copy.db, loaded: load(profile) });
		await expect(applyTier(onCopy({}), REQUEST, 'responsibility')).rejects.toMatchObject({
			code: 'AXIS_WRONG_DATABASE',
			extensions: { expected: database.name, actual: copy.name },
		});
		await applyTier(onCopy({ database: copy.name }), REQUEST, 'responsibility');
		await copy.drop();
	});
});
