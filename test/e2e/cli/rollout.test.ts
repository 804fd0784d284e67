/** The rollout on the command line: blocked, ratified, applied, verified, scanned, rolled back. Each test stands on the one before. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GateStatus, Goal, Plan, Repair, RepairAnswer, Run, RunAnswer, Verification } from '../../../src/contract';
import { fingerprint } from '../../postgres/support/fingerprint';
import { describeActs } from './acts';
import { createCliHost, jsonOf as json, PATIENCE_MS, type CliHost } from './directus';

const CODE = 'APR-BOOT-AUTHMODEL-1';

/** What Directus writes for itself, and a sequence, which never goes back. */
const ASIDE = (name: string) => name.startsWith('directus_') || name === 'governance_object_ownership_id_seq';

describe('directus axis', { timeout: PATIENCE_MS }, () => {
	let host: CliHost;

	beforeAll(async () => {
		host = await createCliHost('axis_cli');
	});
	afterAll(() => host.drop());

	it('while the gate is shut, gate and preflight exit with 10 and name the blocker', async () => {
		const before = await fingerprint(host.db, ASIDE);
		const [gate, preflight] = await Promise.all([host.run('gate', '--json'), host.run('preflight')]);
		expect(gate.code).toBe(10);
		expect(json<GateStatus>(gate).blockers.map((blocker) => blocker.code)).toEqual(['gate_missing', 'ledger_missing']);
		expect(preflight.code).toBe(10);
		expect(preflight.stdout).toMatch(/^CHECK +EXPECTED +ACTUAL +VERDICT\nis_production +true +true +ok\n/);
		expect(preflight.stdout).toMatch(/gate_ratified +– +– +FAILS/);
		expect(preflight.stdout.trimEnd()).toMatch(/\nBLOCKED$/);
		expect(await fingerprint(host.db, ASIDE)).toBe(before);
	});

	it('rehearses with a shut gate, says so, and changes nothing but the ledger', async () => {
		await host.resident.run('rehearse', '--through', '1');
		const before = await fingerprint(host.db, ASIDE);
		const answer = await host.resident.run('rehearse');
		expect(answer.code).toBe(0);
		expect(answer.stdout).toContain('The gate is shut: an apply would be refused now.');
		expect(answer.stdout).toMatch(/v_object_owner_gap +210 +0/);
		expect(answer.stderr).toMatch(/^tier 1 structure · precondition \(3\)$/m);
		expect(answer.stderr).toMatch(/^tier 4 containment · change \(6\)$/m);
		const [run] = json<Run[]>(await host.resident.run('runs', '--json'));
		expect(run).toMatchObject({ action: 'rehearse', status: 'passed', requested_by: expect.stringMatching(/^cli:./) });
		expect(await fingerprint(host.db, ASIDE)).toBe(before);
	});

	it('refuses to apply: without a confirmation where nobody can be asked, and while the gate is shut', async () => {
		const unasked = await host.resident.run('apply', '--ratified-apr', CODE);
		expect(unasked).toMatchObject({ code: 1, stdout: '' });
		expect(unasked.stderr).toContain('repeat it with --yes. Nothing was changed.');
		const shut = await host.resident.run('apply', '--ratified-apr', CODE, '--yes');
		expect(shut).toMatchObject({ code: 10, stdout: '' });
		expect(shut.stderr).toMatch(/^AXIS_GATE_CLOSED: Applying tier 1 was refused: the gate is shut\. Nothing was changed\./m);
		expect(shut.stderr).not.toMatch(/^ {4}at /m);
	});

	it('applies all, verifies, scans and lists the runs', async () => {
		await host.db('os_proposal_approvals').insert({ organization: 'Council' });
		expect(await host.resident.run('gate')).toEqual({ code: 0, stdout: 'READY\n', stderr: '' });
		const through = await host.run('apply', '--through', '2', '--ratified-apr', CODE, '--yes', '--json');
		expect(through.code).toBe(0);
		expect(json<RunAnswer>(through).tiers.map((tier) => tier.tier)).toEqual([1, 2]);
		const rest = await host.resident.run('apply', '--ratified-apr', CODE, '--yes');
		expect(rest.code).toBe(0);
		expect(rest.stdout).toMatch(/^ +6 +scanner-baseline +passed +/m);
		expect(rest.stdout).toMatch(/^Run [0-9a-f-]{36}: apply passed, committed\.$/m);

		const [verify, plan, start] = await Promise.all([
			host.resident.run('verify', '--json'),
			host.resident.run('plan', '--json'),
			host.resident.run('preflight'),
		]);
		expect(start).toMatchObject({
			code: 10,
			stdout: expect.stringContaining('Every tier is applied: there is nothing left to start'),
		});
		expect(start.stdout).not.toContain('ratification:');
		expect(verify.code).toBe(0);
		expect(json<Verification>(verify).status).toBe('PASS');
		expect(json<Plan>(plan).tiers.every((tier) => tier.state === 'applied')).toBe(true);
		expect(json(await host.resident.run('scan', '--json'))).toMatchObject({ new: 0, resolved: 0, open: 38, critical: 0 });
		expect(await host.resident.run('check', '--min-percent', '83', '--no-new-gaps', '--since', '1', '--axis', 'topic')).toEqual({
			code: 0,
			stdout: 'PASS: topic: 83.3 %, at least 83 %; topic: 0 new gaps, none allowed\n',
			stderr: '',
		});
		const worse = await host.resident.run('check', '--max-gap', '0', '--junit');
		expect(worse).toMatchObject({ code: 10, stdout: expect.stringMatching(/^<\?xml .*tests="3" failures="1"/s) });
		const owners = await host.db('axis_object_ownership').distinct('created_by').pluck('created_by');
		expect(owners).toEqual([expect.stringMatching(/^cli:./)]);

		const [run] = json<Run[]>(await host.resident.run('runs', '--limit', '1', '--json'));
		const [known, unknown] = await Promise.all([
			host.resident.run('runs', run?.id ?? '', '--json'),
			host.resident.run('runs', 'nonsense'),
		]);
		expect(json<Run>(known)).toMatchObject({ id: run?.id, ratified_apr: CODE });
		expect(unknown).toMatchObject({ code: 10, stderr: expect.stringMatching(/^AXIS_UNKNOWN_RUN: /) });
	});

	it('tells what a repair would change, does it, takes it back, and accepts and takes back numbers', async () => {
		await host
			.db('axis_assignment')
			.where({ object_ref: 'agents', axis_code: 'containment' })
			.update({ object_ref: 'no_such_object' });
		const [told, unreasoned, wrong, unasked, moved] = await Promise.all([
			host.resident.run('repair', '--json'),
			host.resident.run('repair', 'gone', '--yes'),
			host.resident.run('repair', 'everything', '--reason', 'why', '--yes'),
			host.resident.run('baseline', '--reason', 'why'),
			host.resident.run('source', 'os_proposal_approvals', '--reason', 'As before', '--yes'),
		]);
		expect(moved).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/From os_proposal_approvals {} to os_proposal_approvals {}: approvals \d, gate READY\./),
		});
		expect(json<Repair[]>(told).map(({ kind, rows_to_end }) => [kind, rows_to_end])).toEqual([
			['containment', 0],
			['gone', 1],
			['stranded', 0],
		]);
		expect(unreasoned).toMatchObject({ code: 1, stderr: expect.stringContaining("option '--reason' is needed") });
		expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("there is no repair 'everything'") });
		expect(unasked).toMatchObject({ code: 1, stderr: expect.stringContaining('repeat it with --yes. Nothing was changed.') });
		const done = json<RepairAnswer>(await host.resident.run('repair', 'gone', '--reason', 'It is gone', '--yes', '--json'));
		expect(done).toMatchObject({ kind: 'gone', rows_ended: 1, run: { requested_by: expect.stringMatching(/^cli:./) } });
		const back = await host.resident.run('repair', '--undo', done.run.id, '--reason', 'It is back', '--yes');
		expect(back.stdout).toContain('rows put back 1, rows deleted 0');
		await host.db('axis_assignment').where({ object_ref: 'no_such_object' }).update({ object_ref: 'agents' });

		const accepted = await host.resident.run('baseline', '--reason', 'As it is', '--yes');
		const id = /\(run ([0-9a-f-]{36})\): As it is$/m.exec(accepted.stdout)?.[1] ?? '';
		const undone = await host.resident.run('baseline', '--undo', id, '--reason', 'Too early', '--yes');
		expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('The numbers of the rollout hold.') });
	});

	describeActs(() => host);

	it('lists findings, says what acknowledging them would do, does it, and takes it back', async () => {
		const [id = ''] = await host.db('governance_drift_state').where({ detector_code: 'low_confidence_assignment' }).pluck('id');
		const asked = ['finding', 'acknowledge', id, '--until', '2999-12-31', '--reason', 'known'];
		const [dry, unasked, unknown, undated] = await Promise.all([
			host.resident.run(...asked, '--dry-run'),
			host.resident.run(...asked),
			host.resident.run('finding', 'revoke', id, '--reason', 'known', '--yes'),
			host.resident.run('finding', 'acknowledge', id, '--reason', 'known', '--yes'),
		]);
		const counted = 'Changed: 1, kept: 0. Open and not acknowledged: 38 before, 37 after.';
		expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining(counted) });
		expect(dry.stdout).toContain('Nothing was changed.');
		expect(unasked.stderr).toContain('--yes');
		expect(unknown).toMatchObject({ code: 10, stderr: expect.stringMatching(/^AXIS_FINDINGS_REFUSED: .*nobody acknowledged/) });
		expect(undated).toMatchObject({ code: 1, stderr: expect.stringContaining('until') });

		const made = await host.resident.run(...asked, '--yes');
		expect(made.stdout).toContain(counted);
		const [listed, csv] = await Promise.all([
			host.resident.run('finding', 'list', '--acknowledged', 'yes'),
			host.resident.run('finding', 'list', '--csv', '--state', 'open'),
		]);
		expect(listed.stdout).toMatch(/until 2999-12-31 by cli:\S+: known +[0-9a-f-]{36}\s+1 of 1 findings\.$/m);
		const lines = csv.stdout.trimEnd().split('\r\n');
		expect([lines.length, lines[0]]).toEqual([39, expect.stringMatching(/^drift_id,.*,acknowledged,acknowledgement_lapsed$/)]);
		const revoked = await host.resident.run('finding', 'revoke', id, '--reason', 'it matters', '--yes');
		for (const { stdout } of [revoked, made]) {
			const batch = /To take it back: directus axis owner undo ([0-9a-f-]{36})$/m.exec(stdout)?.[1] ?? '';
			expect((await host.resident.run('owner', 'undo', batch, '--yes')).code).toBe(0);
		}
	});

	it('shows where a goal would begin, sets it after a confirmation, lists it, and says what takes it back', async () => {
		const set = ['goal', 'set', '--axis', 'containment', '--percent', '99.5', '--by', '2999-12-31', '--reason', 'asked for'];
		const dry = await host.resident.run(...set, '--dry-run');
		expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing was changed.') });
		expect((await host.resident.run('goal', 'list')).stdout).toBe('No goal stands.\n');
		expect((await host.resident.run(...set)).stderr).toContain('--yes');
		const made = await host.resident.run(...set, '--yes');
		const [goal] = json<Goal[]>(await host.resident.run('goal', 'list', '--axis', 'containment', '--json'));
		expect(goal).toMatchObject({ percent: 99.5, due_on: '2999-12-31', created_by: expect.stringMatching(/^cli:./) });
		const end = await host.resident.run('goal', 'end', goal?.id ?? '', '--reason', 'reached', '--dry-run');
		expect(end).toMatchObject({ code: 0, stdout: expect.stringContaining('This goal would end.') });
		const id = /To take it back: directus axis owner undo ([0-9a-f-]{36})$/m.exec(made.stdout)?.[1] ?? '';
		expect(await host.resident.run('owner', 'undo', id, '--yes')).toMatchObject({ code: 0 });
	});

	it('exports the model as a profile, which says the same as the database, and takes no file that is none', async () => {
		const file = join(host.workDir, 'model.json');
		const [printed, written] = await Promise.all([
			host.resident.run('profile', 'export', '--tags', '--owners'),
			host.resident.run('profile', 'export', '--tags', '--owners', '--out', file),
		]);
		expect(written).toEqual({ code: 0, stdout: `${file}\n`, stderr: '' });
		expect(await readFile(file, 'utf8')).toBe(printed.stdout);
		const [same, missing, taken] = await Promise.all([
			host.resident.run('profile', 'diff', file, '--tags', '--owners', '--json'),
			host.resident.run('profile', 'diff', `${file}.none`),
			host.resident.run('profile', 'export', '--out', file),
		]);
		expect(same.code).toBe(0);
		expect(json(same)).toEqual({ equal: true, differences: [], left_out: [] });
		expect(missing).toMatchObject({
			code: 1,
			stdout: '',
			stderr: expect.stringMatching(/^error: AXIS_INVALID_PROFILE: .*Correct it, or name another\./m),
		});
		expect(taken).toMatchObject({ code: 1, stderr: expect.stringContaining('exists. Nothing was written.') });
	});

	it('exits with 10 when a check fails and when a tier is applied already', async () => {
		await host.db('axis_registry').where({ axis_code: 'topic' }).update({ status: 'deprecated' });
		const [verify, diff] = await Promise.all([host.resident.run('verify'), host.resident.run('profile', 'diff')]);
		expect(verify.code).toBe(10);
		expect(verify.stdout).toMatch(/active_axes +3 +2 +FAILS/);
		expect(diff).toEqual({
			code: 10,
			stdout: expect.stringMatching(/^topic: \{.*\} in the profile, – in the database\n$/),
			stderr: '',
		});
		await host.db('axis_registry').where({ axis_code: 'topic' }).update({ status: 'active' });
		// Tier 2 records no code, so none is asked for.
		const again = await host.resident.run('apply', '--tier', '2', '--yes');
		expect(again).toMatchObject({ code: 10, stdout: '', stderr: expect.stringContaining('AXIS_ALREADY_APPLIED: ') });
	});

	it('rolls back: refused where people changed rows, with force, and in full to the entry fingerprint', async () => {
		expect((await host.resident.run('rollback', '--tier', '6', '--yes')).code).toBe(0);
		const refused = await host.resident.run('rollback', '--yes');
		expect(refused).toMatchObject({ code: 10, stderr: expect.stringContaining('AXIS_PRECONDITION: ') });
		const forced = await host.resident.run('rollback', '--to', '1', '--force', '--yes');
		expect(forced.code).toBe(0);
		expect(forced.stdout).toContain('Deleted rows of others:');
		const rest = await host.resident.run('rollback', '--yes');
		expect(rest.stdout).toContain('Fingerprint equal to the one before the first tier');
		expect(await host.resident.run('rollback', '--yes')).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('There was nothing to do.'),
		});
	});
});
