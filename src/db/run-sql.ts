/** Runs statements of SQL text on a knex connection and reads their rows. The only place that calls knex.raw. */
import type { Knex } from 'knex';
import { DatabaseLost } from './lost';
import { bindStatement, splitStatements, type Statement, type Variables } from './sql-text';
import { sqlState } from './sqlstate';

/** One row as the database gave it; int8 is a number where JavaScript can hold it. */
export type Row = Record<string, unknown>;

const INT8_OID = 20;

/** Runs one statement. Errors: the database's own, unchanged; DatabaseLost when it did not answer. */
export async function runStatement(db: Knex, statement: Statement, variables: Variables = {}): Promise<Row[]> {
	const { sql, bindings } = bindStatement(statement, variables);
	try {
		const answer: unknown = await (bindings.length > 0 ? db.raw(sql, bindings) : db.raw(sql));
		return readRows(answer);
	} catch (error) {
		throw sqlState(error) === null ? new DatabaseLost(error) : error;
	}
}

/** Runs a text of one statement and returns its rows. For queries that stand in a .sql file of their own. */
export async function queryRows(db: Knex, text: string, variables: Variables = {}): Promise<Row[]> {
	const [statement, ...others] = splitStatements(text);
	if (!statement || others.length > 0) throw new SyntaxError('queryRows takes a text of exactly one statement');
	return runStatement(db, statement, variables);
}

/** Runs every statement of a text in order. Errors: the first failing statement's; what ran before it stays in the transaction. */
export async function runText(db: Knex, text: string, variables: Variables = {}): Promise<void> {
	for (const statement of splitStatements(text)) await runStatement(db, statement, variables);
}

// pg gives count(*) and bigint as strings, because they may exceed 2^53; ours never do, and programs expect numbers.
function readRows(answer: unknown): Row[] {
	if (!isResult(answer)) return [];
	const wide = answer.fields.filter((field) => field.dataTypeID === INT8_OID).map((field) => field.name);
	if (wide.length === 0) return answer.rows;
	return answer.rows.map((row) => ({ ...row, ...Object.fromEntries(wide.map((name) => [name, narrow(row[name])])) }));
}

function narrow(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : value;
}

function isResult(answer: unknown): answer is { rows: Row[]; fields: { name: string; dataTypeID: number }[] } {
	return (
		typeof answer === 'object' &&
		answer !== null &&
		'rows' in answer &&
		Array.isArray(answer.rows) &&
		'fields' in answer &&
		Array.isArray(answer.fields)
	);
}
