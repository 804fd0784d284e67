/** What people and attackers do with a hardened Directus. */
import { verdict, type Api } from './api';

const ID = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: {} };
const NAME = { field: 'name', type: 'string', schema: {}, meta: {} };

/** A function in Directus' schema in place of PostgreSQL's own; the sequence planted_ran tells that it ran. */
export const PLANT = `create function public.convert_to(text, text) returns bytea language plpgsql as
	$$ begin perform nextval('public.planted_ran'); return pg_catalog.convert_to($1, $2::name); end $$`;

/** What the makers and the readers of a project ask for: ten requests, and how each was answered. */
export async function everydayWork(admin: Api): Promise<string[]> {
	const file = new FormData();
	file.set('file', new Blob(['name\nthird\n'], { type: 'text/csv' }), 'notes.csv');
	const told = [
		await admin.send('POST', '/collections', { collection: 'note', schema: {}, meta: {}, fields: [ID, NAME] }),
		await admin.send('POST', '/fields/note', { ...NAME, field: 'more' }),
		await admin.send('PATCH', '/fields/note/more', { type: 'text', schema: { is_indexed: true } }),
		await admin.send('POST', '/items/note', [{ name: 'first' }, { name: 'second' }]),
		await admin.send('PATCH', '/items/note/1', { name: 'changed' }),
		await admin.raw('POST', '/utils/import/note', file, {}),
		await admin.get('/items/note?aggregate[count]=id&groupBy=name&search=th'),
		await admin.get('/axis/coverage/topic/matrix'),
		await admin.get('/axis/plan'),
		await admin.send('DELETE', '/collections/note'),
	];
	return told.map(verdict);
}

/** Makes a collection, a relation of it whose on_update holds the SQL, and takes the collection away. */
export async function relateWithSql(admin: Api, sql: string): Promise<string[]> {
	const fields = [ID, { field: 'parent', type: 'integer', schema: {}, meta: {} }];
	const relation = { collection: 'raw', field: 'parent', related_collection: 'raw', meta: {} };
	const told = [
		await admin.send('POST', '/collections', { collection: 'raw', schema: {}, meta: {}, fields }),
		await admin.send('POST', '/relations', { ...relation, schema: { on_update: `NO ACTION; ${sql}` } }),
		await admin.send('DELETE', '/collections/raw'),
	];
	return told.map(verdict);
}
