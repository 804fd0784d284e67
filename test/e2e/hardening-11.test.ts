/** The owner's connection on Directus 11: tiers, verification and rollback of a database that was hardened before the first start. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunAnswer, Verification } from '../../src/contract';
import { hardeningScript } from '../../src/harden/harden';
import { apiOf, verdict, type Api } from './support/api';
import { startMajor, type MajorHost } from './support/majors';
import { openDatabase } from './support/postgres';
import { ratify } from './support/rollout';

const HOST = 'directus_restricted_11';
const OWNER = 'axis_owner_11';
const CODE = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };

const login = (url: string, role: string) => url.replace(/\/\/[^@]*@/, `//${role}@`);

async function harden(url: string): Promise<Record<string, string>> {
	const db = openDatabase(url);
	try {
		await db.raw(`
			create role ${HOST} login;
			grant usage, create on schema public to ${HOST};
			grant all on all tables in schema public to ${HOST};
			grant all on all sequences in schema public to ${HOST};`);
		await db.raw(hardeningScript({ owner: OWNER, host: HOST, schema: 'public', source: 'os_proposal_approvals' }, false));
		await db.raw(`alter role ${OWNER} login`);
	} finally {
		await db.destroy();
	}
	return { DB_CONNECTION_STRING: login(url, HOST), AXIS_OWNER_DATABASE_URL: login(url, OWNER) };
}

describe('a hardened Directus 11', () => {
	let host: MajorHost;
	let admin: Api;

	beforeAll(async () => {
		host = await startMajor(11, { prepare: harden });
		admin = await apiOf('admin', host.url);
	});
	afterAll(() => host.stop());

	it('the owner’s pool made the ledger and applies; verify passes; rollback brings the fingerprint back', async () => {
		const owners = async () =>
			(
				await host.db.raw(
					`select tableowner as owner from pg_tables where tablename in ('axis_rollout_run', 'axis_value') order by tablename`,
				)
			).rows;
		expect(await owners()).toEqual([{ owner: OWNER }]);
		await ratify(admin);
		const applied = await admin.send<RunAnswer>('POST', '/axis/apply', CODE);
		expect([verdict(applied), applied.data?.run.status]).toEqual(['200', 'passed']);
		expect(await owners()).toEqual([{ owner: OWNER }, { owner: OWNER }]);
		expect((await admin.get<Verification>('/axis/verify')).data.status).toBe('PASS');
		expect((await admin.send<{ open: number }>('POST', '/axis/scan', {})).data.open).toBe(38);
		const back = await admin.send<RunAnswer>('POST', '/axis/rollback', {});
		expect([verdict(back), back.data?.fingerprint?.equal]).toEqual(['200', true]);
	});
});
