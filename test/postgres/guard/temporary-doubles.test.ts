/** Temporary tables that stand in for the host's, left on a connection of its pool: who reads the gate there sees the real ones. */
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createGateKeeper } from '../../../hooks/gate/gate-keeper';
import ownExtension from '../../../hooks/gate/sql/own-extension.sql';
import { createConfig } from '../../../src/profile/config';
import { queryHost } from '../../../src/db/host-schema';
import { approvalBlockers } from '../../../src/gate/approval';
import { lockGate, readGate, type GatePolicy } from '../../../src/gate/gate';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

const PLAIN: GatePolicy = { minimum: 1, agreement: false, distinct_signers: false, not_by_operator: false };
const STRICT: GatePolicy = { minimum: 1, agreement: true, distinct_signers: true, not_by_operator: true };
const OPERATOR = '7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c11';
const OTHER = '7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c12';
const APPROVAL = '7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c13';

/** What a caller would like the gate to read. */
const DOUBLES = `
create temporary table os_proposal_approvals (id uuid default '${APPROVAL}', email text, esignature_agreement boolean);
insert into os_proposal_approvals (email, esignature_agreement) values ('ghost@example.com', true);
create temporary table approval_requests (code text, status text);
insert into approval_requests values ('APR-GHOST', 'approved');
create temporary table directus_users (id uuid, email text);
insert into directus_users values ('${OPERATOR}', 'nobody@example.com');
create temporary table directus_activity (item text, collection text, action text, "user" uuid);
insert into directus_activity values ('${APPROVAL}', 'os_proposal_approvals', 'create', '${OTHER}');
create temporary table directus_extensions (id uuid, folder text, bundle uuid);
`;

let database: TestDatabase;
let trx: Knex.Transaction;

beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
	await database.db('os_proposal_approvals').delete();
	await database.db.raw(`
		create table directus_users (id uuid, email text);
		create table directus_activity (item text, collection text, action text, "user" uuid);
		create table directus_extensions (id uuid, folder text, bundle uuid);
		insert into directus_extensions values ('${OTHER}', 'axis-gate', '${OPERATOR}'), ('${OPERATOR}', 'bundle', null)`);
});
afterAll(() => database.drop());
beforeEach(async () => {
	trx = await database.db.transaction();
	await trx.raw(DOUBLES);
});
afterEach(async () => {
	await trx.rollback();
	await database.db('os_proposal_approvals').delete();
});

/** By somebody else: what a transaction wrote itself counts for nothing in it. */
const approve = (row: object) => database.db('os_proposal_approvals').insert(row);

it('they are what a name without its schema means', async () => {
	expect(await trx('os_proposal_approvals')).toHaveLength(1);
});

it.each([
	['no rule but the minimum', PLAIN],
	['every rule', STRICT],
])('under %s the gate counts and locks the real approvals: none, and then one', async (_what, policy) => {
	expect(await readGate(trx, policy, OPERATOR)).toMatchObject({ approvals: 0, rows: { rows: 0 } });
	expect(await lockGate(trx, policy, OPERATOR)).toMatchObject({ approvals: 0 });
	await approve({ id: APPROVAL, email: 'bob@example.com', esignature_agreement: true });
	await trx('public.directus_activity').insert({
		...{ item: APPROVAL, collection: 'os_proposal_approvals' },
		...{ action: 'create', user: OTHER },
	});
	expect(await readGate(trx, policy, OPERATOR)).toMatchObject({ approvals: 1, rows: { rows: 1 } });
	expect(await lockGate(trx, policy, OPERATOR)).toMatchObject({ approvals: 1 });
});

it('the hook asks for the real approvals on the connection of a write', async () => {
	const keeper = createGateKeeper(createConfig({}));
	await expect(keeper.require('Writing', trx)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
	await approve({ organization: 'Council' });
	await keeper.require('Writing', trx);
});

it('an approved request is one of the real ones', async () => {
	expect(await approvalBlockers(trx, 'APR-GHOST')).toMatchObject([{ code: 'approval_not_approved' }]);
	expect(await approvalBlockers(trx, 'APR-BOOT-AUTHMODEL-1')).toEqual([]);
});

it('the bundle knows itself by the real extensions', async () => {
	expect(await queryHost(trx, ownExtension, { ids: JSON.stringify([OPERATOR]) })).toEqual([{ ours: true }]);
});

it('a view in the place of the approvals is none', async () => {
	await trx.raw(`alter table public.os_proposal_approvals rename to approvals_of_old;
		create view public.os_proposal_approvals as select gen_random_uuid() as id, 'bob@example.com' as email`);
	expect(await readGate(trx, PLAIN, null)).toMatchObject({ approvals: null, reason: 'approvals_no_table' });
});
