/** A caller's text never runs as SQL in the DDL of Directus, on both majors, whatever the table; what people want of these texts works. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { expectSection, markdownTable } from '../../../support/generated-section';
import { apiOf, verdict, type Api } from '../../support/api';
import { MAJORS, startMajor, type MajorHost } from '../../support/majors';
import { wordFor } from '../path';
import { GHOST, MADE, SCRATCH } from './attempt';
import { TEXTS } from './texts';

const KEY = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } };

const isAdded = (field: string) => !['id', 'parent', 'settings'].includes(field);

describe.each(MAJORS)('texts in the DDL of Directus %i', (major) => {
	let host: MajorHost;
	let admin: Api;
	let db: Knex;

	beforeAll(async () => {
		host = await startMajor(major);
		({ db } = host);
		admin = await apiOf('admin', host.url);
		const made = await admin.send('POST', '/collections', {
			collection: SCRATCH,
			schema: {},
			meta: {},
			fields: [KEY, { field: 'parent', type: 'integer', schema: {} }, { field: 'settings', type: 'json', schema: {}, meta: {} }],
		});
		expect(verdict(made), made.text).toBe('200');
	});
	afterAll(async () => {
		await admin.send('DELETE', `/collections/${SCRATCH}`);
		await host.stop();
	});

	afterEach(async () => {
		// Directus does not delete a collection that refers to itself.
		await admin.send('DELETE', `/relations/${SCRATCH}/parent`);
		for (const field of (await db('information_schema.columns').where({ table_name: SCRATCH }).pluck('column_name')).filter(
			isAdded,
		))
			expect(verdict(await admin.send('DELETE', `/fields/${SCRATCH}/${encodeURIComponent(field)}`))).toBe('204');
		for (const name of await db('directus_collections').where('collection', 'like', `${MADE}%`).pluck('collection'))
			expect(verdict(await admin.send('DELETE', `/collections/${encodeURIComponent(name)}`))).toBe('204');
	});

	it.each(TEXTS.map((text) => [`${text.text}, of ${text.from}`, text] as const))('%s runs nothing', async (_name, text) => {
		const tables = async () => (await db('pg_class').where({ relkind: 'r' })).length;
		const before = await tables();
		const answer = await text.attempt(admin);
		expect(verdict(answer), answer.text).toBe(wordFor(text.tried, major));
		expect(await db('pg_class').where({ relname: GHOST })).toEqual([]);
		if (verdict(answer).endsWith('AXIS_UNSAFE_SCHEMA')) {
			expect(answer.text).toContain('Nothing was changed.');
			expect(await tables()).toBe(before);
		}
	});

	it('a JSON default is what was asked for, when it is stored, when it is read, and when it is written again', async () => {
		const wanted = { note: ["it's", 'a::b', 'what?', '\\u0027', '"quoted"', "''", 'ÿ💡'], deep: { n: [1, null, true, {}] } };
		const added = await admin.send('POST', `/fields/${SCRATCH}`, {
			field: 'tried',
			type: 'json',
			schema: { default_value: wanted },
		});
		expect(verdict(added), added.text).toBe('200');
		const field = async () =>
			(await admin.get<{ schema: { default_value: unknown } }>(`/fields/${SCRATCH}/tried`)).data.schema.default_value;
		expect(await field()).toEqual(wanted);

		const again = await admin.send('PATCH', `/fields/${SCRATCH}/tried`, {
			type: 'json',
			schema: { default_value: await field(), is_nullable: false },
		});
		expect(verdict(again), again.text).toBe('200');
		expect(await field()).toEqual(wanted);
		const item = await admin.send<{ tried: unknown }>('POST', `/items/${SCRATCH}`, {});
		expect(item.data.tried).toEqual(wanted);
	});

	it.each([
		['an array', ['a', 'b']],
		['an empty object', {}],
		['a text that is JSON', '{"a": 1}'],
		['nothing', null],
	])('%s as the default of a JSON field works as it did', async (_name, value) => {
		const made = await admin.send('POST', '/collections', {
			collection: MADE,
			schema: {},
			meta: {},
			fields: [KEY, { field: 'tried', type: 'json', meta: {}, schema: { default_value: value } }],
		});
		expect(verdict(made), made.text).toBe('200');
		const item = await admin.send<{ tried: unknown }>('POST', `/items/${MADE}`, {});
		expect(item.data.tried).toEqual(typeof value === 'string' ? JSON.parse(value) : value);
	});

	it('a relation may say each of the five actions, in whatever letters, or none, in either place', async () => {
		const NAMES = { 'NO ACTION': 'a', RESTRICT: 'r', CASCADE: 'c', 'SET NULL': 'n', 'SET DEFAULT': 'd' };
		const named = Object.entries(NAMES).map(([name, letter]) => ({ schema: { on_delete: name, on_update: name }, letter }));
		// Directus itself takes on_delete over REST as PostgreSQL writes it, and not null.
		const others = [
			{ schema: { on_update: 'No Action' }, letter: 'a' },
			{ schema: { on_update: null }, letter: 'a' },
			{ schema: {}, letter: 'a' },
		];
		for (const { schema, letter } of [...named, ...others]) {
			const relation = { collection: SCRATCH, field: 'parent', related_collection: SCRATCH, schema };
			const answer = await admin.send('POST', '/relations', relation);
			expect(verdict(answer), answer.text).toBe('200');
			const { rows } = await db.raw(
				`select confupdtype as on_update, confdeltype as on_delete from pg_constraint where contype = 'f' and conrelid = ?::regclass`,
				[SCRATCH],
			);
			expect(rows).toEqual([{ on_update: letter, on_delete: letter }]);
			expect(verdict(await admin.send('DELETE', `/relations/${SCRATCH}/parent`))).toBe('204');
		}
	});

	it('a folder may have a dot in its name, and goes again', async () => {
		const folder = `${MADE}.v2`;
		const made = await admin.send('POST', '/collections', { collection: folder, schema: null, meta: {} });
		expect(verdict(made), made.text).toBe('200');
		expect(verdict(await admin.send('DELETE', `/collections/${folder}`))).toBe('204');
	});
});

it('docs/evidence/schema-texts.md lists every text that reaches DDL, and what stops it', async () => {
	const rows = TEXTS.map(({ text, from, written, held }) => [text, from, written, held]);
	await expectSection(
		'docs/evidence/schema-texts.md',
		'schema-texts',
		markdownTable(['text', 'from', 'how it reaches DDL', 'what we do'], rows),
	);
});
