/** A project that can be hardened: a role for Directus, which owns what is there, and one that shall own the axis objects. */
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { markOwnerPool } from '../../../src/db/owner-rights';
import { hardeningScript, type Roles } from '../../../src/harden/harden';
import { setUpLedger } from '../../../src/run/ledger-setup';
import strangerSql from '../base/stranger.sql';
import { createDatabase, type TestDatabase } from '../support/database';
import peopleSql from '../support/people.sql';

export interface Hardenable {
	database: TestDatabase;
	names: Roles;
	/** Connections as each of the roles. */
	directus: Knex;
	owner: Knex;
	/** Gives the owner what is to be its, and lets it sign in. */
	harden(): Promise<void>;
	/** Drops the roles too, which are of the whole cluster. */
	drop(): Promise<void>;
}

export async function createHardenable(): Promise<Hardenable> {
	const suffix = randomBytes(4).toString('hex');
	const names = {
		owner: `foundation_owner_${suffix}`,
		host: `foundation_host_${suffix}`,
		schema: 'public',
		source: 'governance_ratification',
	};
	const database = await createDatabase({ template: 'template1', ledger: false });
	await database.db.raw(`create role ${names.host} login;
		grant create on database ${database.name} to ${names.host};
		grant usage, create on schema public to ${names.host}`);
	const directus = database.connect(names.host);
	await directus.raw(strangerSql);
	await directus.raw(peopleSql);
	await setUpLedger(directus, async () => {});
	const owner = database.connect(names.owner);
	markOwnerPool(owner, directus);
	return {
		database,
		names,
		directus,
		owner,
		async harden() {
			await database.db.raw(hardeningScript(names, false));
			await database.db.raw(`alter role ${names.owner} login`);
		},
		async drop() {
			await database.db.raw(`drop owned by ${names.host}, ${names.owner}; drop role ${names.host}, ${names.owner}`);
			await database.drop();
		},
	};
}

/** Gaps as a connection reads them. */
export const gapsOf = async (db: Knex) => (await db('v_object_owner_gap').count().first())?.count;
