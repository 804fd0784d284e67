/** No function of ours can be made to run one of somebody else's: doubles of everything that they call stand in Directus' schema, first on the path. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryRows, runText } from '../../../src/db/run-sql';
import { transact } from '../../../src/db/transaction';
import { ratify, type TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';
import peopleSql from '../support/people.sql';
import plantDoubles from './plant-doubles.sql';

let database: TestDatabase;
let db: Knex;
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	db = database.db;
	await ratify(db);
	await db.raw(`update axis_internal.gate_policy set distinct_signers = true, agreement = true;
		update os_proposal_approvals set email = 'ada@example.com', esignature_agreement = true`);
	await db.raw(peopleSql);
	await db.raw(
		`insert into axis_internal.authority_link (authority_code, directus_role, reason, linked_by)
		select 'GOV-DOT', id, 'a test', 'a test' from directus_roles where name = 'Editors'`,
	);
	await db.transaction((trx) => runText(trx, plantDoubles));
});
afterAll(() => database.drop());

/** How often a double ran; a sequence remembers what was rolled back. */
const ran = async () =>
	Number((await db.raw('select case when is_called then last_value else 0 end as calls from public.double_ran')).rows[0].calls);

/** As the worst caller would: the schema with the doubles before PostgreSQL's own. */
const asCaller = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) =>
	transact(db, async (trx) => {
		await trx.raw('set local search_path = public, pg_catalog');
		return work(trx);
	});

it('there are doubles of what the routines call, and they run where they are asked for', async () => {
	const [planted] = await queryRows(
		db,
		`select count(*) filter (where proname = 'convert_to') as named, count(*) as all from pg_proc where pronamespace = 'public'::regnamespace and prosrc like '%double_ran%'`,
	);
	expect(planted?.named).toBeGreaterThan(0);
	expect(planted?.all).toBeGreaterThan(100);
	await asCaller((trx) => trx.raw(`select convert_to('a'::text, 'UTF8'), 'a'::text || 'b'::text`));
	expect(await ran()).toBe(2);
	await db.raw(`select setval('public.double_ran', 1, false)`);
});

