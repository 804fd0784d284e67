/** The hash chain of the run ledger: whoever alters or removes a run is found out, even a superuser who puts the triggers to sleep. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { verifyChain } from '../../../src/run/ledger-read';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

interface LedgerRow {
	id: string;
	run_no: string;
	part_of: string | null;
	action: string;
	tiers: number[];
	status: string;
	previous_hash: string | null;
	start_hash: string;
	end_hash: string | null;
	start_event: string;
	end_event: string | null;
}

let database: TestDatabase;
let runs: LedgerRow[];

beforeAll(async () => {
	database = await createDatabaseAt('fresh');
	const context = contextFor(database);
	await applyTier(context, REQUEST, '1').catch(() => {});
	await rehearse(context, REQUEST, null);
	await database.db('os_proposal_approvals').insert({ organization: 'Council' });
	await applyAll(context, REQUEST, 2);
	await rollbackAll(context, REQUEST, null);
	runs = await database.db('axis_rollout_run').orderBy('run_no');
});
afterAll(() => database.drop());

/** Does something to the ledger that its triggers forbid, looks at the chain, and undoes it. */
async function afterTampering(tamper: (trx: Knex.Transaction) => Promise<unknown>, kept: string | null = null) {
	const trx = await database.db.transaction();
	try {
		await trx.raw('alter table axis_rollout_run disable trigger user');
		await trx.raw('set local session_replication_role = replica');
		await tamper(trx);
		return await verifyChain(trx, kept);
	} finally {
		await trx.rollback();
	}
}

/** Every column, with a value that it does not have and that the table's constraints allow. */
const FORGERIES: Readonly<Record<string, string>> = {
	id: 'gen_random_uuid()',
	run_no: 'run_no + 1000',
	part_of: `case when part_of is null then (select id from axis_rollout_run order by run_no desc limit 1) end`,
	action: `case action when 'apply' then 'rollback' else 'apply' end`,
	tiers: `tiers || '[99]'`,
	status: `case status when 'passed' then 'failed' else 'passed' end`,
	requested_by: `requested_by || 'x'`,
	started_at: `started_at - interval '1 second'`,
	finished_at: `finished_at + interval '1 microsecond'`,
	ratified_apr: `coalesce(ratified_apr, '') || 'x'`,
	profile_sha256: `repeat('0', 64)`,
	request: `'{"reason": "another"}'`,
	result: `coalesce(result, '{}') || '{"x": 1}'`,
	error: `coalesce(error, '{}') || '{"x": 1}'`,
	previous_hash: `repeat('0', 64)`,
	start_hash: `repeat('0', 64)`,
	end_hash: `repeat('0', 64)`,
	start_event: 'start_event + 1000',
	end_event: 'end_event + 1000',
	end_previous_hash: `repeat('0', 64)`,
};

