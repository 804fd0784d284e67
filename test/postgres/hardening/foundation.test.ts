/** A foundation in a hardened database: it reads Directus' tables with the owner's rights, and nothing that Directus' role put there runs with them. */
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installFoundation, readFoundation, removeFoundation } from '../../../src/foundation/foundation';
import { hardeningScript, readHardening, type Roles } from '../../../src/harden/harden';
import { setUpLedger } from '../../../src/run/ledger-setup';
import strangerSql from '../base/stranger.sql';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';
import peopleSql from '../support/people.sql';
import { REQUEST } from '../support/states';

let database: TestDatabase;
let directus: Knex;
let owner: Knex;
let names: Roles;
beforeEach(async () => {
	const suffix = randomBytes(4).toString('hex');
	names = {
		owner: `foundation_owner_${suffix}`,
		host: `foundation_host_${suffix}`,
		schema: 'public',
		source: 'governance_ratification',
	};
	database = await createDatabase({ template: 'template1', ledger: false });
	await database.db.raw(`create role ${names.host} login;
		grant create on database ${database.name} to ${names.host};
		grant usage, create on schema public to ${names.host}`);
	directus = database.connect(names.host);
	owner = database.connect(names.owner);
	await directus.raw(strangerSql);
	await directus.raw(peopleSql);
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

const asDirectus = () => contextFor(database, { db: directus });
const asOwner = () => contextFor(database, { db: owner });
const FOUNDATION = `relname in ('governance_registry', 'governance_ratification', 'v_object_owner_gap', 'v_governance_object_inventory')`;
const owners = async () => {
	const { rows } = await database.db.raw(`select distinct pg_get_userbyid(relowner) as owner from pg_class where ${FOUNDATION}`);
	return rows.map((row: { owner: string }) => row.owner);
};
const insertAs = (db: Knex, code: string) => db('governance_registry').insert({ code, name: code });

it('made before, it is the owner’s afterwards: both roles read it, Directus writes its rows, and an undo gives it back', async () => {
	await installFoundation(asDirectus(), REQUEST);
	await harden();
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED', but: null });
	expect([await gaps(directus), await gaps(owner), await owners()]).toEqual(['48', '48', [names.owner]]);
	await insertAs(directus, 'TEAM');
	await directus('governance_object_ownership').insert({
		object_type: 'group',
		object_ref: '(project)',
		scope: 'audit',
		owner_gov_code: 'TEAM',
		is_inherited_anchor: true,
	});
	expect(await gaps(directus)).toBe('40');
	await expect(directus.raw('drop table governance_ratification')).rejects.toMatchObject({ code: '42501' });

	await database.db.raw(hardeningScript(names, true));
	expect(await owners()).toEqual([names.host]);
	expect((await removeFoundation(asDirectus(), REQUEST, { force: true })).foundation.status).toBe('none');
});

it('is previewed, made and taken away with the owner’s connection, and refused with the way out without it', async () => {
	await harden();
	const refused = { code: 'AXIS_PRECONDITION', message: expect.stringContaining('AXIS_OWNER_DATABASE_URL') };
	await expect(readFoundation(asDirectus(), { preview: true })).rejects.toMatchObject(refused);
	await expect(installFoundation(asDirectus(), REQUEST)).rejects.toMatchObject(refused);
	expect((await readFoundation(asOwner(), { preview: true })).figures).toMatchObject({ objects: 8, gap_cells: 48 });
	await installFoundation(asOwner(), REQUEST);
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED', but: null });
	expect((await readFoundation(asDirectus(), { preview: false })).figures).toMatchObject({ objects: 8, gap_cells: 48 });
	await insertAs(directus, 'TEAM');
	await harden();
	await insertAs(directus, 'LATER');
	await expect(removeFoundation(asDirectus(), REQUEST, { force: true })).rejects.toMatchObject(refused);
	expect((await removeFoundation(asOwner(), REQUEST, { force: true })).foundation.status).toBe('none');
});

it('the check tells of a table that is not the owner’s, of a right that is lacking, and of a trigger that somebody left on one', async () => {
	await directus.raw(`create function left_behind() returns trigger language plpgsql as $$ begin return new; end $$;`);
	await installFoundation(asDirectus(), REQUEST);
	await harden();
	const failing = async () =>
		(await readHardening(directus, names))?.claims
			.filter(({ holds, kind }) => !holds && kind === 'claim')
			.map(({ claim }) => claim);
	expect(await failing()).toEqual([]);
	const cases: [make: string, mend: string, told: string][] = [
		[
			`alter table governance_registry owner to ${names.host}`,
			`alter table governance_registry owner to ${names.owner}`,
			`All tables are the owner's`,
		],
		[
			`revoke delete on governance_object_rule from ${names.host}`,
			`grant delete on governance_object_rule to ${names.host}`,
			`Directus' role can do its work`,
		],
		[
			`revoke select on directus_relations from ${names.owner}`,
			`grant select on directus_relations to ${names.owner}`,
			'The owner role can do its work',
		],
		[
			`revoke select (status) on directus_users from ${names.owner}`,
			`grant select (status) on directus_users to ${names.owner}`,
			'The owner role can do its work',
		],
		[
			'create trigger waits before insert on governance_registry for each row execute function left_behind()',
			'drop trigger waits on governance_registry',
			'No trigger of somebody else is on them',
		],
	];
	for (const [make, mend, told] of cases) {
		await database.db.raw(make);
		expect(await failing(), make).toContain(told);
		await database.db.raw(mend);
		// A table that changed hands lost what its last owner had granted.
		await harden();
		expect(await failing(), mend).toEqual([]);
	}
});

it('a project without any table of its own is hardened too', async () => {
	await directus.raw(
		'drop view page_views; drop table articles, articles_tags, authors, author_notes, deals, hidden_settings, old_news, pages, settings, unregistered',
	);
	await installFoundation(asDirectus(), REQUEST);
	await harden();
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
});

const aLink = async () => ({
	directus_user: (await directus('directus_users').orderBy('id').first('id'))?.id,
	reason: 'a test',
	linked_by: 'a test',
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
	'a view in place of the users': `alter table directus_users rename to people;
		create view directus_users as select * from people where runs(status);
		grant select on directus_users to public`,
	'a row policy on the users': `alter table directus_users enable row level security;
		create policy looked_at on directus_users using (runs(status))`,
	'a type of its own under a role': `create domain word as uuid check (runs(value::text)); alter table directus_roles alter column parent type word`,
	'a view in place of the relations': `alter table directus_relations rename to related;
		create view directus_relations as select * from related where runs(many_collection);
		grant select on directus_relations to public`,
};

it('nothing that Directus’ role puts on Directus’ tables runs with the owner’s rights', async () => {
	await harden();
	await installFoundation(asOwner(), REQUEST);
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
	expect([await gaps(directus), await gaps(owner)]).toEqual(['48', '48']);

	await directus.raw(RUNS);
	await owner('axis_internal.authority_link').insert({ ...(await aLink()), authority_code: 'TEAM' });
	for (const [plant, text] of Object.entries(PLANTS)) {
		const trx = await directus.transaction();
		await trx.raw(text);
		const people = /directus_(users|roles)/.test(text);
		for (const view of people
			? ['axis_internal.unmanned_authority()']
			: ['v_governance_object_inventory', 'v_object_containment']) {
			const read = trx.transaction((savepoint) => savepoint.raw(`select * from ${view}`));
			await expect(read, `${plant}, ${view}`).rejects.toMatchObject({ code: '42809' });
		}
		await trx.rollback();
	}
});

it('what stands there cannot be changed while it is read', async () => {
	await harden();
	await installFoundation(asOwner(), REQUEST);
	await owner('axis_internal.authority_link').insert({ ...(await aLink()), authority_code: 'TEAM' });
	for (const [read, table] of [
		['v_governance_object_inventory', 'directus_collections'],
		['axis_internal.unmanned_authority()', 'directus_users'],
	]) {
		const reader = await owner.transaction();
		await reader.raw(`select * from ${read}`);
		const swap = directus.raw(`set lock_timeout = '100ms'; alter table ${table} rename to listed`);
		await expect(swap).rejects.toMatchObject({ code: '55P03' });
		await reader.rollback();
	}
});

it('who stands behind an authority is told to both roles, and the owner may read no more of a user than that', async () => {
	await harden();
	const link = await aLink();
	await owner('axis_internal.authority_link').insert({ ...link, authority_code: 'TEAM' });
	const unmanned = async (db: Knex) => (await db.raw('select * from axis_internal.unmanned_authority()')).rows;
	expect([await unmanned(directus), await unmanned(owner)]).toEqual([[], []]);
	await directus('directus_users').where({ id: link.directus_user }).update({ status: 'suspended' });
	const gone = [{ authority_code: 'TEAM', state: 'user_not_active' }];
	expect([await unmanned(directus), await unmanned(owner)]).toEqual([gone, gone]);
	await expect(owner('directus_users').select('password')).rejects.toMatchObject({ code: '42501' });
	await expect(directus('axis_internal.authority_link').delete()).rejects.toMatchObject({ code: '42501' });
});
