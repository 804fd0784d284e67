/** Authorities that people make, rename, retire and bring back: what they still answer for, and the very row after an undo. */
import { afterEach, describe, expect, it } from 'vitest';
import { listChanges } from '../../../src/changes/list-changes';
import type { AuthorityChangeBody } from '../../../src/contract';
import { AuthorityChangeBody as bodySchema } from '../../../src/contract/schemas';
import { changeAuthority, previewAuthorityChange } from '../../../src/foundation/change-authority';
import { makeAuthority } from '../../../src/foundation/make-authority';
import { undoAuthorityChange } from '../../../src/foundation/undo-authority';
import { assignOwner } from '../../../src/owners/assign-owner';
import { listAuthorities } from '../../../src/owners/authorities';
import { transferOwner } from '../../../src/owners/transfer-owner';
import { waiveCells } from '../../../src/owners/waive';
import { applyAll } from '../../../src/rollout/apply';
import { contextFor, type TestDatabase } from '../support/database';
import peopleSql from '../support/people.sql';
import { createProject, UNNAMED, type Project } from '../support/project';
import { createDatabaseAt, REQUEST } from '../support/states';

let project: Project;
let database: TestDatabase;
afterEach(() => database.drop());

const PAGE = { limit: 100, offset: 0 };
async function open(state: 'founded' | 'ratified'): Promise<void> {
	project = await createProject(state);
	database = project;
	await project.db.raw(peopleSql);
}

const WRITER = { actor: 'test' };
const reason = 'the team was dissolved';
const asks = (more: Partial<AuthorityChangeBody>): AuthorityChangeBody => ({ keep_owners: false, reason, ...more });
const RETIRE = asks({ status: 'retired' });
const context = () => project.on({});
const change = (body: AuthorityChangeBody, code = 'WEB') => changeAuthority(context(), UNNAMED, code, body);
const undo = (id: string) => undoAuthorityChange(context(), UNNAMED, id);
const rowOf = async (code: string) => (await project.db('governance_registry').where({ code }))[0];
const isListed = async (code: string) =>
	(await listAuthorities(project.db, PAGE)).rows.some(({ owner_gov_code }) => owner_gov_code === code);

describe('before a rollout', () => {
	it('one is made, renamed, retired and brought back; each undo gives back the very row', async () => {
		await open('founded');
		const made = await makeAuthority(context(), UNNAMED, { owner_gov_code: 'TEAM', owner_name: 'Team', reason });
		expect(made).toMatchObject({
			totals: { asked: 1, created: 1, kept: 0 },
			rows: [{ what: 'created', kind: 'authority', key: 'TEAM', before: null, after: { name: 'Team', status: 'active' } }],
		});
		const before = await rowOf('TEAM');
		const renamed = await change(asks({ owner_name: 'Crew' }), 'TEAM');
		expect(renamed.rows).toMatchObject([{ what: 'changed', before: { name: 'Team' }, after: { name: 'Crew' } }]);
		const retired = await change(RETIRE, 'TEAM');
		expect(await isListed('TEAM')).toBe(false);
		expect((await change(RETIRE, 'TEAM')).rows).toMatchObject([{ what: 'kept', why: 'it is so already' }]);
		expect((await change(asks({ status: 'active' }), 'TEAM')).rows).toMatchObject([{ after: { status: 'active' } }]);
		// Built upon: the row is not as this act left it.
		await expect(undo(retired.run.id)).rejects.toMatchObject({ extensions: { reason: 'changed_since' } });
		const [act] = (await listChanges(project.db, { limit: 1, offset: 0 })).rows;
		expect(act).toMatchObject({
			what: 'Authority "TEAM" brought back.',
			why: reason,
			undo: `POST /axis/authorities/changes/${act?.id}/undo`,
		});
		await undo(String(act?.id));
		await undo(retired.run.id);
		const undone = await undo(renamed.run.id);
		expect(await rowOf('TEAM')).toEqual(before);
		await expect(undo(renamed.run.id)).rejects.toMatchObject({ extensions: { reason: 'taken_back' } });
		await expect(undo(undone.run.id)).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_RUN' });
		expect((await undo(made.run.id)).rows).toMatchObject([{ what: 'deleted' }]);
		expect(await rowOf('TEAM')).toBeUndefined();
		const { rows } = await listChanges(project.db, { ...PAGE, limit: 2 }, { kind: 'foundation' });
		expect(rows[0]).toMatchObject({ what: 'Taken back: authority "TEAM" made.', undo_of: made.run.id, undo: null });
	});

	it('one that is linked, or owns something, is not taken back', async () => {
		await open('founded');
		const make = async (owner_gov_code: string) =>
			(await makeAuthority(context(), UNNAMED, { owner_gov_code, owner_name: 'Team' })).run.id;
		const [linked, owning] = [await make('LINKED'), await make('OWNING')];
		const user = '00000000-0000-4000-8000-000000000001';
		await project.db('axis_internal.authority_link').insert({
			authority_code: 'LINKED',
			directus_user: user,
			reason,
			linked_by: 'test',
		});
		await project.owns('(project)', 'OWNING');
		for (const id of [linked, owning]) await expect(undo(id)).rejects.toMatchObject({ extensions: { reason: 'in_use' } });
		expect(await project.db('governance_registry').whereIn('code', ['LINKED', 'OWNING']).count()).toEqual([{ count: '2' }]);
	});

	it('an act is taken back after the later ones', async () => {
		await open('founded');
		const first = await change(RETIRE);
		await change(asks({ status: 'active' }));
		const last = await change(RETIRE);
		await expect(undo(first.run.id)).rejects.toMatchObject({ extensions: { reason: 'changed_since' } });
		await undo(last.run.id);
		expect(await rowOf('WEB')).toMatchObject({ status: 'active' });
	});

	it('one that owns something by now is not retired again by an undo', async () => {
		await open('founded');
		await change(RETIRE);
		const { run } = await change(asks({ status: 'active' }));
		await project.owns('website', 'WEB');
		await expect(undo(run.id)).rejects.toMatchObject({ code: 'AXIS_FOUNDATION', extensions: { reason: 'still_owns', total: 6 } });
		expect(await rowOf('WEB')).toMatchObject({ status: 'active' });
	});

	it('what it owns is told, and it is retired with that only where somebody says so', async () => {
		await open('founded');
		await project.owns('website', 'WEB');
		await project.owns('(project)', 'ALL', 'audit');
		const preview = await previewAuthorityChange(context(), 'WEB', RETIRE);
		expect(preview).toMatchObject({
			committed: false,
			needs_keep_owners: true,
			rows: [{ before: { status: 'active' }, after: { status: 'retired' } }],
			answers_for: { rows: 6, anchors: 6, waivers: 0, axes: [{ axis_code: 'responsibility', direct: 0 }] },
		});
		expect(preview.answers_for.axes).toEqual([{ axis_code: 'responsibility', cells: 30, direct: 0, inherited: 30 }]);
		expect(preview.answers_for.first_rows[0]).toMatchObject({
			relation: 'governance_object_ownership',
			object_type: 'group',
			object_ref: 'website',
			value_code: 'approval',
			is_anchor: true,
		});
		expect(await rowOf('WEB')).toMatchObject({ status: 'active' });
		await expect(change(RETIRE)).rejects.toMatchObject({
			code: 'AXIS_FOUNDATION',
			extensions: {
				reason: 'still_owns',
				total: 6,
				violations: Array(6).fill(expect.objectContaining({ object_ref: 'website' })),
			},
		});
		const { answers_for, run } = await change(asks({ status: 'retired', keep_owners: true }));
		expect([run.status, answers_for]).toEqual(['passed', preview.answers_for]);
		for (const wrong of [{}, { owner_name: 'Crew', status: 'retired' }])
			expect(bodySchema.safeParse({ ...wrong, reason }).success).toBe(false);
		await expect(change(RETIRE, 'NOBODY')).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AUTHORITY' });
	});
});