describe('the chain', () => {
	it('holds over refusals, rehearsals, sequences and their steps', async () => {
		expect(runs.map((run) => `${run.action} ${run.status} ${run.tiers.join()}`)).toEqual([
			'apply refused 1',
			'rehearse passed 1,2,3,4,5,6,8',
			'apply passed 1,2',
			'apply passed 1',
			'apply passed 2',
			'rollback passed 6,5,4,3,2,1',
			'rollback passed 2',
			'rollback passed 1',
		]);
		const head = runs.find((run) => Number(run.end_event) === 16)?.end_hash;
		expect(await verifyChain(database.db)).toEqual({ status: 'PASS', runs: 8, broken: [], head, head_found: null });
	});

	it('takes starts and ends in the order of time: a sequence ends after its steps', () => {
		const events = runs.flatMap(({ run_no, start_event, end_event }) => [
			[Number(start_event), `${run_no} starts`],
			[Number(end_event), `${run_no} ends`],
		]);
		expect(events.sort(([a], [b]) => Number(a) - Number(b)).map(([, what]) => what)).toEqual([
			...['1 starts', '1 ends', '2 starts', '2 ends'],
			...['3 starts', '4 starts', '4 ends', '5 starts', '5 ends', '3 ends'],
			...['6 starts', '7 starts', '7 ends', '8 starts', '8 ends', '6 ends'],
		]);
	});

	it('links every step to its sequence, and every run to the one before', () => {
		const [, , apply, one, two, rollback, down2, down1] = runs;
		expect([one?.part_of, two?.part_of]).toEqual([apply?.id, apply?.id]);
		expect([down2?.part_of, down1?.part_of]).toEqual([rollback?.id, rollback?.id]);
		expect(runs.filter((run) => run.part_of === null)).toHaveLength(4);
		expect(runs.map((run) => Number(run.run_no))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
		// A step follows what was recorded of its sequence by then: that it started.
		expect(one?.previous_hash).toBe(apply?.start_hash);
		expect(two?.previous_hash).toBe(one?.end_hash);
	});

	it('knows every column', async () => {
		const columns = await database.db('axis_rollout_run').columnInfo();
		expect(Object.keys(columns).sort()).toEqual(Object.keys(FORGERIES).sort());
	});

	it.each(Object.entries(FORGERIES))('shows a forged %s, and in whose run, whichever run it is', async (column, forgery) => {
		for (const { id, run_no } of runs) {
			const forge = (trx: Knex) => trx.raw(`update axis_rollout_run set ${column} = ${forgery} where id = '${id}'`);
			const { status, broken } = await afterTampering(forge);
			expect(status, `run ${run_no}`).toBe('FAIL');
			const named = broken.map((run) => (column === 'id' ? run.run_no : run.id));
			expect(named, `run ${run_no}`).toContain(column === 'id' ? Number(run_no) : id);
		}
	});

	it('shows that a run is missing, and which one followed it', async () => {
		for (const [index, { id }] of runs.slice(0, -1).entries()) {
			const { status, broken } = await afterTampering((trx) => trx('axis_rollout_run').where({ id }).delete());
			expect(status).toBe('FAIL');
			expect(broken).toContainEqual({ run_no: index + 2, id: runs[index + 1]?.id, reason: 'the run before it is missing' });
		}
	});

	// Whoever owns the ledger may compute hashes too: they are no secret.
	const REWRITE = `update axis_rollout_run set status = 'failed', result = '{"tiers": []}', error = '{"message": "it never passed"}' where id = ?`;
	const RECOMPUTE = 'update axis_rollout_run as run set end_hash = axis_internal.hash_run_end(run) where id = ?';

	it('shows the end of a sequence that was rewritten together with its own hash', async () => {
		const [, , apply, , , rollback] = runs;
		const { status, broken } = await afterTampering(async (trx) => {
			await trx.raw(REWRITE, [apply?.id]);
			await trx.raw(RECOMPUTE, [apply?.id]);
		});
		expect(status).toBe('FAIL');
		expect(broken).toEqual([{ run_no: 6, id: rollback?.id, reason: 'its start does not follow what was recorded before it' }]);
	});

	it('shows that the newest end was rewritten by a head that was kept, and by nothing else', async () => {
		const { head: kept } = await verifyChain(database.db);
		expect(await verifyChain(database.db, kept)).toMatchObject({ status: 'PASS', head_found: true });
		for (const { start_hash, end_hash } of runs) {
			expect(await verifyChain(database.db, start_hash)).toMatchObject({ status: 'PASS', head_found: true });
			expect(await verifyChain(database.db, end_hash)).toMatchObject({ status: 'PASS', head_found: true });
		}
		const newest = runs.find((run) => run.end_hash === kept);
		const forge = async (trx: Knex) => {
			await trx.raw(REWRITE, [newest?.id]);
			await trx.raw(RECOMPUTE, [newest?.id]);
		};
		expect(await afterTampering(forge)).toMatchObject({ status: 'PASS', head_found: null });
		expect(await afterTampering(forge, kept)).toMatchObject({ status: 'FAIL', broken: [], head_found: false });
		const cut = (trx: Knex) => trx.raw('delete from axis_rollout_run where run_no >= 6');
		expect(await afterTampering(cut)).toMatchObject({ status: 'PASS' });
		expect(await afterTampering(cut, kept)).toMatchObject({ status: 'FAIL', broken: [], head_found: false });
	});

	it('shows two runs that changed places', async () => {
		const [first, second] = runs;
		const { broken } = await afterTampering(async (trx) => {
			await trx.raw('alter table axis_rollout_run drop constraint axis_rollout_run_run_no_key');
			await trx.raw(`update axis_rollout_run set run_no = 3 - run_no where id in ('${first?.id}', '${second?.id}')`);
		});
		expect(broken.map((run) => run.id)).toEqual(expect.arrayContaining([first?.id, second?.id]));
	});

	it('stays whole under refusals from many sessions at once', async () => {
		const sessions = Array.from({ length: 6 }, () => contextFor(database, { db: database.connect() }));
		await database.db('os_proposal_approvals').delete();
		const outcomes = await Promise.allSettled(
			[...sessions, ...sessions].map((context, index) =>
				index % 2 === 0 ? applyTier(context, REQUEST, '1') : applyAll(context, REQUEST, null),
			),
		);
		expect(new Set(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'passed')))).toEqual(
			new Set(['AXIS_GATE_CLOSED', 'AXIS_ROLLOUT_BUSY']),
		);
		const chain = await verifyChain(database.db);
		expect(chain).toMatchObject({ status: 'PASS', broken: [] });
		expect(chain.runs).toBeGreaterThanOrEqual(8 + 12);
	});
});
