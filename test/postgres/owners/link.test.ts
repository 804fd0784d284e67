/** Authorities that are linked to roles and users of Directus, in the reference and in a project with a foundation. */
import { afterEach, expect, it } from 'vitest';
import { installFoundation } from '../../../src/foundation/foundation';
import { listAuthorities, suggestLinks } from '../../../src/owners/authorities';
import { linkAuthority } from '../../../src/owners/link-authority';
import strangerSql from '../base/stranger.sql';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';
import peopleSql from '../support/people.sql';
import { REQUEST } from '../support/states';

let database: TestDatabase;
afterEach(() => database.drop());

const PAGE = { limit: 100, offset: 0 };
const EDITORS = '00000000-0000-4000-8000-00000000000a';
const WEB_EDITORS = '00000000-0000-4000-8000-00000000000b';
const ADA = '00000000-0000-4000-8000-000000000001';
const GRACE = '00000000-0000-4000-8000-000000000002';
const NOBODY = { directus_role: null, directus_user: null };

async function start(foundation: boolean) {
	database = foundation ? await createDatabase({ template: 'template1' }) : await createDatabase();
	if (foundation) await database.db.raw(strangerSql);
	await database.db.raw(peopleSql);
	const context = contextFor(database);
	if (foundation) {
		await installFoundation(context, REQUEST);
		await database.db('governance_registry').insert({ code: 'GOV-DOT', name: 'DOT' });
	}
	return context;
}
const linkOf = async (code: string) =>
	(await listAuthorities(database.db, PAGE)).rows.find(({ owner_gov_code }) => owner_gov_code === code);

it.each([
	['the reference', false],
	['a project with a foundation', true],
])(
	'of %s an authority is linked, listed with its state, and linked again to what was; each is recorded',
	async (_name, foundation) => {
		const context = await start(foundation);
		const link = (to: object) => linkAuthority(context, REQUEST, 'GOV-DOT', { reason: 'a test', ...to });
		expect(await linkOf('GOV-DOT')).toMatchObject({ ...NOBODY, linked_name: null, link_state: null });

		const toRole = { directus_role: EDITORS, directus_user: null };
		expect(await link({ role: EDITORS })).toMatchObject({ owner_gov_code: 'GOV-DOT', before: NOBODY, after: toRole });
		expect(await linkOf('GOV-DOT')).toMatchObject({ ...toRole, linked_name: 'Editors', link_state: 'active' });
		const { run, before } = await link({ user: ADA });
		const facts = { owner_gov_code: 'GOV-DOT', before: toRole, after: { directus_role: null, directus_user: ADA } };
		expect(before).toEqual(toRole);
		expect(run).toMatchObject({ action: 'link', status: 'passed', result: facts });
		expect(await linkOf('GOV-DOT')).toMatchObject({ directus_user: ADA, linked_name: 'Ada Lovelace', link_state: 'active' });

		await database.db('directus_users').where({ id: ADA }).update({ status: 'suspended' });
		expect(await linkOf('GOV-DOT')).toMatchObject({ linked_name: 'Ada Lovelace', link_state: 'user_not_active' });
		await database.db('directus_users').where({ id: ADA }).delete();
		expect(await linkOf('GOV-DOT')).toMatchObject({ directus_user: ADA, linked_name: null, link_state: 'user_not_active' });
		expect((await link({ role: before.directus_role })).after).toEqual(toRole);
		expect((await link({})).after).toEqual(NOBODY);
		expect(await database.db('axis_internal.authority_link').select()).toEqual([]);
	},
);

it('an authority, a role or a user that there is not is refused, and nothing changes', async () => {
	const context = await start(true);
	const link = (code: string, to: object) => linkAuthority(context, REQUEST, code, { reason: 'a test', ...to });
	await expect(link('NOBODY', { role: EDITORS })).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AUTHORITY', status: 404 });
	await expect(link('GOV-DOT', { role: ADA })).rejects.toMatchObject({
		code: 'AXIS_UNKNOWN_PERSON',
		extensions: { kind: 'role', id: ADA },
	});
	await expect(link('GOV-DOT', { user: EDITORS })).rejects.toMatchObject({ extensions: { kind: 'user', id: EDITORS } });
	expect(await database.db('axis_internal.authority_link').select()).toEqual([]);
	expect(await database.db('axis_rollout_run').where({ action: 'link' }).pluck('status')).toEqual(Array(3).fill('refused'));
});

it('suggests roles with active users, and for each collection the active user who changed it most', async () => {
	const context = await start(true);
	await linkAuthority(context, REQUEST, 'GOV-DOT', { role: EDITORS, reason: 'a test' });
	const changes = (user: string, collection: string, times: number, action = 'update') =>
		database.db('directus_activity').insert(Array.from({ length: times }, () => ({ user, collection, action, item: '1' })));
	await changes(ADA, 'pages', 2);
	await changes(GRACE, 'pages', 3);
	await changes(ADA, 'articles', 1);
	await changes(ADA, 'directus_users', 9);
	await changes(ADA, 'governance_registry', 9);
	await changes(ADA, 'pages', 9, 'login');
	const suggested = async () =>
		(await suggestLinks(database.db, PAGE)).rows.map((row) =>
			[row.kind, row.id, row.name, row.active_users ?? row.collection, row.changes, row.linked_to].join(' '),
		);
	const roles = [`role ${EDITORS} Editors 1  GOV-DOT`, `role ${WEB_EDITORS} Web editors 1  `];
	expect(await suggested()).toEqual([...roles, `user ${ADA} Ada Lovelace articles 1 `, `user ${GRACE} Grace pages 3 `]);
	await database.db('directus_users').where({ id: GRACE }).update({ status: 'suspended' });
	expect(await suggested()).toEqual([`user ${ADA} Ada Lovelace articles 1 `, `user ${ADA} Ada Lovelace pages 2 `]);
});
