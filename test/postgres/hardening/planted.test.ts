/** A function that Directus' role puts in place of one of PostgreSQL's: it never runs as the owner in what is ours, and stops what could run it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createOwnerDatabase, type OwnerDatabase } from '../../../src/db/owner-database';
import { applyTier } from '../../../src/rollout/apply';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { readRun } from '../../../src/run/ledger-read';
import { readPreflight } from '../../../src/rollout/preflight';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackTier } from '../../../src/rollout/rollback';
import { PSQL, SKIPPED, writeTestPacket } from '../packet/psql';
import { contextFor, ratify, testProfile } from '../support/database';
import { until } from '../support/sessions';
import { REQUEST } from '../support/states';
import { createDeployment, type Deployment } from './roles';

/** As the attacker's: it does its work as the owner, and answers what PostgreSQL's own does. */
const PLANT = `create function public.convert_to(text, text) returns bytea language plpgsql as $$ begin
	if current_user like 'Axis%' then
		execute 'alter table public.axis_value disable trigger user';
		execute 'create or replace function public.back_door(text) returns void language plpgsql security definer as $body$ begin execute $1; end $body$';
	end if;
	return pg_catalog.convert_to($1, $2::name); end $$`;
const PULL = 'drop function if exists public.convert_to(text, text)';

let deployment: Deployment;
let owner: OwnerDatabase;
beforeAll(async () => {
	deployment = await createDeployment();
	const { admin, database, directus, names } = deployment;
	await setUpLedger(directus, async () => {});
	await deployment.harden();
	await ratify(admin);
	for (const tier of ['1', '2']) await applyTier(deployment.asOwner(), REQUEST, tier);
	const url = database.url.replace('postgres@', `${encodeURIComponent(names.owner)}@`);
	owner = createOwnerDatabase(directus, () => url);
});
afterEach(() => deployment.directus.raw(PULL));
afterAll(async () => {
	await owner.close();
	await deployment.drop();
});

/** What the attack is after: guards switched off, a function that has the owner's rights. */
async function taken(): Promise<unknown> {
	const { rows } = await deployment.admin.raw(`select
		(select count(*)::integer from pg_trigger where tgrelid = 'axis_value'::regclass and tgname like 'axis_guard%' and tgenabled <> 'A') as disabled,
		to_regproc('public.back_door') is not null as back_door`);
	return rows[0];
}
const NOTHING = { disabled: 0, back_door: false };

it('made while a run of the owner waits for the ledger, it stops the run, which is recorded, and never ran', async () => {
	const { database, directus } = deployment;
	const db = await owner.open();
	const attacker = await directus.transaction();
	await attacker.raw('lock table axis_rollout_run in share row exclusive mode');
	const rehearsal = rehearse(contextFor(database, { db }), REQUEST, null).then(
		() => null,
		(error: unknown) => error,
	);
	await until(directus, `select 1 from pg_locks where relation = 'axis_rollout_run'::regclass and not granted`);
	await attacker.raw(PLANT);
	await attacker.commit();
	expect(await rehearsal).toMatchObject({
		code: 'AXIS_OWNER_UNUSABLE',
		message: expect.stringContaining('convert_to(text,text)'),
	});
	expect(await taken()).toEqual(NOTHING);
	const last = await directus('axis_rollout_run').orderBy('run_no', 'desc').first('id');
	expect(await readRun(directus, String(last?.id))).toMatchObject({
		action: 'rehearse',
		status: 'refused',
		error: { code: 'AXIS_OWNER_UNUSABLE' },
	});
	await expect(owner.open()).rejects.toMatchObject({ code: 'AXIS_OWNER_UNUSABLE' });
});

it('made after the look at the owner’s connection, it stops a report that is read there', async () => {
	const { database, directus } = deployment;
	const context = contextFor(database, { db: await owner.open() });
	expect((await readPreflight(context)).status).toBe('BLOCKED');
	await directus.raw(PLANT);
	await expect(readPreflight(context)).rejects.toMatchObject({ code: 'AXIS_OWNER_UNUSABLE' });
});

it('made while the work of a run is under way, it is found before COMMIT, and nothing stays', async () => {
	const { database, directus } = deployment;
	const db = await owner.open();
	const observe = async (step: { section: string }) => {
		if (step.section === 'postcondition') await directus.raw(PULL).then(() => directus.raw(PLANT));
	};
	const refused = applyTier(contextFor(database, { db, observe }), REQUEST, '3');
	await expect(refused).rejects.toMatchObject({ code: 'AXIS_OWNER_UNUSABLE' });
	expect(await taken()).toEqual(NOTHING);
	expect(await directus('governance_object_ownership').count('* as rows').first()).toEqual({ rows: '0' });
});

it('a row policy on Directus’ users and activity runs as Directus where a tier asks who signed, not as the owner', async () => {
	const { admin, database, directus } = deployment;
	const [operator, other] = ['7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c11', '7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c12'];
	await directus.raw(`create table directus_users (id uuid, email text);
		create table directus_activity (item text, collection text, action text, "user" uuid);
		insert into directus_users values ('${operator}', 'ada@example.com')`);
	await deployment.harden();
	const [approval] = (await admin.raw('select id::text from os_proposal_approvals')).rows;
	await directus('directus_activity').insert({
		item: approval.id,
		collection: 'os_proposal_approvals',
		action: 'create',
		user: other,
	});
	await directus.raw(`create function looks() returns boolean language plpgsql as $$ begin
			if current_user like 'Axis%' then execute 'alter table public.axis_value disable trigger user'; end if;
			return true; end $$;
		alter table directus_users enable row level security, force row level security;
		alter table directus_activity enable row level security, force row level security;
		create policy looked_at on directus_users using (looks());
		create policy looked_at on directus_activity using (looks())`);
	const loaded = testProfile(database.name, (profile) => (profile.ratification = { not_by_operator: true }));
	const context = contextFor(database, { db: await owner.open(), loaded });
	await applyTier(context, { ...REQUEST, operator }, '3');
	expect(await taken()).toEqual(NOTHING);
	await rollbackTier(context, REQUEST, '3');
});

it.skipIf(PSQL === null)(`the packet does not start while it stands, and says what it found${SKIPPED}`, async () => {
	const { database, directus, names } = deployment;
	const packet = await writeTestPacket(testProfile(database.name));
	try {
		await directus.raw(PLANT);
		const url = database.url.replace('postgres@', `${encodeURIComponent(names.owner)}@`);
		const { status, stderr } = packet.run({ url }, 'per_tier_rollback.sql', { tier: 2 });
		expect([status, stderr]).toEqual([3, expect.stringContaining('AXIS_OWNER_UNUSABLE: convert_to(text,text)')]);
		expect(await taken()).toEqual(NOTHING);
		await directus.raw(PULL);
		expect(packet.run({ url }, 'per_tier_rollback.sql', { tier: 2 })).toMatchObject({ status: 0 });
		expect(await taken()).toEqual(NOTHING);
	} finally {
		await packet.remove();
	}
});
