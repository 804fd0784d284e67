/** Directus logs an item as the request spelt its key. However it was spelt, what was done to an approval is known when it is judged. */
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { lockGate, readGate, type GatePolicy } from '../../../src/gate/gate';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

const POLICY: GatePolicy = { minimum: 1, agreement: false, distinct_signers: false, not_by_operator: true };
const OPERATOR = '7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c11';
const OTHER = '7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c12';
const APPROVAL = '0b0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c13';

let database: TestDatabase;
let trx: Knex.Transaction;

beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
	await database.db('os_proposal_approvals').delete();
	await database.db.raw(`
		create table directus_users (id uuid, email text);
		create table directus_activity (item text, collection text, action text, "user" uuid)`);
});
afterAll(() => database.drop());
beforeEach(async () => {
	trx = await database.db.transaction();
});
afterEach(async () => {
	await trx.rollback();
	await database.db('os_proposal_approvals').delete();
});

type Line = [item: string, action: string, user: string];

async function countOf(id: string | number, log: readonly Line[]): Promise<unknown[]> {
	await database.db('os_proposal_approvals').insert({ id, email: 'bob@example.com' });
	const lines = log.map(([item, action, user]) => ({ item, action, user, collection: 'os_proposal_approvals' }));
	await trx('directus_activity').insert(lines);
	const readings = [await readGate(trx, POLICY, OPERATOR), await lockGate(trx, POLICY, OPERATOR)];
	return readings.map(({ approvals }) => approvals);
}

it('an approval that somebody else created and changed counts, however they spelt its key', async () => {
	expect(
		await countOf(APPROVAL, [
			[APPROVAL, 'create', OTHER],
			[APPROVAL.toUpperCase(), 'update', OTHER],
		]),
	).toEqual([1, 1]);
});

it.each<[string, Line[]]>([
	['changed it', [[APPROVAL.toUpperCase(), 'update', OPERATOR]]],
	['put it in the place of one that was withdrawn', [[APPROVAL.toUpperCase(), 'delete', OTHER]]],
	['made it anew', [[APPROVAL.toUpperCase(), 'create', OPERATOR]]],
])('an operator who spelt its key in capitals and %s gains nothing', async (_what, log) => {
	expect(await countOf(APPROVAL, [[APPROVAL, 'create', OTHER], ...log])).toEqual([0, 0]);
});

it.each(['5', '05', ' 5', '+5', '0_5', '0x5', '0B101'])('neither does one who spelt a number %j', async (item) => {
	await database.db.raw(
		'alter table os_proposal_approvals drop column id; alter table os_proposal_approvals add column id integer',
	);
	expect(
		await countOf(5, [
			['5', 'create', OTHER],
			[item, 'update', OPERATOR],
		]),
	).toEqual([0, 0]);
});
