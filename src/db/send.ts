/** Sends one statement over a knex connection. The only place that calls knex.raw, and that cancels one; src/db/run-sql.ts is what others call. */
import type { Knex } from 'knex';
import { DatabaseLost } from './availability';
import { bindStatement, type Statement, type Variables } from './sql-text';
import { sqlState } from './sqlstate';

/** One row as the database gave it; int8 is a number where JavaScript can hold it. */
export type Row = Record<string, unknown>;

const INT8_OID = 20;

/** Sends it as it is, in the caller's transaction. Errors: the database's own, unchanged; DatabaseLost when it did not answer. */
export async function sendStatement(trx: Knex.Transaction, statement: Statement, variables: Variables = {}): Promise<Row[]> {
	const { sql, bindings } = bindStatement(statement, variables);
	try {
		const answer: unknown = await (bindings.length > 0 ? trx.raw(sql, bindings) : trx.raw(sql));
		return readRows(answer);
	} catch (error) {
		throw sqlState(error) === null ? new DatabaseLost(error) : error;
	}
}

/** Cancels what the backend is doing, nothing where it is idle. By a connection of its own, which ends: the pool may have none left. Errors: no connection. */
export async function cancelBackend(trx: Knex.Transaction, pid: number): Promise<void> {
	await trx.client.cancelQuery({ processID: pid });
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
