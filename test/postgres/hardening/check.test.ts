/** The check tells what no script can mend, and the scripts do what they say through psql too. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyTier } from '../../../src/rollout/apply';
import { hardeningScript, readHardening, readPlace } from '../../../src/harden/harden';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { PSQL, runPsql, SKIPPED } from '../packet/psql';
import { ratify } from '../support/database';
import { REQUEST } from '../support/states';
import { createDeployment, ownership, type Deployment } from './roles';

const nothing = () => Promise.resolve();

let deployment: Deployment;
beforeEach(async () => {
	deployment = await createDeployment();
});
afterEach(() => deployment.drop());

it('membership, a superuser, an owner of database or schema, and CREATEROLE are told', async () => {
	const { admin, database, directus, names } = deployment;
	await setUpLedger(directus, nothing);
	await ratify(admin);
	await applyTier(deployment.asDirectus(), REQUEST, '1');
	await deployment.harden();
	const host = `"${names.host}"`;
	const owner = `"${names.owner.replaceAll('"', '""')}"`;
	const failing = async () =>
		(await readHardening(directus, names))?.claims
			.filter((claim) => !claim.holds && claim.kind === 'claim')
			.map(({ claim }) => claim);
	const cases: [string, string, string][] = [
		[
			`grant "${names.owner.replaceAll('"', '""')}" to ${host}`,
			`revoke "${names.owner.replaceAll('"', '""')}" from ${host}`,
			'no member',
		],
		[`alter database ${database.name} owner to ${host}`, `alter database ${database.name} owner to postgres`, 'own the database'],
		[`alter schema public owner to ${host}`, `alter schema public owner to pg_database_owner`, 'own its schema'],
		[`alter role ${host} superuser`, `alter role ${host} nosuperuser`, 'no superuser'],
		[
			`grant set on parameter session_replication_role to ${host}`,
			`revoke set on parameter session_replication_role from ${host}`,
			'session_replication_role',
		],
		[`grant truncate on axis_value to ${host}`, `revoke truncate on axis_value from ${host}`, 'truncate'],
		[`revoke select on axis_value from ${host}`, `grant select on axis_value to ${host}`, 'do its work'],
		[
			'alter table axis_value disable trigger axis_guard_write',
			'alter table axis_value enable always trigger axis_guard_write',
			'guard is there and enabled',
		],
		[
			'alter table axis_rollout_run enable trigger axis_ledger_chain',
			'alter table axis_rollout_run enable always trigger axis_ledger_chain',
			'guard is there and enabled',
		],
		[
			`grant temporary on database ${database.name} to public`,
			`revoke temporary on database ${database.name} from public`,
			'temporary',
		],
		[
			`revoke connect on database ${database.name} from public, ${owner}; grant connect on database ${database.name} to ${host}`,
			`grant connect on database ${database.name} to public, ${owner}; revoke connect on database ${database.name} from ${host}`,
			'The owner role can do its work',
		],
		[
			`create function back_door(text) returns void language plpgsql security definer as 'begin execute $1; end'; alter function back_door(text) owner to ${owner}`,
			'drop function back_door(text)',
			'No function but the guard',
		],
		['create table more_owners () inherits (axis_object_ownership)', 'drop table more_owners', 'No table inherits'],
	];
	for (const [make, mend, told] of cases) {
		await admin.raw(make);
		expect((await failing())?.join('; '), make).toContain(told);
		await admin.raw(mend);
		expect(await failing(), mend).toEqual([]);
	}
});

it.skipIf(PSQL === null)(`psql runs both scripts as they are printed${SKIPPED}`, async () => {
	const { admin, database, directus, names } = deployment;
	const folder = await mkdtemp(join(tmpdir(), 'axis-coverage-harden-'));
	try {
		await setUpLedger(directus, nothing);
		const before = await ownership(admin);
		const roles = { ...(await readPlace(directus)), owner: names.owner };
		for (const undo of [false, true]) {
			await writeFile(join(folder, 'script.sql'), hardeningScript(roles, undo));
			const { status, stderr } = runPsql(['-X', '-v', 'ON_ERROR_STOP=1', '-d', database.url, '-f', 'script.sql'], folder);
			expect([status, stderr]).toEqual([0, '']);
			expect((await readHardening(directus, names))?.status).toBe(undo ? 'OPEN' : 'HARDENED');
		}
		expect(await ownership(admin)).toEqual(before);
	} finally {
		await rm(folder, { recursive: true });
	}
});

it('names that are no names, and a name that ends a literal, do no harm', () => {
	const roles = { owner: `o'; drop table x; --`, host: 'h$&"', schema: 'public', source: 'os_proposal_approvals' };
	const sql = hardeningScript(roles, false);
	expect(sql).toContain(`set local axis.owner_role = 'o''; drop table x; --';`);
	expect(sql).toContain(`set local axis.host_role = 'h$&"';`);
	expect(() => hardeningScript({ ...roles, owner: 'a\0b' }, false)).toThrow(TypeError);
});

it('where Directus’ role owns part of the base model, the verdict says so', async () => {
	const { admin, directus, names } = deployment;
	await setUpLedger(directus, nothing);
	await deployment.harden();
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED', but: null });
	await admin.raw(`create table of_the_project (id integer); alter table of_the_project owner to "${names.host}"`);
	await deployment.harden();
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED', but: null });
	await admin.raw(`alter table os_proposal_approvals owner to "${names.host}"`);
	expect(await readHardening(directus, names)).toMatchObject({
		status: 'HARDENED',
		but: expect.stringContaining('owns parts of the base model (1 of 25'),
	});
});
