/** The owner's pool: a second knex of the host's build that is proved to lead to the host's database, and leaves nothing behind. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConfig } from '../../../src/profile/config';
import { createOwnerDatabase, type OwnerDatabase } from '../../../src/db/owner-database';
import { queryRows } from '../../../src/db/run-sql';
import { withTransaction } from '../../../src/db/transaction';
import { createDatabase, type TestDatabase } from '../support/database';

const OWNER = `axis_owner_${randomBytes(4).toString('hex')}`;
const LIMITS = { lockTimeoutMs: 1000, statementTimeoutMs: 1000 };

let database: TestDatabase;
let twin: TestDatabase;
const opened: OwnerDatabase[] = [];

beforeAll(async () => {
	database = await createDatabase({ ledger: false });
	twin = await createDatabase({ ledger: false });
	await database.db.raw(`create role ${OWNER} login`);
});
afterAll(async () => {
	await Promise.all(opened.map((owner) => owner.close()));
	await database.drop();
	await twin.drop();
});

const urlOf = (of: TestDatabase, login: string) => of.url.replace('postgres@', `${login}@`);

function ownerBy(url: string | null): OwnerDatabase {
	const config = createConfig(url === null ? {} : { AXIS_OWNER_DATABASE_URL: url });
	const owner = createOwnerDatabase(database.db, () => config.ownerDatabaseUrl());
	opened.push(owner);
	return owner;
}

const sessions = async () => {
	const rows = await queryRows(
		database.db,
		`select count(*) as open from pg_stat_activity where application_name = 'axis-coverage owner' and datname = :'name'`,
		{ name: database.name },
	);
	return rows[0]?.open;
};

it('without the variable, or where it is empty, it is the host’s own pool', async () => {
	expect(await ownerBy(null).open()).toBe(database.db);
	expect(await ownerBy('').open()).toBe(database.db);
});

it('connects when it is first asked for, as the other role; the host’s pool stays the host’s', async () => {
	const owner = ownerBy(urlOf(database, OWNER));
	expect(await sessions()).toBe(0);
	const pool = await owner.open();
	const who = `select current_user as role`;
	expect(await queryRows(pool, who)).toEqual([{ role: OWNER }]);
	expect(await queryRows(database.db, who)).toEqual([{ role: 'postgres' }]);
	expect(await owner.open()).toBe(pool);
	expect(await withTransaction(pool, LIMITS, (trx) => queryRows(trx, who))).toEqual([{ role: OWNER }]);
});

it('holds four connections at most, and none once they were idle: a pool that a reload forgot ends by itself', async () => {
	const pool = await ownerBy(urlOf(database, OWNER)).open();
	await Promise.all(Array.from({ length: 12 }, () => queryRows(pool, 'select pg_sleep(0.1)')));
	expect(pool.client.pool.max).toBe(4);
	await expect.poll(sessions, { timeout: 30_000, interval: 500 }).toBe(0);
	expect(await queryRows(pool, 'select 1 as one')).toEqual([{ one: 1 }]);
}, 60_000);

describe('is refused without a word of the URL', () => {
	const refusalOf = async (url: string) => {
		const error = await ownerBy(url)
			.open()
			.then(
				() => null,
				(reason: unknown) => reason,
			);
		expect(JSON.stringify(error) + String(error)).not.toMatch(/secret|127\.0\.0\.1/);
		return error;
	};

	it.each(['secret', 'mysql://a:secret@127.0.0.1/x', '/var/run/secret', 'postgres//a:secret@127.0.0.1/x'])(
		'when it is no URL of PostgreSQL: %s',
		async (url) => {
			expect(await refusalOf(url)).toMatchObject({ code: 'AXIS_OWNER_UNUSABLE', message: expect.stringContaining('no URL') });
		},
	);

	it('when nobody answers there', async () => {
		expect(await refusalOf('postgres://a:secret@127.0.0.1:1/x')).toMatchObject({
			code: 'AXIS_OWNER_UNUSABLE',
			message: expect.stringContaining('ECONNREFUSED'),
		});
	});

	it('when the role is unknown', async () => {
		const url = urlOf(database, 'nobody_here:secret');
		expect(await refusalOf(url)).toMatchObject({ code: 'AXIS_OWNER_UNUSABLE', message: expect.stringContaining('28000') });
	});

	it('when it is another database of the same server', async () => {
		expect(await refusalOf(urlOf(twin, 'postgres:secret'))).toMatchObject({
			code: 'AXIS_WRONG_DATABASE',
			extensions: { expected: database.name, actual: twin.name },
		});
	});

	it('when names resolve in another schema', async () => {
		await database.db.raw(`create schema ${OWNER} authorization ${OWNER}`);
		expect(await refusalOf(urlOf(database, `${OWNER}:secret`))).toMatchObject({
			code: 'AXIS_OWNER_UNUSABLE',
			message: expect.stringContaining(`"public" for Directus and in "${OWNER}"`),
		});
		await database.db.raw(`drop schema ${OWNER}`);
	});

	it('when somebody else owns the axis objects', async () => {
		await database.db.raw('create schema axis_internal');
		expect(await refusalOf(urlOf(database, `${OWNER}:secret`))).toMatchObject({
			code: 'AXIS_OWNER_UNUSABLE',
			message: expect.stringMatching(new RegExp(`as "${OWNER}", and the axis objects are owned by "postgres"`)),
		});
		await database.db.raw('drop schema axis_internal');
	});
});
