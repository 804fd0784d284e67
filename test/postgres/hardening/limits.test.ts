/** What hardening does not stop, as docs/security.md says: proved, so that the page promises neither too much nor too little. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyAll } from '../../../src/rollout/apply';
import { readHardening } from '../../../src/harden/harden';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { ratify } from '../support/database';
import { REQUEST } from '../support/states';
import { createDeployment, type Deployment } from './roles';

let deployment: Deployment;
beforeEach(async () => {
	deployment = await createDeployment();
	await setUpLedger(deployment.directus, async () => {});
	await deployment.harden();
});
afterEach(() => deployment.drop());

const notes = async () =>
	(await readHardening(deployment.directus, deployment.names))?.claims
		.filter((claim) => claim.kind === 'note' && claim.holds)
		.map(({ claim }) => claim);

it('who may write SQL as Directus’ role may ratify by it, and the check says so', async () => {
	await ratify(deployment.directus);
	expect((await applyAll(deployment.asOwner(), REQUEST, null)).run.status).toBe('passed');
	await deployment.directus('axis_value').where({ value_code: 'audit' }).update({ value_name: 'Mine' });
	expect(await notes()).toContain("Directus' role may write approvals");
});

it('who may write SQL as Directus’ role may pose as the engine to the ledger', async () => {
	const row = await deployment.directus.transaction(async (trx) => {
		await trx.raw(`select set_config('axis.ledger_writer', pg_current_xact_id()::text, true)`);
		return trx('axis_rollout_run').insert({ action: 'apply', requested_by: 'nobody', profile_sha256: 'x' }).returning('run_no');
	});
	expect(row).toEqual([{ run_no: '1' }]);
});

it('where Directus’ role owns the base model, a trigger that it puts there runs as the owner of the axis objects, and the check says so', async () => {
	const { admin, directus, names } = deployment;
	expect(await notes()).not.toContain("Directus' role owns parts of the base model");
	await admin.raw(`alter table governance_object_ownership owner to "${names.host}"`);
	expect(await notes()).toContain("Directus' role owns parts of the base model");
	await directus.raw(`create table ran_as (who text); grant insert on ran_as to public;
		create function note_who() returns trigger language plpgsql as $$ begin insert into ran_as values (current_user); return null; end $$;
		create trigger note_who after insert on governance_object_ownership for each statement execute function note_who()`);
	await ratify(admin);
	await applyAll(deployment.asOwner(), REQUEST, null);
	expect(await directus('ran_as').select()).toEqual([{ who: names.owner }]);
});

it('an owner of the schema drops what is in it, whoever owns that', async () => {
	const { admin, directus, names } = deployment;
	await admin.raw(`alter schema public owner to "${names.host}"`);
	await directus.raw('drop table axis_rollout_run cascade');
	expect((await readHardening(directus, names))?.claims.find((claim) => claim.claim.includes('own its schema'))?.holds).toBe(
		false,
	);
});
