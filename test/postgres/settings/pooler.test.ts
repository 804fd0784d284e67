/** Behind a pooler that gives each transaction another connection: runs exclude each other, and nothing is left behind. Skipped where pgbouncer is not installed. */
import knex, { type Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCoverage } from '../../../src/coverage/counts';
import { whileLocked } from '../../../src/db/advisory-lock';
import { LOCKS, NAMESPACE } from '../../../src/db/lock-keys';
import { applyAll } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { rollbackAll } from '../../../src/rollout/rollback';
import { runScheduledScan } from '../../../src/scan/scan';
import { contextFor, createDatabase, ratify, type TestDatabase } from '../support/database';
import { HAS_POOLER, startPooler, type Pooler } from '../support/pooler';
import { outcomeOf } from '../support/sessions';
import { REQUEST } from '../support/states';

describe.skipIf(!HAS_POOLER)('behind pgbouncer in transaction mode', () => {
	let database: TestDatabase;
	let pooler: Pooler;
	let pools: Knex[];
	let context: RolloutContext;

	const locks = async () => {
		const { rows } = await database.db.raw(
			`select objid from pg_locks where locktype = 'advisory' and classid = ${NAMESPACE}
			and database = (select oid from pg_database where datname = current_database())`,
		);
		return rows;
	};

	beforeAll(async () => {
		database = await createDatabase();
		await ratify(database.db);
		pooler = await startPooler(database.url);
		pools = [0, 1].map(() => knex({ client: 'pg', connection: pooler.url(database.url), pool: { min: 0, max: 10 } }));
		context = contextFor(database, pools[0] ? { db: pools[0] } : {});
	});
	afterAll(async () => {
		await Promise.all(pools.map((pool) => pool.destroy()));
		await pooler.stop();
		await database.drop();
	});

	it('every tier is applied and rolled back beside readers, again and again, and no lock is left', async () => {
		let done = false;
		const readers = pools.map(async (pool) => {
			while (!done) await outcomeOf(readCoverage(pool));
		});
		for (const times of [1, 2]) {
			expect((await applyAll(context, REQUEST, null)).run.status).toBe('passed');
			expect(await runScheduledScan(context), `scan ${times}`).toMatchObject({ open: 38 });
			expect((await rollbackAll(context, REQUEST, null, { force: true })).fingerprint?.equal).toBe(true);
			expect((await locks()).filter(({ objid }: { objid: number }) => objid !== LOCKS.structure)).toEqual([]);
		}
		done = true;
		await Promise.all(readers);
		expect(await locks()).toEqual([]);
	}, 120_000);

	it('of two runs at once the second is told, through the pooler or beside it', async () => {
		await whileLocked(context.db, 'sequence', async () => {
			for (const db of [...pools, database.db]) {
				expect(await outcomeOf(rollbackAll({ ...context, db }, REQUEST, null))).toMatchObject({
					error: { code: 'AXIS_ROLLOUT_BUSY', extensions: { reason: 'running' } },
				});
			}
		});
		expect((await rollbackAll({ ...context, db: database.db }, REQUEST, null)).run.status).toBe('passed');
	});
});
