/** A foundation in a hardened database: it reads Directus' tables with the owner's rights, and nothing that Directus' role put there runs with them. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { installFoundation, readFoundation } from '../../../src/foundation/foundation';
import { removeFoundation } from '../../../src/foundation/remove-foundation';
import { hardeningScript, readHardening } from '../../../src/harden/harden';
import { contextFor } from '../support/database';
import { createHardenable, gapsOf, type Hardenable } from './project';
import { REQUEST } from '../support/states';

let project: Hardenable;
beforeEach(async () => {
	project = await createHardenable();
});
afterEach(() => project.drop());

const asDirectus = () => contextFor(project.database, { db: project.directus });
const asOwner = () => contextFor(project.database, { db: project.owner });
const FOUNDATION = `relname in ('governance_registry', 'governance_ratification', 'v_object_owner_gap', 'v_governance_object_inventory')`;
const owners = async () => {
	const { rows } = await project.database.db.raw(
		`select distinct pg_get_userbyid(relowner) as owner from pg_class where ${FOUNDATION}`,
	);
	return rows.map((row: { owner: string }) => row.owner);
};
const insertAs = (db: Knex, code: string) => db('governance_registry').insert({ code, name: code });

it('made before, it is the owner’s afterwards: both roles read it, Directus writes its rows, and an undo gives it back', async () => {
	await installFoundation(asDirectus(), REQUEST);
	await project.harden();
	expect(await readHardening(project.directus, project.names)).toMatchObject({ status: 'HARDENED', but: null });
	expect([await gapsOf(project.directus), await gapsOf(project.owner), await owners()]).toEqual([
		'48',
		'48',
		[project.names.owner],
	]);
	await insertAs(project.directus, 'TEAM');
	await project.directus('governance_object_ownership').insert({
		object_type: 'group',
		object_ref: '(project)',
		scope: 'audit',
		owner_gov_code: 'TEAM',
		is_inherited_anchor: true,
	});
	expect(await gapsOf(project.directus)).toBe('40');
	await expect(project.directus.raw('drop table governance_ratification')).rejects.toMatchObject({ code: '42501' });

	await project.database.db.raw(hardeningScript(project.names, true));
	expect(await owners()).toEqual([project.names.host]);
	expect((await removeFoundation(asDirectus(), REQUEST, { force: true })).foundation.status).toBe('none');
});

it('is previewed, made and taken away with the owner’s connection, and refused with the way out without it', async () => {
	await project.harden();
	const refused = { code: 'AXIS_PRECONDITION', message: expect.stringContaining('AXIS_OWNER_DATABASE_URL') };
	await expect(readFoundation(asDirectus(), { preview: true })).rejects.toMatchObject(refused);
	await expect(installFoundation(asDirectus(), REQUEST)).rejects.toMatchObject(refused);
	expect((await readFoundation(asOwner(), { preview: true })).figures).toMatchObject({ objects: 8, gap_cells: 48 });
	await installFoundation(asOwner(), REQUEST);
	expect(await readHardening(project.directus, project.names)).toMatchObject({ status: 'HARDENED', but: null });
	expect((await readFoundation(asDirectus(), { preview: false })).figures).toMatchObject({ objects: 8, gap_cells: 48 });
	await insertAs(project.directus, 'TEAM');
	await project.harden();
	await insertAs(project.directus, 'LATER');
	await project.directus('directus_collections').insert({ collection: 'governance_registry' });
	await expect(removeFoundation(asDirectus(), REQUEST, { force: true })).rejects.toMatchObject(refused);
	expect((await removeFoundation(asOwner(), REQUEST, { force: true })).foundation.status).toBe('none');
	expect(await project.directus('directus_collections').where({ collection: 'governance_registry' })).toEqual([]);
});

it('the check tells of a table that is not the owner’s, of a right that is lacking, and of a trigger that somebody left on one', async () => {
	await project.directus.raw(`create function left_behind() returns trigger language plpgsql as $$ begin return new; end $$;`);
	await installFoundation(asDirectus(), REQUEST);
	await project.harden();
	const failing = async () =>
		(await readHardening(project.directus, project.names))?.claims
			.filter(({ holds, kind }) => !holds && kind === 'claim')
			.map(({ claim }) => claim);
	expect(await failing()).toEqual([]);
	const cases: [make: string, mend: string, told: string][] = [
		[
			`alter table governance_registry owner to ${project.names.host}`,
			`alter table governance_registry owner to ${project.names.owner}`,
			`All tables are the owner's`,
		],
		[
			`revoke delete on governance_object_rule from ${project.names.host}`,
			`grant delete on governance_object_rule to ${project.names.host}`,
			`Directus' role can do its work`,
		],
		[
			`revoke select on directus_relations from ${project.names.owner}`,
			`grant select on directus_relations to ${project.names.owner}`,
			'The owner role can do its work',
		],
		[
			`revoke select (status) on directus_users from ${project.names.owner}`,
			`grant select (status) on directus_users to ${project.names.owner}`,
			'The owner role can do its work',
		],
		[
			'create trigger waits before insert on governance_registry for each row execute function left_behind()',
			'drop trigger waits on governance_registry',
			'No trigger of somebody else is on them',
		],
	];
	for (const [make, mend, told] of cases) {
		await project.database.db.raw(make);
		expect(await failing(), make).toContain(told);
		await project.database.db.raw(mend);
		// A table that changed hands lost what its last owner had granted.
		await project.harden();
		expect(await failing(), mend).toEqual([]);
	}
});

it('a project without any table of its own is hardened too', async () => {
	await project.directus.raw(
		'drop view page_views; drop table articles, articles_tags, authors, author_notes, deals, hidden_settings, old_news, pages, settings, unregistered',
	);
	await installFoundation(asDirectus(), REQUEST);
	await project.harden();
	expect(await readHardening(project.directus, project.names)).toMatchObject({ status: 'HARDENED' });
});