it('every routine of ours runs, and none of the doubles does', async () => {
	const routines = await queryRows(
		db,
		`select oid::regproc::text as name from pg_proc where pronamespace = 'axis_internal'::regnamespace or proname = 'fn_governance_scan' order by 1`,
	);
	await asCaller(async (trx) => {
		// Guard and gate, with an approval; a changed row gets its stamp.
		await trx.raw(`update axis_value set value_name = pg_catalog.upper(value_name)`);
		await trx.raw(`insert into axis_value (axis_code, value_code, value_name, parent_value_code, created_by)
			select axis_code, 'doubled', value_name, value_code, 'doubles' from axis_value limit 1`);
		// What becomes active past the acts is noted, and a recorded act takes the note away.
		await trx.raw(`update axis_value set status = 'active' where created_by operator(pg_catalog.=) 'doubles'`);
		await trx.raw(`select pg_catalog.set_config('axis.recorded', pg_catalog.pg_current_xact_id()::text, true)`);
		await trx.raw(`update axis_value set status = 'candidate' where created_by operator(pg_catalog.=) 'doubles'`);
		await trx.raw(`update axis_value set status = 'active' where created_by operator(pg_catalog.=) 'doubles'`);
		await trx.raw(`select public.fn_governance_scan('test', 'manual')`);
		await trx.raw(`select axis_internal.finding_substance(severity, detail) from governance_drift_state`);
		await trx.raw('select * from axis_internal.bind_ports()');
		await trx.raw('select * from axis_internal.group_tree()');
		await trx.raw(`select * from axis_internal.standing_on('{agents,GRP-AI}')`);
		// Tags and owners come down, and a second tag is sought for.
		await trx.raw(`insert into axis_internal.axis_semantics (axis_code, cardinality, tag_inheritance, owner_inheritance)
			select axis_code, 'one', 'containment', 'containment' from axis_registry`);
		await trx.raw(
			`select object_ref from axis_internal.inherited_tag union all select object_ref from axis_internal.inherited_owner`,
		);
		await trx.raw(`update axis_assignment set evidence = null`);
		await trx.raw('select * from axis_internal.unmanned_authority()');
		await trx.raw(
			`select * from axis_internal.read_approvals('{"table": "os_proposal_approvals", "filter": {"organization": "x"}}', 1, true, true, true, '', '{}', true)`,
		);
		await trx.raw(
			`select axis_internal.touches_source('os_proposal_approvals', '{"organization": "x"}', 'id', pg_catalog.jsonb_build_array(id), '{"organization": "y"}', '[]') from os_proposal_approvals`,
		);
		// A run of the ledger, from its start to its end.
		await trx.raw(`select pg_catalog.set_config('axis.ledger_writer', pg_catalog.pg_current_xact_id()::text, true)`);
		await trx.raw(
			`insert into axis_rollout_run (action, requested_by, profile_sha256, request) values ('apply', 'doubles', 'x', '{}')`,
		);
		await trx.raw(
			`update axis_rollout_run set status = 'passed', finished_at = started_at where requested_by operator(pg_catalog.=) 'doubles'`,
		);
	});
	// Refusals: shut, foreign to the ledger, a rehearsal at its end, an approval of the transaction's own.
	const refusal = (statement: string) =>
		asCaller((trx) => trx.raw(statement)).then(
			() => null,
			(error: { code?: string }) => error.code,
		);
	expect(await refusal(`select pg_catalog.set_config('axis.gate', 'shut', true); delete from axis_value`)).toBe('AX001');
	expect(await refusal(`update os_proposal_approvals set organization = 'x'; delete from axis_value`)).toBe('AX001');
	expect(await refusal(`delete from axis_rollout_run`)).toBe('AX003');
	expect(
		await refusal(
			`select pg_catalog.set_config('axis.ledger_writer', pg_catalog.pg_current_xact_id()::text, true); delete from axis_rollout_run`,
		),
	).toBe('AX003');
	expect(
		await refusal(
			`select pg_catalog.set_config('axis.rehearsal', pg_catalog.pg_current_xact_id()::text, true); delete from axis_candidate_finding`,
		),
	).toBe('AX002');
	expect(await ran()).toBe(0);
	expect(routines.map((row) => row.name)).toEqual([
		'axis_internal.bind_ports',
		'axis_internal.chain_run',
		'axis_internal.count_approvals',
		'axis_internal.finding_substance',
		'axis_internal.gate_is_open',
		'axis_internal.group_named',
		'axis_internal.group_tree',
		'axis_internal.hash_run_end',
		'axis_internal.hash_run_start',
		'axis_internal.held',
		'axis_internal.hold_plain_table',
		'axis_internal.host_schema',
		'axis_internal.inherited',
		'axis_internal.keep_basis',
		'axis_internal.keep_gap_spans',
		'axis_internal.keep_ledger_append_only',
		'axis_internal.ledger_head',
		'axis_internal.mark_change',
		'axis_internal.note_activation',
		'axis_internal.ratification_source',
		'axis_internal.read_approvals',
		'axis_internal.read_ports',
		'axis_internal.refuse_foreign_ledger_write',
		'axis_internal.refuse_moved_second_value',
		'axis_internal.refuse_rehearsal_commit',
		'axis_internal.refuse_reparented_circle',
		'axis_internal.refuse_second_value',
		'axis_internal.refuse_value_circle',
		'axis_internal.refuse_while_gate_shut',
		'axis_internal.signer_of',
		'axis_internal.source_condition',
		'axis_internal.source_problem',
		'axis_internal.standing_on',
		'axis_internal.touches_source',
		'axis_internal.unmanned_authority',
		'axis_internal.wrote',
		'fn_governance_scan',
	]);
});

it('a routine that looked in the schema of the doubles would run one', async () => {
	await db.raw('alter function axis_internal.hash_run_start(axis_rollout_run) set search_path = public, pg_temp');
	const recording = transact(db, async (trx) => {
		await trx.raw(`select pg_catalog.set_config('axis.ledger_writer', pg_catalog.pg_current_xact_id()::text, true)`);
		await trx('axis_rollout_run').insert({ action: 'apply', requested_by: 'doubles', profile_sha256: 'x' });
	});
	// The double answers null, and a run must have a hash.
	await expect(recording).rejects.toMatchObject({ code: '23502' });
	expect(await ran()).toBeGreaterThan(0);
});
