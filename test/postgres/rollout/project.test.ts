/** A project with a foundation: the rollout with the smallest profile, owners given afterwards, and all of it taken back. */
import { afterEach, describe, expect, it } from 'vitest';
import bundled from '../../../profiles/project.json?text';
import { removeFoundation } from '../../../src/foundation/remove-foundation';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import type { RolloutContext } from '../../../src/run/context';
import { createDatabase } from '../support/database';
import { createProject, found, loadProfile, UNNAMED, type Project } from '../support/project';

const made: Project[] = [];
afterEach(async () => {
	await Promise.all(made.splice(0).map((project) => project.drop()));
});

async function created(state: 'unfounded' | 'ratified'): Promise<Project> {
	const project = await createProject(state);
	made.push(project);
	return project;
}

const gaps = ({ db }: Project) => db('v_axis_coverage_gap');

describe.each([
	['profiles/project.json', bundled],
	['{}', {}],
])('with %s', (_name, profile) => {
	it('goes from nothing to a gap of 0 and back, and the database is as before', async () => {
		const project = await created('unfounded');
		const fresh = await project.fingerprint();
		const context = project.on(profile);
		await found(project);
		const founded = await project.fingerprint();
		expect((await readPreflight(context)).blockers.map(({ code }) => code)).toEqual(['ratification']);
		expect((await rehearse(context, UNNAMED, null)).tiers.map(({ name, status }) => `${name} ${status}`)).toEqual([
			'structure passed',
			'responsibility-axis passed',
			'scanner-baseline passed',
			'verify passed',
		]);
		await project.ratify();
		const ratified = await project.fingerprint();
		expect(await readPreflight(context)).toMatchObject({ status: 'READY', applied: false, blockers: [] });
		await applyAll(context, UNNAMED, null);
		expect(await readPreflight(context)).toMatchObject({ applied: true });
		expect(await gaps(project)).toHaveLength(48);
		expect((await readPlan(context)).tiers.map(({ id, state }) => `${id} ${state}`)).toEqual([
			'structure applied',
			'responsibility applied',
			'scan applied',
			'verify applied',
		]);

		await project.owns('(project)', 'ALL');
		expect(await gaps(project)).toEqual([]);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		await project.db('governance_object_ownership').delete();
		expect(await rollbackAll(context, UNNAMED, null)).toMatchObject({ fingerprint: { equal: true } });
		expect(await project.fingerprint()).toBe(ratified);
		await project.owns('(project)', 'ALL');
		await project.db.raw('create table refunds (id integer); alter table pages add column tone text');
		const { fingerprint } = await rollbackAll(context, UNNAMED, null);
		expect(fingerprint).toMatchObject({ entry: ratified, equal: false });
		expect(fingerprint?.differences).toEqual([
			{ object: 'pages', change: 'changed', before: null, after: null },
			{ object: 'refunds', change: 'added', before: null, after: null },
			{ object: 'governance_object_ownership', change: 'rows', before: 0, after: 6 },
		]);
		await project.db.raw('drop table refunds; alter table pages drop column tone');
		await project.db('governance_object_ownership').delete();

		await project.db('governance_ratification').delete();
		expect(await project.fingerprint()).toBe(founded);
		await project.db('governance_registry').delete();
		await removeFoundation(context, UNNAMED, { force: false });
		expect(await project.fingerprint()).toBe(fresh);
	});
});

it('stays whole while the host retypes, drops and adds columns of its collections', async () => {
	const project = await created('ratified');
	const context = project.on({});
	await applyAll(context, UNNAMED, null);
	await project.owns('(project)', 'ALL');
	for (const change of [
		'alter column collection type text',
		'alter column "group" type varchar(300)',
		'alter column hidden drop default, alter column hidden type smallint using hidden::integer',
		'add column preview_url text, add column shown boolean generated always as (true) stored',
		'drop constraint directus_collections_pkey, add unique (collection), add check (length(collection) > 0)',
		'alter column collection type char(64), alter column note set storage external, set (fillfactor = 80)',
		'rename column note to remark',
		'rename column "group" to parent',
		'rename column parent to "group"',
		'drop column status',
		'drop column hidden',
		'drop column "group"',
	]) {
		await project.db.raw(`alter table directus_collections ${change}`);
		expect({ change, gaps: await gaps(project), ...(await verifyRollout(context)) }).toMatchObject({
			change,
			gaps: [],
			status: 'PASS',
		});
	}
	expect(await rollbackAll(context, UNNAMED, null)).toMatchObject({ run: { status: 'passed' } });
	expect((await removeFoundation(context, UNNAMED, { force: true })).foundation.status).toBe('none');
});

it('a project’s own tables of names that the reference has stay its own: they mean nothing to the rollout, and may be altered and dropped', async () => {
	const project = await created('unfounded');
	await project.db.raw(`
		create table taxonomy (id integer primary key, title varchar(255), status integer);
		create table label_rules (id uuid primary key, rule_type text, condition jsonb, label_code text, status text);
		create table event_outbox (event_domain integer, payload text);
		create table os_proposal_approvals (id serial primary key, proposal uuid, status text, email text);
		insert into event_outbox values (7, 'theirs');
		insert into os_proposal_approvals (status, email) values ('published', 'client@example.com')`);
	await found(project);
	const context = project.on({});
	// A client's signature is no ratification.
	await expect(applyAll(context, UNNAMED, null)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
	await project.ratify();
	await applyAll(context, UNNAMED, null);
	await project.db.raw(`
		alter table taxonomy alter column title type text, drop column status;
		alter table event_outbox rename column event_domain to domain;
		drop table label_rules, os_proposal_approvals`);
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	expect((await rollbackAll(context, UNNAMED, null)).run).toMatchObject({ status: 'passed' });
});

it('with a source in a business table, a public signature of the proposal ratifies; drafts and other proposals do not', async () => {
	const project = await created('unfounded');
	const [proposal, other] = ['2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52', '3f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52'];
	await project.db.raw('create table os_proposal_approvals (id serial primary key, proposal uuid, status text, email text)');
	await found(project);
	const context = project.on({
		ratification: { source: { table: 'os_proposal_approvals', filter: { proposal, status: 'published' } } },
	});
	const approvals = () => project.db('os_proposal_approvals');
	await approvals().insert([
		{ proposal, status: 'draft' },
		{ proposal: other, status: 'published' },
	]);
	await expect(applyAll(context, UNNAMED, null)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
	await approvals().insert({ proposal, status: 'published', email: 'client@example.com' });
	expect((await applyAll(context, UNNAMED, null)).run).toMatchObject({ status: 'passed' });
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
});

describe('a profile that names no database', () => {
	it('is for the one in which it was first applied: a copy of it is refused until the profile names it', async () => {
		const project = await created('ratified');
		await applyTier(project.on({}), UNNAMED, 'structure');
		await project.db.destroy();
		const copy = await createDatabase({ ledger: false, template: project.name });
		const onCopy = (profile: unknown): RolloutContext => ({ db: copy.db, loaded: loadProfile(profile) });
		await expect(applyTier(onCopy({}), UNNAMED, 'responsibility')).rejects.toMatchObject({
			code: 'AXIS_WRONG_DATABASE',
			extensions: { expected: project.name, actual: copy.name },
		});
		await applyTier(onCopy({ database: copy.name }), UNNAMED, 'responsibility');
		await copy.drop();
	});
});
