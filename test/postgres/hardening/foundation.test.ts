/** A foundation in a hardened database: it reads Directus' tables with the owner's rights, and nothing that Directus' role put there runs with them. */
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installFoundation } from '../../../src/foundation/foundation';
import { hardeningScript, readHardening } from '../../../src/harden/harden';
import { setUpLedger } from '../../../src/run/ledger-setup';
import strangerSql from '../base/stranger.sql';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';
import { REQUEST } from '../support/states';

let database: TestDatabase;
let directus: Knex;
let owner: Knex;
let names: { owner: string; host: string; schema: string };
beforeEach(async () => {
	const suffix = randomBytes(4).toString('hex');
	names = { owner: `foundation_owner_${suffix}`, host: `foundation_host_${suffix}`, schema: 'public' };
	database = await createDatabase({ template: 'template1', ledger: false });
	await database.db.raw(`create role ${names.host} login;
		grant create on database ${database.name} to ${names.host};
		grant usage, create on schema public to ${names.host}`);
	directus = database.connect(names.host);
	owner = database.connect(names.owner);
	await directus.raw(strangerSql);
	await setUpLedger(directus, async () => {});
});
afterEach(async () => {
	await database.db.raw(`drop owned by ${names.host}, ${names.owner}; drop role ${names.host}, ${names.owner}`);
	await database.drop();
});

async function harden(): Promise<void> {
	await database.db.raw(hardeningScript(names, false));
	await database.db.raw(`alter role ${names.owner} login`);
}
const gaps = async (db: Knex) => (await db('v_object_owner_gap').count().first())?.count;

it('made before, it is the owner’s afterwards, and both roles read it', async () => {
	await installFoundation(contextFor(database, { db: directus }), REQUEST);
	await harden();
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
	expect([await gaps(directus), await gaps(owner)]).toEqual(['48', '48']);
});

// What a table's owner can have run where somebody reads it.
const RUNS = `create function public.runs(text) returns boolean language plpgsql as $$ begin
		if current_user like 'foundation_owner%' then raise exception 'It ran as the owner.'; end if;
		return true; end $$;`;
const PLANTS: Record<string, string> = {
	'a view': `alter table directus_collections rename to listed;
		create view directus_collections as select * from listed where runs(collection);
		grant select on directus_collections to public`,
	'a row policy': `alter table directus_collections enable row level security;
		create policy looked_at on directus_collections using (runs(collection))`,
	'a type of its own, with a cast': `create domain word as text check (runs(value)); alter table directus_collections alter column note type word`,
	'a child': `create table children (check (runs(collection))) inherits (directus_collections)`,
	'an index on an expression': `alter function runs(text) immutable; create index looked_at on directus_collections (runs(collection))`,
	'a view in place of the relations': `alter table directus_relations rename to related;
		create view directus_relations as select * from related where runs(many_collection);
		grant select on directus_relations to public`,
};

it('nothing that Directus’ role puts on Directus’ tables runs with the owner’s rights', async () => {
	await harden();
	await installFoundation(contextFor(database, { db: owner }), REQUEST);
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
	expect([await gaps(directus), await gaps(owner)]).toEqual(['48', '48']);

	await directus.raw(RUNS);
	for (const [plant, text] of Object.entries(PLANTS)) {
		const trx = await directus.transaction();
		await trx.raw(text);
		for (const view of ['v_governance_object_inventory', 'v_object_containment']) {
			const read = trx.transaction((savepoint) => savepoint(view).select());
			await expect(read, `${plant}, ${view}`).rejects.toMatchObject({ code: '42809' });
		}
		await trx.rollback();
	}
});

it('what stands there cannot be changed while it is read', async () => {
	await harden();
	await installFoundation(contextFor(database, { db: owner }), REQUEST);
	const reader = await owner.transaction();
	await reader('v_governance_object_inventory').select();
	const swap = directus.raw(`set lock_timeout = '100ms'; alter table directus_collections rename to listed`);
	await expect(swap).rejects.toMatchObject({ code: '55P03' });
	await reader.rollback();
});
