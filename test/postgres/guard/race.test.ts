/** An approval is deleted while somebody writes: the write commits before the delete, or it is refused. Never in between. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ratify, type TestDatabase } from '../support/database';
import { backendPid, outcomeOf, untilBlocked } from '../support/sessions';
import { createDatabaseAt } from '../support/states';

const WRITE = `insert into axis_value (axis_code, value_code) values ('responsibility', 'raced')`;

let database: TestDatabase;
let writer: Knex.Transaction;
let remover: Knex.Transaction;
let writerPid: number;
let removerPid: number;

beforeEach(async () => {
	database = await createDatabaseAt('tier 2');
	writer = await database.connect().transaction();
	remover = await database.connect().transaction();
	writerPid = await backendPid(writer);
	removerPid = await backendPid(remover);
});
afterEach(async () => {
	for (const trx of [writer, remover]) if (!trx.isCompleted()) await trx.rollback();
	await database.drop();
});

const raced = async () => (await database.db('axis_value').where({ value_code: 'raced' })).length;
const approvals = async () => (await database.db('os_proposal_approvals')).length;

describe('the writer comes first', () => {
	it('the delete waits for its COMMIT, and then goes through', async () => {
		await writer.raw(WRITE);
		const deletion = outcomeOf(Promise.resolve(remover('os_proposal_approvals').delete()));
		await untilBlocked(database.db, removerPid);
		expect(await raced()).toBe(0);
		await writer.commit();
		expect(await deletion).toEqual({ value: 1 });
		await remover.commit();
		expect([await raced(), await approvals()]).toEqual([1, 0]);
	});

	it('the delete waits for its ROLLBACK, and then goes through', async () => {
		await writer.raw(WRITE);
		const deletion = outcomeOf(Promise.resolve(remover('os_proposal_approvals').delete()));
		await untilBlocked(database.db, removerPid);
		await writer.rollback();
		await deletion;
		await remover.commit();
		expect([await raced(), await approvals()]).toEqual([0, 0]);
	});

	it('so does TRUNCATE of the approvals', async () => {
		await writer.raw(WRITE);
		const truncation = outcomeOf(Promise.resolve(remover.raw('truncate os_proposal_approvals')));
		await untilBlocked(database.db, removerPid);
		await writer.commit();
		expect(await truncation).toHaveProperty('value');
		expect(await raced()).toBe(1);
	});
});

describe('the delete comes first', () => {
	it('the writer waits for its COMMIT, and is refused', async () => {
		await remover('os_proposal_approvals').delete();
		const write = outcomeOf(Promise.resolve(writer.raw(WRITE)));
		await untilBlocked(database.db, writerPid);
		await remover.commit();
		expect(await write).toMatchObject({ error: { code: 'AX001' } });
		await writer.rollback();
		expect([await raced(), await approvals()]).toEqual([0, 0]);
	});

	it('the writer waits for its ROLLBACK, and passes', async () => {
		await remover('os_proposal_approvals').delete();
		const write = outcomeOf(Promise.resolve(writer.raw(WRITE)));
		await untilBlocked(database.db, writerPid);
		await remover.rollback();
		expect(await write).toHaveProperty('value');
		await writer.commit();
		expect([await raced(), await approvals()]).toEqual([1, 1]);
	});

	it('of one approval of two, the writer waits to know, and passes by the other', async () => {
		await ratify(database.db);
		const [first] = await remover('os_proposal_approvals').select('id').orderBy('date_created');
		await remover('os_proposal_approvals').where(first).delete();
		const write = outcomeOf(Promise.resolve(writer.raw(WRITE)));
		await untilBlocked(database.db, writerPid);
		await remover.commit();
		expect(await write).toHaveProperty('value');
	});

	it('a writer on an older snapshot is refused as well', async () => {
		const late = await database.connect().transaction({ isolationLevel: 'repeatable read' });
		expect((await late('os_proposal_approvals')).length).toBe(1);
		await remover('os_proposal_approvals').delete();
		await remover.commit();
		expect((await late('os_proposal_approvals')).length).toBe(1);
		await expect(late.raw(WRITE)).rejects.toMatchObject({ code: 'AX001' });
		await late.rollback();
	});
});

describe('rules of the policy, while an approval changes', () => {
	beforeEach(async () => {
		await database.db('axis_internal.gate_policy').update({ minimum_approvals: 2, agreement: true, distinct_signers: true });
		await database.db('os_proposal_approvals').delete();
		await database
			.db('os_proposal_approvals')
			.insert(['a@example.com', 'b@example.com'].map((email) => ({ email, esignature_agreement: true })));
	});
	const change = (values: object) => remover('os_proposal_approvals').where({ email: 'b@example.com' }).update(values);

	it.each([
		['the agreement is withdrawn', { esignature_agreement: false }],
		['the e-mail becomes the other signer’s', { email: ' A@example.com' }],
	])('%s: the writer waits for its COMMIT, and is refused', async (_what, values) => {
		await change(values);
		const write = outcomeOf(Promise.resolve(writer.raw(WRITE)));
		await untilBlocked(database.db, writerPid);
		await remover.commit();
		expect(await write).toMatchObject({ error: { code: 'AX001' } });
	});

	it('what the writer relied on cannot change before its COMMIT', async () => {
		await writer.raw(WRITE);
		const withdrawal = outcomeOf(Promise.resolve(change({ esignature_agreement: false })));
		await untilBlocked(database.db, removerPid);
		await writer.commit();
		expect(await withdrawal).toEqual({ value: 1 });
		expect(await raced()).toBe(1);
	});
});
