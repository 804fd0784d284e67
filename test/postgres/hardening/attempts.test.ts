/** What hardening promises, tried for real as Directus' role: refused, and nothing is different afterwards. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AXIS_TABLES } from '../../../src/contract';
import { createOwnerDatabase } from '../../../src/db/owner-database';
import { sqlState } from '../../../src/db/sqlstate';
import { applyAll } from '../../../src/rollout/apply';
import { readHardening } from '../../../src/harden/harden';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { ratify } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { REQUEST } from '../support/states';
import { createDeployment, type Deployment } from './roles';

let deployment: Deployment;
let host: string;
let owner: string;

beforeAll(async () => {
	deployment = await createDeployment();
	const { names, directus } = deployment;
	host = `"${names.host}"`;
	owner = `"${names.owner.replaceAll('"', '""')}"`;
	await setUpLedger(directus, async () => {});
	await deployment.harden();
	await ratify(deployment.admin);
	await applyAll(deployment.asOwner(), REQUEST, null);
	await deployment.harden();
});
afterAll(() => deployment.drop());

async function refusalOf(statement: string): Promise<string | null> {
	const before = await fingerprint(deployment.admin);
	const refusal = await deployment.directus.raw(statement).then(
		() => 'passed',
		(error: unknown) => sqlState(error),
	);
	expect(await fingerprint(deployment.admin), statement).toBe(before);
	return refusal;
}

it('every claim holds', async () => {
	const hardening = await readHardening(deployment.directus, deployment.names);
	expect(hardening?.claims.filter((claim) => claim.kind === 'claim' && !claim.holds)).toEqual([]);
	expect(hardening).toMatchObject({ status: 'HARDENED' });
	expect(hardening?.claims).toContainEqual(
		expect.objectContaining({ claim: 'All views are the owner’s'.replace('’', "'"), fact: '31 of 31' }),
	);
});

describe('on each of the 11 tables', () => {
	it.each(AXIS_TABLES)(
		'%s: DROP, ALTER, DISABLE TRIGGER, TRUNCATE, a trigger, a rule, a policy and a new owner are refused',
		async (table) => {
			const name = `"${table}"`;
			for (const statement of [
				`drop table ${name} cascade`,
				`alter table ${name} add column x text`,
				`alter table ${name} drop column created_at cascade`,
				`alter table ${name} disable trigger axis_guard_write`,
				`alter table ${name} disable trigger all`,
				`alter table ${name} enable replica trigger axis_guard_write`,
				`drop trigger axis_guard_write on ${name}`,
				`truncate ${name} cascade`,
				`create trigger mine before insert on ${name} for each row execute function suppress_redundant_updates_trigger()`,
				`create rule mine as on insert to ${name} do instead nothing`,
				`alter table ${name} enable row level security`,
				`create index mine on ${name} ((1))`,
				`alter table ${name} owner to ${host}`,
				`alter table ${name} rename to other`,
			])
				expect([statement, await refusalOf(statement)]).toEqual([statement, '42501']);
		},
	);
});

describe('on the rest', () => {
	it.each([
		'drop view v_ui_lane',
		`create or replace view v_ui_lane as select 1`,
		`alter view v_drift_finding rename to other`,
		'drop function fn_governance_scan(text, text)',
		`create or replace function fn_governance_scan(actor text, mode text) returns bigint language sql as 'select 1::bigint'`,
		'drop schema axis_internal cascade',
		'alter schema axis_internal rename to other',
		'create table axis_internal.mine (id integer)',
		`create or replace function axis_internal.gate_is_open() returns boolean language sql as 'select true'`,
		'alter function axis_internal.gate_is_open() set search_path = pg_temp',
		'alter function axis_internal.gate_is_open() security invoker',
		'drop function axis_internal.refuse_while_gate_shut() cascade',
		'select axis_internal.gate_is_open()',
		'update axis_internal.gate_policy set minimum_approvals = 1',
		'delete from axis_internal.gate_policy',
		'insert into axis_internal.rehearsal_mark (transaction_id) values (pg_current_xact_id())',
		'delete from axis_internal.substrate_migrations',
		'drop table axis_rollout_run cascade',
		'alter table axis_rollout_run disable trigger all',
		'truncate axis_rollout_run',
		'delete from axis_rollout_run',
		"set session_replication_role = 'replica'",
		'drop schema public cascade',
	])('%s', async (statement) => {
		expect(await refusalOf(statement)).toBe('42501');
	});

	it('roles: becoming the owner, or taking over what it has, is refused', async () => {
		for (const statement of [
			`set role ${owner}`,
			`grant ${owner} to ${host}`,
			`reassign owned by ${owner} to ${host}`,
			`drop owned by ${owner}`,
			`alter role ${owner} password 'x'`,
			`alter default privileges for role ${owner} grant all on tables to ${host}`,
			`alter database "${deployment.database.name}" owner to ${host}`,
			`alter database "${deployment.database.name}" set session_replication_role = replica`,
			`create subscription mine connection 'dbname=x' publication y`,
		])
			expect([statement, await refusalOf(statement)]).toEqual([statement, '42501']);
	});

	it('the ledger refuses rows that are not the engine’s (AX003)', async () => {
		expect(
			await refusalOf(`insert into axis_rollout_run (action, requested_by, profile_sha256) values ('apply', 'me', 'x')`),
		).toBe('AX003');
		expect(await refusalOf(`update axis_rollout_run set status = 'failed'`)).toBe('AX003');
	});
});

describe('with a shut gate', () => {
	let approvals: unknown[];
	beforeAll(async () => {
		approvals = await deployment.admin('os_proposal_approvals').select();
		await deployment.admin('os_proposal_approvals').delete();
	});
	afterAll(async () => {
		await deployment.admin('os_proposal_approvals').insert(approvals);
	});

	const write = `update axis_value set value_name = 'mine'`;

	it('a write is refused (AX001), through any view too', async () => {
		expect(await refusalOf(write)).toBe('AX001');
		const { rows } = await deployment.admin.raw(
			`select table_name as view from information_schema.views where table_schema = 'public' and table_name ~ '^v_(axis|reconcile|drift|ui|projection)_' order by 1`,
		);
		expect(rows).toHaveLength(31);
		for (const { view } of rows)
			expect([view, await refusalOf(`delete from "${view}"`)]).toEqual([view, expect.stringMatching(/^(42501|55000)$/)]);
	});

	it('a table of the same name does not open it: temporary, or in an earlier schema of the search path', async () => {
		await expect(
			deployment.directus.raw('create temporary table os_proposal_approvals (id integer)'),
			'temporary tables are taken away',
		).rejects.toMatchObject({ code: '42501' });
		await deployment.directus
			.transaction(async (trx) => {
				await trx.raw(`create schema earlier; create table earlier.os_proposal_approvals (id integer); insert into earlier.os_proposal_approvals values (1);
				set local search_path = earlier, public`);
				await expect(trx.raw(write)).rejects.toMatchObject({ code: 'AX001' });
			})
			.catch(() => {});
		expect.assertions(2);
	});

	it('a function in place of one of PostgreSQL does not run with the owner’s rights, and keeps the owner from acting', async () => {
		const { directus, database, names } = deployment;
		await directus.raw(`create function public.format(text, text, name) returns text language plpgsql as $$
				begin raise exception 'ran as %', current_user using errcode = 'AX999'; end $$;
			create function public.to_jsonb(os_proposal_approvals) returns jsonb language plpgsql as $$
				begin raise exception 'ran as %', current_user using errcode = 'AX999'; end $$`);
		try {
			await expect(directus.raw(write)).rejects.toMatchObject({ code: 'AX001' });
			const url = database.url.replace('postgres@', `${encodeURIComponent(names.owner)}@`);
			const owner = createOwnerDatabase(directus, () => url);
			await expect(owner.open()).rejects.toMatchObject({
				code: 'AXIS_OWNER_UNUSABLE',
				message: expect.stringContaining('format(text,text,name), to_jsonb(os_proposal_approvals)'),
			});
			await owner.close();
			expect(await readHardening(directus, names)).toMatchObject({ status: 'OPEN' });
		} finally {
			await directus.raw('drop function public.format(text, text, name), public.to_jsonb(os_proposal_approvals)');
		}
		expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
	});
});