it('after a rollout what it owns on every axis is told; retired with it, each owner is found as stale; handed over, nothing is', async () => {
	await open('ratified');
	const rolledOut = project.on({
		ownership: { writable: true, groups: [{ group_ref: 'website', owner_gov_code: 'WEB' }] },
		containment: {},
	});
	await applyAll(rolledOut, REQUEST, null);
	const gaps = await project.db('v_axis_coverage_gap').where({ axis_code: 'responsibility' }).limit(1);
	await waiveCells(rolledOut, WRITER, {
		axis_code: 'responsibility',
		cells: gaps.map(({ object_type, object_ref, value_code }) => ({ object_type, object_ref, value_code })),
		reason: 'later',
		approved_by: 'WEB',
		expires_at: '2999-01-01T00:00:00Z',
	});
	const { answers_for } = await previewAuthorityChange(rolledOut, 'WEB', RETIRE);
	expect(answers_for).toMatchObject({
		rows: 11,
		anchors: 6,
		waivers: 1,
		axes: [
			{ axis_code: 'containment', cells: 5, direct: 5, inherited: 0 },
			{ axis_code: 'responsibility', cells: 30, direct: 0, inherited: 30 },
		],
	});
	const stale = () => project.db('v_drift_finding').where({ detector_code: 'stale_owner' });
	expect(await stale()).toHaveLength(0);
	const { run } = await changeAuthority(rolledOut, REQUEST, 'WEB', asks({ status: 'retired', keep_owners: true }));
	expect(await stale()).toHaveLength(11);
	await undoAuthorityChange(rolledOut, REQUEST, run.id);
	expect(await stale()).toHaveLength(0);
	await transferOwner(rolledOut, WRITER, { from: 'WEB', to: 'ALL', reason });
	const after = await changeAuthority(rolledOut, REQUEST, 'WEB', RETIRE);
	expect(after.answers_for).toMatchObject({ rows: 0, axes: [], first_rows: [] });
	const given = {
		axis_code: 'containment',
		owner_gov_code: 'WEB',
		reason,
		as: 'direct' as const,
		group_ref: 'website',
		value_codes: ['website'],
	};
	await expect(assignOwner(rolledOut, WRITER, given)).rejects.toMatchObject({ code: 'AXIS_CELLS_REFUSED' });
});

it('a base model of the project’s own is not written: it is kept where it was made', async () => {
	database = await createDatabaseAt('tier 1');
	const reference = contextFor(database);
	const refused = { code: 'AXIS_FOUNDATION', extensions: { reason: 'absent' } };
	for (const act of [
		() => makeAuthority(reference, REQUEST, { owner_gov_code: 'GOV-NEW', owner_name: 'New' }),
		() => changeAuthority(reference, REQUEST, 'GOV-DOT', RETIRE),
		() => previewAuthorityChange(reference, 'GOV-DOT', RETIRE),
		() => undoAuthorityChange(reference, REQUEST, '00000000-0000-4000-8000-000000000001'),
	])
		await expect(act()).rejects.toMatchObject(refused);
	expect(await database.db('governance_registry').where({ code: 'GOV-DOT' }).pluck('status')).toEqual(['active']);
});
