/** Owners of groups that the profile of a project declares: given by the rollout, and refused where they are wrong or too few. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyAll } from '../../../src/rollout/apply';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { createProject, type Project } from '../support/project';
import { REQUEST } from '../support/states';

let project: Project;
beforeEach(async () => {
	project = await createProject('ratified');
});
afterEach(() => project.drop());

const gaps = () => project.db('v_axis_coverage_gap');

const declared = { ownership: { groups: [{ group_ref: 'website', owner_gov_code: 'WEB' }] }, containment: {} };
const closing = { ...declared, ownership: { ...declared.ownership, close: true } };

it('are given, and what has none is told', async () => {
	const context = project.on(declared);
	const before = await project.fingerprint();
	const answer = await applyAll(context, REQUEST, null);
	expect(answer.tiers.map(({ name }) => name)).toEqual([
		'structure',
		'responsibility-axis',
		'ownership-seed',
		'containment',
		'scanner-baseline',
		'verify',
	]);
	expect(answer.tiers.flatMap(({ notes }) => notes)).toEqual(
		expect.arrayContaining([
			{ note: 'a group has no owner in the profile', object: '(project)', objects: 2 },
			{ note: 'a group has no owner in the profile', object: 'sales', objects: 1 },
			{ note: 'cells have no owner yet', scope: 'audit', gaps: 3 },
			{ note: 'a group has no owner in the profile', object: 'sales', gaps: 1 },
		]),
	);
	// Objects of blog and authors have the owner of website, the nearest group above theirs that the profile names.
	expect(
		await project.db('axis_object_ownership').where({ owner_gov_code: 'WEB' }).orderBy('object_ref').pluck('object_ref'),
	).toEqual(['articles', 'author_notes', 'authors', 'page_views', 'pages']);
	expect(await gaps().count()).toEqual([{ count: '21' }]);
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	expect(await rollbackAll(context, REQUEST, null)).toMatchObject({ fingerprint: { equal: true } });
	expect(await project.fingerprint()).toBe(before);
});

it('are refused while the profile demands to close the gap and names too few groups; with the root it closes', async () => {
	await expect(applyAll(project.on(closing), REQUEST, null)).rejects.toMatchObject({
		extensions: {
			violations: expect.arrayContaining([expect.objectContaining({ check: 'groups_complete', object: 'sales' })]),
		},
	});
	const groups = [...declared.ownership.groups, { group_ref: '(project)', owner_gov_code: 'ALL' }];
	const context = project.on({ ownership: { close: true, groups }, containment: { close: true } });
	await applyAll(context, REQUEST, null);
	expect(await gaps()).toEqual([]);
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
});

it('of groups and authorities that do not exist are refused, all at once', async () => {
	const groups = [
		{ group_ref: 'gone', owner_gov_code: 'ALL' },
		{ group_ref: 'lost', owner_gov_code: 'NOBODY' },
	];
	const before = await project.fingerprint();
	await expect(applyAll(project.on({ ownership: { groups } }), REQUEST, null)).rejects.toMatchObject({
		code: 'AXIS_PRECONDITION',
		extensions: {
			violations: [
				{ violation: 'a group of the profile contains no governed object', object: 'gone' },
				{ violation: 'a group of the profile contains no governed object', object: 'lost' },
				{ violation: 'an owner of the profile is no authority of governance_registry', object: 'NOBODY' },
			],
		},
	});
	expect(await project.fingerprint()).toBe(before);
});
