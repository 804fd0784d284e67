/** Whatever statements are joined come apart again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitStatements, statementText } from '../../src/db/sql-text';

const anything = fc.string({ unit: fc.constantFrom(...`abE01 ;:'"$-/*\\\n?é_`), maxLength: 12 });
const tag = fc.constantFrom('', 'a', 'tag_1');
const name = fc.constantFrom('actor', 'tag_1', 'X');

const token = fc.oneof(
	anything.map((text) => ` '${text.replaceAll("'", "''")}' `),
	anything.map((text) => ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}' `),
	anything.map((text) => ` "${text.replaceAll('"', '""')}" `),
	fc.tuple(tag, anything).map(([tag, text]) => ` $${tag}$${text.replaceAll('$', '')}$${tag}$ `),
	anything.map((text) => ` --${text.replaceAll('\n', '')}\n`),
	anything.map((text) => ` /*${text.replaceAll('/', '').replaceAll('*', '')}*/ `),
	name.map((name) => ` :'${name}' `),
	fc.constantFrom(' select ', ' a.b ', ' 1::text ', ' = ', '\n', ' $1 ', ' a ? b '),
);

const statement = fc.array(token, { maxLength: 8 }).map((tokens) => `select${tokens.join('')}`);

it('statements survive being joined and split, comments and quotes included', () => {
	fc.assert(
		fc.property(fc.array(statement, { maxLength: 6 }), (statements) => {
			const split = splitStatements(statements.join(';\n'));
			expect(split.map(statementText)).toEqual(statements.map((text) => text.trim()));
		}),
		{ numRuns: 2000 },
	);
});

it('each statement knows its line', () => {
	fc.assert(
		fc.property(fc.array(statement, { maxLength: 6 }), (statements) => {
			let line = 1;
			const expected = statements.map((text) => {
				const own = line;
				line += text.split('\n').length;
				return own;
			});
			expect(splitStatements(statements.join(';\n')).map((found) => found.line)).toEqual(expected);
		}),
	);
});
