/** Asks many questions in one statement: each alone costs the round trips of a savepoint besides its own. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { runStatement, type Row } from '../db/run-sql';
import type { Statement, Variables } from '../db/sql-text';
import { unavailability } from '../db/availability';
import { sqlState } from '../db/sqlstate';
import { transact } from '../db/transaction';

/** Rows of a question, or why the database refused it. */
export type Answer = { rows: Row[] } | { refusal: unknown };

const answerRow = z.object({ question: z.number(), answer: z.record(z.string(), z.unknown()) });

/**
 * Answers of queries, in their order, each as if it was asked alone in a savepoint. They are asked as one statement; where the database refuses that,
 * one after the other, so that every refusal is told of its own. A time is its text in ISO 8601. Errors: the database does not answer.
 */
export async function askTogether(
	trx: Knex.Transaction,
	questions: readonly Statement[],
	variables: Variables,
): Promise<Answer[]> {
	const together = questions.length > 1 ? await ask(trx, questions, variables) : null;
	if (together && 'answers' in together) return together.answers.map((rows) => ({ rows }));
	const answers: Answer[] = [];
	// All of them together may also have taken too long, where each alone does not.
	for (const question of questions) {
		const alone = await ask(trx, [question], variables);
		if ('refusal' in alone && unavailability(alone.refusal) !== null) throw alone.refusal;
		answers.push('refusal' in alone ? alone : { rows: alone.answers[0] ?? [] });
	}
	return answers;
}

/** Rows of queries, in their order, by one statement. Errors: the database's own, for the first that it refuses. */
export async function askJoined(trx: Knex, questions: readonly Statement[], variables: Variables): Promise<Row[][]> {
	if (questions.length === 0) return [];
	const rows = (await runStatement(trx, joinQuestions(questions), variables)).map((row) => answerRow.parse(row));
	return questions.map((_, index) => rows.flatMap(({ question, answer }) => (question === index ? [answer] : [])));
}

async function ask(
	trx: Knex.Transaction,
	questions: readonly Statement[],
	variables: Variables,
): Promise<{ answers: Row[][] } | { refusal: unknown }> {
	try {
		return { answers: await transact(trx, (savepoint) => askJoined(savepoint, questions, variables)) };
	} catch (error) {
		if (sqlState(error) === null) throw error;
		return { refusal: error };
	}
}

/** Rows of every query as JSON, which keeps the order of columns, with the query's place. */
function joinQuestions(questions: readonly Statement[]): Statement {
	const parts: string[] = [''];
	const append = (text: string) => parts.push(`${parts.pop() ?? ''}${text}`);
	for (const [index, { parts: own }] of questions.entries()) {
		append(
			`${index === 0 ? '' : 'union all\n'}select ${index} as question, pg_catalog.row_number() over () as place, pg_catalog.row_to_json(found) as answer from (\n`,
		);
		append(own[0] ?? '');
		parts.push(...own.slice(1));
		append('\n) as found\n');
	}
	append('order by question, place');
	return { parts, line: questions[0]?.line ?? 1 };
}
