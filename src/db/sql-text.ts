/**
 * Reads SQL text as psql does: statements end at semicolons outside of quotes, comments and dollar quotes, `:'name'` is a variable, and `:"name"`
 * one whose value is a name.
 * So the text of one file runs through psql and through Node alike.
 */

import { quoteIdentifier } from './identifiers';

/** One statement of a text. `parts` alternates SQL with variables: sql, name, sql, name, … sql; of one whose value is a name its quotes are kept. */
export interface Statement {
	parts: readonly string[];
	/** Line of the statement's first token in its text, from 1. */
	line: number;
}

/** Values of variables by name. A variable without a value is an error, not an empty string. */
export type Variables = Readonly<Record<string, string | number | boolean | null>>;

// The order matters: a token is the first alternative that matches at its place.
const TOKEN = new RegExp(
	[
		/(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)/,
		/(?<escaped>\b[eE]'(?:[^'\\]|\\[\s\S]|'')*')/,
		/(?<string>(?<!\b[eE])'(?:[^']|'')*')/,
		/(?<identifier>"(?:[^"]|"")*")/,
		/(?<dollar>(?<![A-Za-z_0-9$])\$(?<tag>[A-Za-z_][A-Za-z_0-9]*|)\$[\s\S]*?\$\k<tag>\$)/,
		/(?<cast>::)/,
		/:'(?<variable>[A-Za-z_][A-Za-z_0-9]*)'/,
		/:(?<name>"[A-Za-z_][A-Za-z_0-9]*")/,
		/(?<end>;)/,
	]
		.map((pattern) => pattern.source)
		.join('|'),
	'g',
);

/**
 * Splits a text into its statements. Comments before a statement belong to it; a text of comments alone has none.
 * Errors: SyntaxError when a quote is left open, and for a comment inside a comment (PostgreSQL nests them, this does not).
 */
export function splitStatements(text: string, firstLine = 1): Statement[] {
	const statements: Statement[] = [];
	let parts: string[] = [];
	let current = '';
	let from = 0;

	const finish = (end: number) => {
		parts.push(current);
		if (withoutComments(parts.join(' ')) !== '') {
			const lead = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text.slice(from, end))?.[0] ?? '';
			statements.push({ parts, line: firstLine + lineBreaks(text.slice(0, from) + lead) });
		}
		parts = [];
		current = '';
		from = end + 1;
	};

	let at = 0;
	for (const token of text.matchAll(TOKEN)) {
		current += checkClosed(text.slice(at, token.index), firstLine + lineBreaks(text.slice(0, at)));
		at = token.index + token[0].length;
		if (token.groups?.comment?.includes('/*', 1) === true && token[0].startsWith('/*')) {
			throw new SyntaxError(
				`SQL text has a comment inside the comment at line ${firstLine + lineBreaks(text.slice(0, token.index))}`,
			);
		}
		const variable = token.groups?.variable ?? token.groups?.name;
		if (variable !== undefined) {
			parts.push(current, variable);
			current = '';
		} else if (token.groups?.end !== undefined) finish(token.index);
		else current += token[0];
	}
	current += checkClosed(text.slice(at), firstLine + lineBreaks(text.slice(0, at)));
	finish(text.length);
	return statements;
}

/** Statement text without its comments and outer blanks, to tell what it begins with; not to be run: quotes may hold what looks like a comment. */
export function withoutComments(text: string): string {
	return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '').trim();
}

/** The statement's text as a DBA would read it, variables as `:'name'` and `:"name"`. */
export function statementText(statement: Statement): string {
	return statement.parts
		.map((part, index) => (index % 2 === 0 ? part : part.startsWith('"') ? `:${part}` : `:'${part}'`))
		.join('')
		.trim();
}

/**
 * The statement for knex.raw: variables become bindings or quoted names, and every literal question mark is escaped, because knex takes it for a
 * binding.
 * Errors: ReferenceError for a variable that has no value, SyntaxError for a question mark after a backslash, which knex cannot carry.
 */
export function bindStatement(
	statement: Statement,
	variables: Variables,
): { sql: string; bindings: (string | number | boolean | null)[] } {
	const bindings: (string | number | boolean | null)[] = [];
	const sql = statement.parts.map((part, index) => {
		if (index % 2 === 0) return escapeForKnex(part, statement.line);
		const isName = part.startsWith('"');
		const value = variables[isName ? part.slice(1, -1) : part];
		if (value === undefined || (isName && value === null)) {
			throw new ReferenceError(`SQL variable :${isName ? part : `'${part}'`} (line ${statement.line}) has no value`);
		}
		if (isName) return escapeForKnex(quoteIdentifier(String(value)), statement.line);
		bindings.push(value);
		// Apart from its neighbours: knex reads ?? as an identifier.
		return ' ? ';
	});
	return { sql: sql.join('').trim(), bindings };
}

function escapeForKnex(sql: string, line: number): string {
	if (sql.includes('\\?')) throw new SyntaxError(`SQL statement at line ${line} has a question mark after a backslash`);
	return sql.replaceAll('?', '\\?');
}

function checkClosed(text: string, line: number): string {
	if (/['"]|\/\*|\$(?:[A-Za-z_][A-Za-z_0-9]*)?\$/.test(text))
		throw new SyntaxError(`SQL text has an open quote or comment after line ${line}`);
	return text;
}

function lineBreaks(text: string): number {
	return text.split('\n').length - 1;
}

/** A text with the first statement of another where it names it in a comment of its own: one text, run as a part of several. */
export function includeText(text: string, name: string, part: string): string {
	const [statement] = splitStatements(part);
	// A function as replacement: the texts hold dollar signs, which replaceAll would read.
	return text.replaceAll(`/* ${name} */`, () => (statement ? statementText(statement) : ''));
}
