/** Statements as knex.raw takes them. */
import knex from 'knex';
import { expect, it } from 'vitest';
import { bindStatement, splitStatements, type Variables } from '../../src/db/sql-text';

/** What PostgreSQL would get: knex' own translation, without a connection. */
function sent(text: string, variables: Variables = {}): { sql: string; bindings: readonly unknown[] } {
	const [statement] = splitStatements(text);
	if (!statement) throw new Error('no statement');
	const { sql, bindings } = bindStatement(statement, variables);
	const client = knex({ client: 'pg' });
	const native = (bindings.length > 0 ? client.raw(sql, bindings) : client.raw(sql)).toSQL().toNative();
	return { sql: native.sql.replaceAll(/ +/g, ' '), bindings: native.bindings };
}

it('variables become bindings in their order, repeated ones twice', () => {
	expect(sent(`select :'b'::text, :'a', :'b'`, { a: 1, b: 'x' })).toEqual({
		sql: 'select $1 ::text, $2 , $3',
		bindings: ['x', 1, 'x'],
	});
});

it('null, false and the empty string are values', () => {
	expect(sent(`select :'a', :'b', :'c'`, { a: null, b: false, c: '' }).bindings).toEqual([null, false, '']);
});

it('a question mark stays one, with and without variables, and next to one', () => {
	expect(sent(`select '?', a ? 'b', "?"`).sql).toBe(`select '?', a ? 'b', "?"`);
	expect(sent(`select '??', a ?:'b' -- why?`, { b: 1 }).sql).toBe(`select '??', a ? $1 -- why?`);
});

it('two variables side by side are two bindings', () => {
	expect(sent(`select :'a':'b'`, { a: 1, b: 2 })).toEqual({ sql: 'select $1 $2', bindings: [1, 2] });
});

it('a value that is a name is quoted as one, and needs a value', () => {
	expect(sent(`select 1 from :"schema".t`, { schema: 'a "b"?' })).toEqual({ sql: `select 1 from "a ""b""?".t`, bindings: [] });
	expect(() => sent(`select 1 from :"schema".t`, { schema: null })).toThrow(/SQL variable :"schema" \(line 1\) has no value/);
});

it('a variable without a value is refused by name and line', () => {
	const [statement] = splitStatements(`\nselect :'missing'`);
	expect(() => bindStatement(statement ?? { parts: [], line: 0 }, {})).toThrow(
		new ReferenceError(`SQL variable :'missing' (line 2) has no value`),
	);
});

it('a question mark after a backslash is refused, because knex would bind it', () => {
	expect(() => sent(`select a ~ 'b\\?'`)).toThrow(/line 1 has a question mark after a backslash/);
});
