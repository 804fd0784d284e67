/** Two at once: one runs, the other is told; a lock or a slow statement ends the tier and changes nothing. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyTier } from '../../../src/rollout/apply';
import type { Observer, RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import { rollbackTier } from '../../../src/rollout/rollback';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { backendPid, outcomeOf, rolloutPid, until, untilBlocked } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 1');
	context = contextFor(database);
});
afterEach(() => database.drop());

const BUSY = (reason: string) => ({ code: 'AXIS_ROLLOUT_BUSY', status: 409, extensions: { reason } });
const quick = (limits: object) =>
	testProfile(database.name, (profile) =>
		Object.assign(profile, { rollout: { order: ['structure', 'responsibility'], ...limits } }),
	);
const statuses = async () => (await listRuns(database.db, { limit: 10, offset: 0 })).runs.map((run) => run.status);

/** Runs something once, before the first statement of the tier's change. */
function inTheMiddle(work: () => Promise<unknown>): Observer {
	let done = false;
	return async ({ section }) => {
		if (done || section !== 'change') return;
		done = true;
		await work();
	};
}

describe('two runs', () => {
	it('of two instances at once, one passes and the other is told that it runs', async () => {
		const other = { ...context, db: database.connect() };
		const [one, two] = await Promise.all([
			outcomeOf(applyTier(context, REQUEST, '2')),
			outcomeOf(applyTier(other, REQUEST, '2')),
		]);
		const failed = 'error' in one ? one.error : 'error' in two ? two.error : null;
		expect('value' in one).not.toBe('value' in two);
		expect(failed).toMatchObject({ code: expect.stringMatching(/^AXIS_(ROLLOUT_BUSY|ALREADY_APPLIED)$/) });
	});

	it('that start while one is under way are refused, whatever they ask for, and recorded', async () => {
		const answers: unknown[] = [];
		const observe = inTheMiddle(async () => {
			const other = { ...context, db: database.connect() };
			answers.push(await outcomeOf(applyTier(other, REQUEST, '2')));
			answers.push(await outcomeOf(rollbackTier(other, REQUEST, '1')));
		});
		await applyTier({ ...context, observe }, REQUEST, '2');
		expect(answers).toMatchObject([{ error: BUSY('running') }, { error: BUSY('running') }]);
		expect((await statuses()).slice(0, 3)).toEqual(['refused', 'refused', 'passed']);
	});

	it('do not take each other for dead: how a run failed is recorded while it still holds the lock', async () => {
		const holder = await database.connect().transaction();
		const observe = inTheMiddle(async () => {
			await holder.raw(`select 1 from axis_rollout_run where status = 'running' for update`);
			throw new Error('stop');
		});
		const run = outcomeOf(applyTier({ ...context, observe }, REQUEST, '2'));
		await until(
			database.db,
			`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%update axis_rollout_run%'`,
		);
		expect(await rolloutPid(database.db)).not.toBeNull();
		await holder.rollback();
		expect(await run).toMatchObject({ error: { message: 'stop' } });
		expect((await statuses())[0]).toBe('failed');
	});
});

describe('a lock of somebody else', () => {
	let holder: Knex.Transaction;
	beforeEach(async () => {
		holder = await database.connect().transaction();
	});
	afterEach(async () => {
		if (!holder.isCompleted()) await holder.rollback();
	});

	it.each([
		['a table that the tier writes', 'lock table axis_value in access exclusive mode'],
		['a table that it reads', 'lock table governance_responsibility_scope in access exclusive mode'],
		['the approvals', 'lock table os_proposal_approvals in access exclusive mode'],
	])('on %s ends the tier after the profile’s wait, and changes nothing', async (_what, lock) => {
		const before = await fingerprint(database.db);
		await holder.raw(lock);
		await expect(applyTier({ ...context, loaded: quick({ lock_timeout_ms: 50 }) }, REQUEST, '2')).rejects.toMatchObject({
			...BUSY('lock_timeout'),
			message: expect.stringContaining('longer than 50 ms. Nothing was changed.'),
		});
		await holder.rollback();
		expect(await fingerprint(database.db)).toBe(before);
		expect((await statuses())[0]).toBe('refused');
		await applyTier(context, REQUEST, '2');
	});

	it('on a table ends a rollback just so', async () => {
		await holder.raw('lock table axis_registry in share mode');
		await expect(rollbackTier({ ...context, loaded: quick({ lock_timeout_ms: 50 }) }, REQUEST, '1')).rejects.toMatchObject(
			BUSY('lock_timeout'),
		);
	});

	it('on the run ledger does not hang the rollout', { timeout: 20_000 }, async () => {
		await holder.raw('lock table axis_rollout_run in access exclusive mode');
		await expect(applyTier(context, REQUEST, '2')).rejects.toMatchObject(BUSY('lock_timeout'));
	});
});

it('a statement that runs longer than the profile allows ends the tier, and changes nothing', async () => {
	await database.db.raw(`create or replace view v_object_owner_conflict as
		select object_type, object_ref, scope, 2 as owner_count, array[pg_sleep(5)::text] as owner_gov_codes from v_object_owner_gap limit 1`);
	await database.db.raw(
		`create or replace function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return null; end $$`,
	);
	await database.db.raw('create trigger slow before insert on axis_value for each statement execute function slow()');
	const before = await fingerprint(database.db);
	await expect(applyTier({ ...context, loaded: quick({ statement_timeout_ms: 200 }) }, REQUEST, '2')).rejects.toMatchObject({
		...BUSY('statement_timeout'),
		message: expect.stringContaining('longer than 200 ms'),
	});
	expect(await fingerprint(database.db)).toBe(before);
});

describe('the approval is deleted while a tier runs', () => {
	it('the delete waits until the tier has committed, and then shuts the gate', async () => {
		const remover = await database.connect().transaction();
		const pid = await backendPid(remover);
		let deletion: Promise<unknown> = Promise.resolve();
		const observe = inTheMiddle(async () => {
			deletion = outcomeOf(Promise.resolve(remover('os_proposal_approvals').delete()));
			await untilBlocked(database.db, pid);
		});
		await applyTier({ ...context, observe }, REQUEST, '2');
		expect(await deletion).toEqual({ value: 1 });
		await remover.commit();
		await expect(database.db.raw('delete from axis_value')).rejects.toMatchObject({ code: 'AX001' });
	});

	it('a tier that comes second waits for the delete, and is refused', async () => {
		const before = await fingerprint(database.db, (table) => table === 'os_proposal_approvals');
		const remover = await database.connect().transaction();
		await remover('os_proposal_approvals').delete();
		const apply = outcomeOf(applyTier(context, REQUEST, '2'));
		await until(
			database.db,
			`select 1 from pg_locks where not granted and database is not distinct from (select oid from pg_database where datname = current_database()) or not granted and locktype = 'transactionid'`,
		);
		await remover.commit();
		expect(await apply).toMatchObject({ error: { code: 'AXIS_GATE_CLOSED' } });
		expect(await fingerprint(database.db, (table) => table === 'os_proposal_approvals')).toBe(before);
	});
});
