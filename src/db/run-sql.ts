/** Runs statements of SQL text and reads their rows. */
import type { Knex } from 'knex';
import { sendStatement, type Row } from './send';
import { splitStatements, type Statement, type Variables } from './sql-text';
import { isTransaction, withSettings } from './transaction';

export type { Row } from './send';

/**
 * Runs one statement: in the transaction that it is given, else in one of its own that only reads, so that nothing runs with the settings that a role,
 * a database or a pooler left behind. Errors: the database's own, unchanged; DatabaseLost when it did not answer.
 */
export async function runStatement(db: Knex, statement: Statement, variables: Variables = {}): Promise<Row[]> {
	if (isTransaction(db)) return sendStatement(db, statement, variables);
	return withSettings(db, (trx) => sendStatement(trx, statement, variables));
}

/** Runs a text of one statement and returns its rows. For queries that stand in a .sql file of their own. */
export async function queryRows(db: Knex, text: string, variables: Variables = {}): Promise<Row[]> {
	const [statement, ...others] = splitStatements(text);
	if (!statement || others.length > 0) throw new SyntaxError('queryRows takes a text of exactly one statement');
	return runStatement(db, statement, variables);
}

/** Runs every statement of a text in order. Errors: the first failing statement's; what ran before it stays in the transaction. */
export async function runText(trx: Knex, text: string, variables: Variables = {}): Promise<void> {
	for (const statement of splitStatements(text)) await runStatement(trx, statement, variables);
}
