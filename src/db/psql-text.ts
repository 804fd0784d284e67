/** Writes psql text: meta-commands, literals, and the verbatim statements of a tier file between them. */
import { splitStatements, statementText, type Statement } from './sql-text';

/** `\set name 'value'`. psql reads backslashes and doubled quotes in it, and no variables. */
export function setVariable(name: string, value: string | number | boolean): string {
	const escaped = String(value)
		.replaceAll('\\', '\\\\')
		.replaceAll("'", "''")
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t');
	return `\\set ${name} '${escaped}'`;
}

/** Keeps what the caller gave with -v, and sets the variable otherwise. */
export function setDefault(name: string, set: string): string {
	return `\\if :{?${name}}\n\\else\n${set}\n\\endif`;
}

/** An SQL string literal, for texts of our own. */
export function literal(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/** The text between dollar quotes, with a tag that does not occur in it. psql replaces no variables inside. */
export function dollarQuote(text: string, word: string): string {
	let tag = word;
	while (text.includes(`$${tag}$`)) tag += '_';
	return `$${tag}$${text}$${tag}$`;
}

/** The statement as its file has it, on lines of its own: a comment at its end must not swallow what follows. */
export function verbatim(statement: Statement): string {
	return `\n${statementText(statement)}\n`;
}

/** A text of one statement, without its semicolon, so that it can stand inside another. Errors: SyntaxError for any other number. */
export function oneStatement(text: string): string {
	const [statement, ...others] = splitStatements(text);
	if (!statement || others.length > 0) throw new SyntaxError('A query inside another must be exactly one statement');
	return verbatim(statement);
}

/** Every statement of a text, each ended by a semicolon. */
export function allStatements(text: string): string {
	return splitStatements(text)
		.map((statement) => `${statementText(statement)};`)
		.join('\n\n');
}

/** Ends psql with an SQLSTATE of ours: AX001 for a shut gate, AX004 for every other refusal. */
export function raise(code: string, message: string): string {
	const state = code === 'AXIS_GATE_CLOSED' ? 'AX001' : 'AX004';
	const text = literal(`${code}: ${message}`);
	return `do ${dollarQuote(`\nbegin\n  raise exception using errcode = '${state}', message = ${text};\nend\n`, 'refuse')};`;
}

/** Ends the transaction when a condition returned rows, and shows them. */
export function refuseViolations(code: string, message: string): string {
	const call = `perform pg_temp.axis_refuse(${literal(code)}, ${literal(message)});`;
	return `do ${dollarQuote(`\nbegin\n  ${call}\nend\n`, 'refuse')};`;
}

/** Parts of a script, an empty line between them. */
export function paragraphs(...parts: readonly (string | null)[]): string {
	return parts.filter((part) => part !== null && part !== '').join('\n\n');
}

/** Runs a query that may fail, in a savepoint; `otherwise` sets what is known then. */
export function tolerate(otherwise: string, query: string): string {
	return [
		'savepoint axis_check;',
		'\\set ON_ERROR_STOP off',
		query,
		'\\set ON_ERROR_STOP on',
		'\\if :ERROR',
		otherwise,
		'\\endif',
		'rollback to savepoint axis_check;',
	].join('\n');
}
