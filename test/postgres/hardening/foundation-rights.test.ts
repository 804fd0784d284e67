/** What Directus’ role put on Directus’ tables while a hardened foundation reads them: none of it runs with the owner’s rights. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installFoundation } from '../../../src/foundation/foundation';
import { readHardening } from '../../../src/harden/harden';
import { contextFor } from '../support/database';
import { createHardenable, gapsOf, type Hardenable } from './project';
import { REQUEST } from '../support/states';

let project: Hardenable;
beforeEach(async () => {
	project = await createHardenable();
});
afterEach(() => project.drop());

const asOwner = () => contextFor(project.database, { db: project.owner });
const aLink = async () => ({
	directus_user: (await project.directus('directus_users').orderBy('id').first('id'))?.id,
	reason: 'a test',
	linked_by: 'a test',
});

// What a table's owner can have run where somebody reads it.
const RUNS = `create function public.runs(text) returns boolean language plpgsql as $$ begin
		if current_user like 'foundation_owner%' then raise exception 'It ran as the project.owner.'; end if;
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
	await project.harden();
	await installFoundation(asOwner(), REQUEST);
	expect(await readHardening(project.directus, project.names)).toMatchObject({ status: 'HARDENED' });
	expect([await gapsOf(project.directus), await gapsOf(project.owner)]).toEqual(['48', '48']);

	await project.directus.raw(RUNS);
	await project.owner('governance_registry').insert({ code: 'TEAM', name: 'Team' });
	await project.owner('axis_internal.authority_link').insert({ ...(await aLink()), authority_code: 'TEAM' });
	for (const [plant, text] of Object.entries(PLANTS)) {
		const trx = await project.directus.transaction();
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
	await project.harden();
	await installFoundation(asOwner(), REQUEST);
	await project.owner('governance_registry').insert({ code: 'TEAM', name: 'Team' });
	await project.owner('axis_internal.authority_link').insert({ ...(await aLink()), authority_code: 'TEAM' });
	for (const [read, table] of [
		['v_governance_object_inventory', 'directus_collections'],
		['axis_internal.unmanned_authority()', 'directus_users'],
	]) {
		const reader = await project.owner.transaction();
		await reader.raw(`select * from ${read}`);
		const swap = project.directus.raw(`set lock_timeout = '100ms'; alter table ${table} rename to listed`);
		await expect(swap).rejects.toMatchObject({ code: '55P03' });
		await reader.rollback();
	}
});

it('who stands behind an authority is told to both roles, and the owner may read no more of a user than that', async () => {
	await project.harden();
	const link = await aLink();
	await project.owner('axis_internal.authority_link').insert({ ...link, authority_code: 'TEAM' });
	const unmanned = async (db: Knex) => (await db.raw('select * from axis_internal.unmanned_authority()')).rows;
	expect([await unmanned(project.directus), await unmanned(project.owner)]).toEqual([[], []]);
	await project.directus('directus_users').where({ id: link.directus_user }).update({ status: 'suspended' });
	const gone = [{ authority_code: 'TEAM', state: 'user_not_active' }];
	expect([await unmanned(project.directus), await unmanned(project.owner)]).toEqual([gone, gone]);
	await expect(project.owner('directus_users').select('password')).rejects.toMatchObject({ code: '42501' });
	await expect(project.directus('axis_internal.authority_link').delete()).rejects.toMatchObject({ code: '42501' });
});
