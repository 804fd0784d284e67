/** Tables that ours inherit from, or that inherit from ours: rows that no guard saw. Only the owner can make one; it is told, and nothing is rolled back over it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
beforeAll(async () => {
	database = await createDatabaseAt('tier 1');
});
afterAll(() => database.drop());

const told = async () => (await verifyRollout(contextFor(database))).checks.find(({ name }) => name === 'no_inheritance');

it('verification fails while there is one, of waivers too, and a rollback of tier 1 names it', async () => {
	expect(await told()).toMatchObject({ expected: 0, actual: 0, ok: true });
	await database.db.raw(`create table more_owners () inherits (axis_object_ownership);
		create table more_waivers () inherits (axis_internal.waiver)`);
	expect(await told()).toMatchObject({ expected: 0, actual: 2, ok: false });
	expect((await verifyRollout(contextFor(database))).status).toBe('FAIL');
	await expect(rollbackTier(contextFor(database), REQUEST, '1')).rejects.toMatchObject({
		extensions: {
			violations: expect.arrayContaining([expect.objectContaining({ object: expect.stringContaining('more_owners') })]),
		},
	});
	await database.db.raw('drop table more_owners, more_waivers');
	expect(await told()).toMatchObject({ ok: true });
});

it('verification fails while one of ours inherits from another table, by which its rows are written with the gate shut', async () => {
	await database.db.raw(`create table all_labels (value_code text, label_code text not null);
		alter table topic_taxonomy_map inherit all_labels`);
	await database.db('os_proposal_approvals').delete();
	await expect(database.db('topic_taxonomy_map').delete()).rejects.toMatchObject({ code: 'AX001' });
	await database.db('all_labels').delete();
	expect(await told()).toMatchObject({ expected: 0, actual: 1, ok: false });
	await database.db.raw('alter table topic_taxonomy_map no inherit all_labels');
	expect(await told()).toMatchObject({ ok: true });
});
