/** SQL text is read as psql reads it. */
import { describe, expect, it } from 'vitest';
import { splitStatements, statementText } from '../../src/db/sql-text';

const texts = (text: string) => splitStatements(text).map(statementText);

describe('statements end at semicolons', () => {
	it.each([
		['two statements', 'select 1; select 2;', ['select 1', 'select 2']],
		['a last one without a semicolon', 'select 1;\nselect 2', ['select 1', 'select 2']],
		['nothing between two semicolons', 'select 1;; ;select 2', ['select 1', 'select 2']],
		['a text of comments alone has none', '-- one;\n/* two; */\n', []],
		['an empty text has none', '', []],
		['a string that is all comment is a statement', `'--'`, [`'--'`]],
	])('%s', (_what, text, expected) => {
		expect(texts(text)).toEqual(expected);
	});

	it.each([
		['strings', `select ';', 'it''s; one'`],
		['strings with escapes', `select E'a\\'; b', e'\\\\'`],
		['identifiers', 'select 1 as "a;""b;"'],
		['dollar quotes', 'do $$ begin; end $$'],
		['dollar quotes with tags', 'do $block$ select $$;$$; $block$'],
		['line comments', '-- a; b\nselect 1'],
		['block comments', '/* a; \n b; */ select 1'],
	])('but not inside %s', (_what, text) => {
		expect(texts(text)).toEqual([text]);
	});

	it('a quote in a comment and a comment in a quote end nothing', () => {
		expect(texts(`-- it's\nselect '/* '; select ' */', "--"; /* don't */ select 1`)).toEqual([
			`-- it's\nselect '/* '`,
			`select ' */', "--"`,
			`/* don't */ select 1`,
		]);
	});

	it('a backslash ends a plain string and not an escaped one', () => {
		expect(texts(`select '\\'; select 1`)).toEqual([`select '\\'`, 'select 1']);
		expect(texts(`select E'\\'; select 1'`)).toEqual([`select E'\\'; select 1'`]);
		expect(texts(`select name'\\'; select 1`)).toEqual([`select name'\\'`, 'select 1']);
	});

	it('a dollar inside a name begins no quote', () => {
		expect(() => splitStatements('select a$b$ ; c$b$')).toThrow(SyntaxError);
		expect(texts('select $1; select a$1')).toEqual(['select $1', 'select a$1']);
	});
});

describe('variables', () => {
	const variables = (text: string) =>
		splitStatements(text).map((statement) => statement.parts.filter((_part, index) => index % 2 === 1));

	it('are read in code', () => {
		expect(variables(`select :'a', (:'b_2')::text; select :'c'`)).toEqual([['a', 'b_2'], ['c']]);
	});

	it('whose value is a name are read with their quotes, but not behind a cast', () => {
		expect(variables(`select :"a".b, x::"c" from :"d"`)).toEqual([['"a"', '"d"']]);
	});

	it('are none in strings, identifiers, comments, dollar quotes and behind a cast', () => {
		expect(variables(`select ':''a''', ":'b'", $$ :'c' $$, x::'d' -- :'e'\n /* :'f' */`)).toEqual([[]]);
	});

	it('keep their place when the statement is printed', () => {
		const text = `select :'a' || :'b'::text from :"c".d`;
		expect(texts(text)).toEqual([text]);
	});
});

describe('lines', () => {
	const lines = (text: string, first?: number) => splitStatements(text, first).map((statement) => statement.line);

	it('are those of the first token, behind leading comments', () => {
		expect(lines('select 1;\n\n-- why\n/* and\nhow */ select 2;\n  select 3;select 4')).toEqual([1, 5, 6, 6]);
	});

	it('count breaks inside quotes', () => {
		expect(lines(`select '\n\n';\nselect $$\n$$;\nselect 3`)).toEqual([1, 4, 6]);
	});

	it('start where the text starts in its file', () => {
		expect(lines('\nselect 1', 40)).toEqual([41]);
	});
});

describe('what is left open is refused, with its line', () => {
	it.each([
		['a string', `select 1;\nselect 'a;\n`],
		['an escaped string', `select 1;\nselect E'a\\'`],
		['an identifier', 'select 1;\nselect "a'],
		['a dollar quote', 'select 1;\ndo $$ begin'],
		['a tagged dollar quote', 'select 1;\ndo $a$ begin $b$'],
		['a block comment', 'select 1;\n/* begin'],
	])('%s', (_what, text) => {
		expect(() => splitStatements(text, 10)).toThrow(/open quote or comment after line 10/);
	});

	it('so is a comment inside a comment, which PostgreSQL would nest', () => {
		expect(() => splitStatements('select 1;\n/* a /* b */ c */')).toThrow('comment inside the comment at line 2');
		expect(texts('-- see /* below\nselect 1')).toEqual(['-- see /* below\nselect 1']);
	});
});
