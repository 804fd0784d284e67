/** A Directus whose database role owns nothing of the axis: with the owner's connection the whole rollout over HTTP, without it a way out. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { AxisCoverage, Preflight, RunAnswer, Verification } from '../../src/contract';
import { runAxis } from './cli/directus';
import { apiOf, verdict, type Api } from './support/api';
import { createFurtherDatabase, type FurtherDatabase, type FurtherHost } from './support/further-host';
import { everydayWork, PLANT, relateWithSql } from './support/hardened';
import { writeProfile } from './support/majors';
import { databaseUrl, openDatabase } from './support/postgres';
import { fingerprint, ratify, shutGate } from './support/rollout';

const NAME = 'hardened';
const HOST = 'directus_restricted';
const OWNER = 'axis_owner';
const CODE = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };

const login = (url: string, role: string) => url.replace(/\/\/[^@]*@/, `//${role}@`);

describe('a Directus whose role does not own the axis objects', { timeout: 300_000 }, () => {
	let database: FurtherDatabase;
	let restricted: Knex;
	let env: Record<string, string>;
	let ownerUrl: string;
	let host: FurtherHost;
	let admin: Api;

	const start = async (more: Record<string, string> = {}) => {
		await host?.stop();
		host = await database.start({ ...env, ...more });
		admin = await apiOf('admin', host.url);
	};

	beforeAll(async () => {
		database = await createFurtherDatabase(NAME);
		await database.db.raw(`
			create role ${HOST} login;
			grant create on database ${NAME} to ${HOST};
			grant usage, create on schema public to ${HOST};
			grant all on all tables in schema public to ${HOST};
			grant all on all sequences in schema public to ${HOST};
			grant pg_read_all_stats to ${HOST};`);
		ownerUrl = login(database.url, `${OWNER}:secret-word`);
		restricted = openDatabase(login(database.url, HOST));
		env = { DB_CONNECTION_STRING: login(database.url, HOST), AXIS_PROFILE: await writeProfile(NAME) };
		await start();
	});
	afterAll(async () => {
		await restricted.destroy();
		await database.drop();
	});

	it('the command line says what does not hold, writes the SQL to a new file, and says that it holds once a DBA has run it', async () => {
		const before = await runAxis(host.workDir, 'harden', '--json');
		expect(before.code).toBe(10);
		expect(JSON.parse(before.stdout)).toMatchObject({ status: 'OPEN', owner: OWNER, role: HOST });
		const printed = await runAxis(host.workDir, 'harden', '--print');
		expect(printed.code).toBe(0);
		const written = await runAxis(host.workDir, 'harden', '--out', 'harden.sql');
		expect([written.code, written.stdout.trim().split('\n').at(-1)]).toEqual([0, join(host.workDir, 'harden.sql')]);
		const sql = await readFile(join(host.workDir, 'harden.sql'), 'utf8');
		expect(printed.stdout).toContain(sql.trimEnd());
		await database.db.raw(sql);
		await database.db.raw(`alter role ${OWNER} login password 'secret-word'`);
		const after = await runAxis(host.workDir, 'harden');
		expect(after.stdout).toMatch(/\nHARDENED: owner axis_owner, Directus' role directus_restricted\.\n$/);
		expect(after.code).toBe(0);
	});

	it('without the owner’s connection tier 1 is refused with the way out, and nothing changes', async () => {
		await start();
		expect(host.output()).not.toMatch(/not set up|not brought up/);
		await ratify(admin);
		const before = await fingerprint(database.db);
		const answer = await admin.send('POST', '/axis/apply/1', {});
		expect(verdict(answer)).toBe('409 AXIS_PRECONDITION');
		expect(answer.errors?.[0]?.message).toMatch(/AXIS_OWNER_DATABASE_URL.*directus axis packet/s);
		expect(verdict(await admin.send('POST', '/axis/plan/seal', CODE))).toBe('409 AXIS_PRECONDITION');
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('an owner’s connection to another database is refused by its name, and the password is nowhere', async () => {
		await start({ AXIS_OWNER_DATABASE_URL: databaseUrl(ownerUrl, 'directus') });
		for (const path of ['/axis/apply/1', '/axis/rehearse', '/axis/rollback']) {
			const answer = await admin.send('POST', path, {});
			expect(verdict(answer)).toBe('409 AXIS_WRONG_DATABASE');
			expect(answer.text).toContain('directus');
			expect(answer.text).not.toContain('secret-word');
		}
		expect(host.output()).toContain('AXIS_OWNER_DATABASE_URL leads to');
		expect(host.output()).not.toContain('secret-word');
		expect((await admin.get('/axis/plan')).status).toBe(200);
		const { blockers } = (await admin.get<Preflight>('/axis/preflight')).data;
		expect(blockers.map(({ code }) => code)).toContain('owner_unusable');
		expect(JSON.stringify(blockers)).not.toContain('secret-word');
	});

	it('with it the whole rollout runs over HTTP, also where signatures of the operator do not count', async () => {
		const { default: oneRoof } = await import('../../profiles/one-roof.json');
		const ratification = { ...oneRoof.ratification, not_by_operator: true };
		await start({ AXIS_OWNER_DATABASE_URL: ownerUrl, AXIS_PROFILE: await writeProfile(NAME, { ratification }) });
		expect(host.output()).not.toMatch(/not set up|not brought up/);
		const own = await admin.send('POST', '/axis/apply/1', CODE);
		expect(verdict(own)).toBe('423 AXIS_GATE_CLOSED');
		expect(own.text).not.toContain('cannot be read');

		await writeProfile(NAME);
		await start({ AXIS_OWNER_DATABASE_URL: ownerUrl });
		expect((await admin.send<RunAnswer>('POST', '/axis/rehearse', {})).data.run.status).toBe('passed');
		const seal = await admin.send<{ token: string }>('POST', '/axis/plan/seal', CODE);
		const answer = await admin.send<RunAnswer>('POST', '/axis/apply', { ...CODE, seal: seal.data.token });
		expect([answer.status, answer.data.run.status]).toEqual([200, 'passed']);
		expect((await admin.get<Verification>('/axis/verify')).data.status).toBe('PASS');
		const { rows } = await database.db.raw(
			`select distinct pg_get_userbyid(tgowner.relowner) as owner from pg_trigger join pg_class as tgowner on tgowner.oid = tgrelid where tgname = 'axis_guard_write'`,
		);
		expect(rows).toEqual([{ owner: OWNER }]);
	});

	it('Directus reads and writes items as itself, scans as the owner, the gate still judges, and it cannot take the guard away', async () => {
		expect((await admin.get<AxisCoverage[]>('/axis/coverage')).data).toHaveLength(3);
		expect((await admin.send<{ open: number }>('POST', '/axis/scan', {})).data.open).toBe(38);
		const [row] = await database.db('axis_registry').where({ axis_code: 'responsibility' });
		const rename = () => admin.send('PATCH', `/items/axis_registry/${row.id}`, { axis_name: row.axis_name });
		expect((await rename()).status).toBe(200);
		const approvals = await database.db('os_proposal_approvals').select();
		await shutGate(database.db);
		expect(verdict(await rename())).toBe('423 AXIS_GATE_CLOSED');
		await database.db('os_proposal_approvals').insert(approvals);
		await expect(restricted.raw('alter table axis_registry disable trigger axis_guard_write')).rejects.toMatchObject({
			code: '42501',
		});
		await expect(restricted.raw('drop table axis_registry cascade')).rejects.toMatchObject({ code: '42501' });
	});

	it('Directus works without the right to temporary tables: collections, fields, items, revisions, imports, reports', async () => {
		await expect(restricted.raw('create temporary table mine ()')).rejects.toMatchObject({ code: '42501' });
		expect(await everydayWork(admin)).toEqual(['200', '200', '200', '200', '200', '200', '200', '200', '200', '204']);
	});

	it('nobody becomes the owner over HTTP: no SQL runs by a relation, and what stands in for PostgreSQL’s own is not run', async () => {
		expect(await relateWithSql(admin, PLANT)).toEqual(['200', '400 AXIS_UNSAFE_SCHEMA', '204']);
		expect(await database.db('pg_proc').where({ proname: 'convert_to' })).toHaveLength(1);

		// Who has Directus' password plants it all the same: before a run, and while the run waits for the ledger.
		const rehearse = () => admin.send<RunAnswer>('POST', '/axis/rehearse', {});
		const ran = async () => (await database.db.raw('select is_called from planted_ran')).rows[0].is_called;
		await restricted.raw('create sequence planted_ran; grant all on planted_ran to public');
		await restricted.raw(PLANT);
		expect(verdict(await rehearse())).toBe('503 AXIS_OWNER_UNUSABLE');
		await restricted.raw('drop function public.convert_to(text, text)');
		const waited = await restricted.transaction(async (trx) => {
			await trx.raw('lock table axis_rollout_run in share row exclusive mode');
			const answer = rehearse();
			const waiting = async () => (await database.db('pg_locks').where({ granted: false })).length;
			await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0);
			await trx.raw(PLANT);
			return { answer };
		});
		expect(verdict(await waited.answer)).toBe('503 AXIS_OWNER_UNUSABLE');
		expect(await ran()).toBe(false);
		await restricted.raw(`select public.convert_to('a'::text, 'UTF8'::text)`);
		expect(await ran(), 'it would have told').toBe(true);
		await restricted.raw('drop function public.convert_to(text, text); drop sequence planted_ran');
		expect((await rehearse()).data.run.status).toBe('passed');
	});

	it('merging a value takes its waiver along, and the undo brings it back: both run as the owner', async () => {
		const cell = { object_type: 'collection', object_ref: 'iu_staging_record', value_code: 'ai-ops' };
		const waiver = { axis_code: 'topic', cells: [cell], reason: 'is being rebuilt', approved_by: 'Ada' };
		const until = new Date(Date.now() + 86_400_000).toISOString();
		expect(verdict(await admin.send('POST', '/axis/waivers', { ...waiver, expires_at: until }))).toBe('200');
		const what = {
			kind: 'value',
			code: 'ai-ops',
			axis_code: 'topic',
			to: 'deprecated',
			merge_into: 'workflow',
			reason: 'one word',
		};
		const preview = await admin.send('POST', '/axis/model/changes/preview', what);
		const made = await admin.send<{ run: { id: string } }>('POST', '/axis/model/changes', { ...what, ...CODE });
		for (const answer of [preview, made]) {
			expect([answer.status, answer.data]).toMatchObject([200, { rows: { waivers_retargeted: 1 } }]);
		}
		const undone = await admin.send('POST', `/axis/model/changes/${made.data.run.id}/undo`, { ...CODE, reason: 'two words' });
		expect(verdict(undone)).toBe('200');
		expect(await database.db('axis_internal.waiver').select('value_code')).toEqual([{ value_code: 'ai-ops' }]);
	});

	it('rolls back over HTTP to an equal fingerprint', async () => {
		const answer = await admin.send<RunAnswer>('POST', '/axis/rollback', { force: true });
		expect([answer.status, answer.data.fingerprint?.equal]).toEqual([200, true]);
		const runs = await admin.get('/axis/runs/chain');
		expect(runs.data).toMatchObject({ status: 'PASS' });
		expect(host.output()).not.toContain('secret-word');
	});

	it('the command line applies and rolls back as the owner too', async () => {
		const applied = await runAxis(host.workDir, 'apply', '--tier', '1', '--ratified-apr', CODE.ratified_apr, '--yes');
		expect([applied.code, applied.stderr]).toEqual([0, expect.not.stringContaining('secret-word')]);
		const back = await runAxis(host.workDir, 'rollback', '--yes');
		expect(back.code).toBe(0);
		expect(back.stdout).toContain('Fingerprint equal');
	});

	it('leaves no connection of the owner behind', async () => {
		await expect
			.poll(
				async () =>
					(await database.db.raw(`select count(*)::integer as open from pg_stat_activity where usename = '${OWNER}'`)).rows,
				{ timeout: 30_000, interval: 1000 },
			)
			.toEqual([{ open: 0 }]);
	});
});
