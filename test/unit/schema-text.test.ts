/** What of a caller's text is let through to DDL: the five actions, names that stay names, and JSON defaults as text that means the same. */
import { describe, expect, it } from 'vitest';
import { GUARDED_CALLS, isSchemaApply } from '../../src/gate/guarded-calls';
import { unsafeAction, unsafeColumn, unsafeName, withWrittenDefault } from '../../src/gate/schema-text';

describe('an action of a relation', () => {
	it.each(['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT', 'set null', 'Cascade', null, undefined, ''])(
		'%j passes',
		(action) => {
			expect(unsafeAction({ on_update: action, on_delete: action })).toBeNull();
		},
	);

	it.each(['NO ACTION; drop table x', 'CASCADE\n', ' CASCADE', 'SET NULL (a)', 'cascade--', ['CASCADE'], { a: 1 }, 1, true])(
		'%j is refused, in either place',
		(given) => {
			expect(unsafeAction({ on_update: given })).toMatchObject({ place: 'on_update of the relation', given });
			expect(unsafeAction({ on_delete: given })).toMatchObject({ place: 'on_delete of the relation', given });
		},
	);

	it('that is not named passes', () => {
		expect([unsafeAction(undefined), unsafeAction(null), unsafeAction({})]).toEqual([null, null, null]);
	});
});

describe('a name', () => {
	it.each(['a', 'Ä b', 'a-b', "it's", 'a"b', 'basics', 'a[b]', 'has', 'as', 'a as', 'ünïcode', '1'])('%j passes', (name) => {
		expect(unsafeName('of it', name)).toBeNull();
	});

	it.each([
		'a.b',
		'pg_temp.a',
		'.a',
		'a as b',
		'a AS b',
		'a[1]',
		'x\ny[0]',
		'*',
		' a',
		'a ',
		'a\n',
		'\u00a0a',
		['a'],
		{},
		1,
		undefined,
	])('%j is refused', (name) => {
		expect(unsafeName('of it', name)).toMatchObject({ place: 'the name of it', given: name });
	});

	it('of a field that has no column is not looked at', () => {
		expect(unsafeColumn('a.b', { field: 'c.d', type: 'alias' })).toBeNull();
		expect(unsafeColumn('a', { field: 'c.d', type: 'string' })).toMatchObject({ place: 'the name of the field' });
		expect(unsafeColumn('a.b', { field: 'c', type: 'string' })).toMatchObject({ place: 'the name of the collection' });
	});
});

describe('the default of a field', () => {
	const written = (type: string, value: unknown) =>
		withWrittenDefault({ field: 'f', type, meta: null, schema: { is_nullable: true, default_value: value } });

	it.each([
		[["'"]],
		[{ "it's": 'a?b' }],
		[['::', ':::']],
		[['CURRENT_TIMESTAMP(1)']],
		[['\\', '\\u0027', '"']],
		[{}],
		[[]],
		[{ a: { b: [1, null] } }],
	])('%j of a JSON field is the same JSON as text, without what ends a literal', (value) => {
		const field = written('json', value);
		expect(field).toMatchObject({ field: 'f', type: 'json', meta: null, schema: { is_nullable: true } });
		const text = Reflect.get(Reflect.get(Object(field), 'schema'), 'default_value');
		expect(JSON.parse(text)).toEqual(value);
		expect(text).not.toMatch(/['?(]|::/);
	});

	it.each([
		['json', 'text'],
		['json', null],
		['json', 5],
		['csv', ['a', 'b']],
		['string', { a: 1 }],
	])('of type %s stays as it is: %j', (type, value) => {
		expect(written(type, value)).toEqual({ field: 'f', type, meta: null, schema: { is_nullable: true, default_value: value } });
	});

	it('of what is no field, or has no schema, stays as it is', () => {
		for (const field of [undefined, null, 'json', { type: 'json' }, { type: 'json', schema: null }])
			expect(withWrittenDefault(field)).toBe(field);
	});
});

describe('a call of Directus’ services', () => {
	const unsafe = (service: string, method: string, args: unknown[], of: unknown = {}) =>
		GUARDED_CALLS.find((call) => call.service === service && call.method === method)?.unsafe?.(args, of) ?? null;
	const dotted = { schema: { collections: { 'a.b': {} } } };

	it('that makes a folder may have any name, a table only one that stays its name', () => {
		expect(unsafe('CollectionsService', 'createOne', [{ collection: 'a.b', schema: null }])).toBeNull();
		expect(unsafe('CollectionsService', 'createOne', [{ collection: 'a.b', schema: {} }])).not.toBeNull();
	});

	it('that deletes a folder passes, one that would drop another table is refused', () => {
		expect(unsafe('CollectionsService', 'deleteOne', ['a.b'])).toBeNull();
		expect(unsafe('CollectionsService', 'deleteOne', ['a.b'], dotted)).not.toBeNull();
		expect(unsafe('FieldsService', 'deleteField', ['a.b', 'c'], dotted)).not.toBeNull();
	});

	it('about a relation is judged by both ends, field and actions', () => {
		const relation = { collection: 'a', field: 'f', related_collection: 'b', schema: { on_delete: 'CASCADE' } };
		expect(unsafe('RelationsService', 'createOne', [relation])).toBeNull();
		for (const change of [{ collection: ['a'] }, { related_collection: 'x.b' }, { field: 'f.g' }, { schema: { on_update: 'x' } }])
			expect(unsafe('RelationsService', 'createOne', [{ ...relation, ...change }])).not.toBeNull();
		expect(unsafe('RelationsService', 'updateOne', ['a', 'f', { schema: { on_delete: 'x' } }])).not.toBeNull();
		expect(unsafe('RelationsService', 'updateOne', ['a', 'f', { meta: {} }])).toBeNull();
		expect(unsafe('RelationsService', 'deleteOne', ['a.b', 'f'])).not.toBeNull();
	});

	it('comes from applying a schema where both options of Directus say so', () => {
		expect(isSchemaApply(['x', { bypassLimits: true, autoPurgeSystemCache: false }])).toBe(true);
		for (const options of [undefined, {}, { bypassLimits: true }, { autoPurgeSystemCache: false }])
			expect(isSchemaApply(['x', options])).toBe(false);
		expect(isSchemaApply([])).toBe(false);
	});
});
