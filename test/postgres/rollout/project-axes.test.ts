/** Axes that the profile of a project declares: tiers of their own, by the engine and by the packet where this machine has psql. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { readPlan } from '../../../src/rollout/plan';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { PSQL, writeTestPacket } from '../packet/psql';
import { createProject, UNNAMED, type Project } from '../support/project';
import { REQUEST } from '../support/states';

let project: Project;
beforeEach(async () => {
	project = await createProject('ratified');
});
afterEach(() => project.drop());

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
	const [counts] = await project.db('v_axis_coverage_summary').where({ axis_code }).select('required', 'gap');
	return counts;
};

it('are tiers of their own: gated, rehearsed, told, verified, rolled back by tag', async () => {
	const context = project.on(own);
	expect(context.loaded.profile.rollout.order).toEqual([
		'structure',
		'responsibility',
		'axis:classification',
		"axis:o'brien/x",
		'scan',
	]);
	expect((await rehearse(context, UNNAMED, null)).tiers.map(({ name, status }) => `${name} ${status}`)).toEqual([
		'structure passed',
		'responsibility-axis passed',
		'classification passed',
		"o'brien/x passed",
		'scanner-baseline passed',
		'verify passed',
	]);
	await applyAll(context, REQUEST, 'responsibility');
	await project.db('governance_ratification').delete();
	await expect(applyTier(context, REQUEST, 'axis:classification')).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
	await project.ratify();
	const { tiers } = await applyTier(context, REQUEST, 'axis:classification');
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
	await applyAll(context, REQUEST, null);
	expect(await ofAxis('classification')).toEqual({ required: '2', gap: '1' });
	expect(await ofAxis("o'brien/x")).toEqual({ required: '16', gap: '16' });
	const { status, changes } = await verifyRollout(context);
	expect({ status, changes }).toEqual({ status: 'PASS', changes: [] });
	expect((await readPlan(context)).tiers.every(({ state }) => state === 'applied')).toBe(true);
	expect(await rollbackAll(context, REQUEST, null)).toMatchObject({ fingerprint: { equal: true } });
});

it.skipIf(PSQL === null)('are in the packet as well, with owners of groups and for the database that it runs in', async () => {
	const ownership = { groups: [{ group_ref: 'website', owner_gov_code: 'WEB' }] };
	const context = project.on({ ...own, ownership, containment: {} });
	const before = await project.fingerprint();
	const packet = await writeTestPacket(context.loaded);
	const applied = packet.run(project, '99_run_all.sql', { ratified_apr: 'APR-BOOT-AUTHMODEL-1' });
	expect([applied.stderr, applied.status]).toEqual(['', 0]);
	expect(applied.stdout).toContain('a group has no owner in the profile');
	expect(await ofAxis('classification')).toEqual({ required: '2', gap: '1' });
	expect(await ofAxis('containment')).toEqual({ required: '8', gap: '3' });
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	const taken = packet.run(project, 'per_tier_rollback.sql', { tier: 'scan' });
	expect([taken.stderr, taken.status]).toEqual(['', 0]);
	expect([packet.run(project, 'per_tier_rollback.sql', { tier: "axis:o'brien/x" }).status]).toEqual([0]);
	await rollbackAll(context, REQUEST, null);
	expect(await project.fingerprint()).toBe(before);
	await packet.remove();
});

it('are refused with an owner who does not exist, and with a gap where the profile demands to close it', async () => {
	const [first] = own.axes;
	const owners = [{ object_ref: 'deals', value_code: 'secret', owner_gov_code: 'NOBODY' }];
	await expect(applyAll(project.on({ axes: [{ ...first, owners }] }), REQUEST, null)).rejects.toMatchObject({
		extensions: {
			violations: [{ violation: 'an owner of the profile is no authority of governance_registry', object: 'NOBODY' }],
		},
	});
	const closing = project.on({ axes: [{ ...first, close: true }] });
	await expect(applyAll(closing, REQUEST, null)).rejects.toMatchObject({
		code: 'AXIS_POSTCONDITION',
		extensions: { violations: [{ violation: 'a cell has no owner', object_ref: 'pages', value_code: 'internal' }] },
	});
});
