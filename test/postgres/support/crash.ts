/** Ways to make a tier fail at one of its statements, and the loop that does so at each. */
import type { Knex } from 'knex';
import { expect } from 'vitest';
import { statementText, type Statement } from '../../../src/db/sql-text';
import type { Observer, RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import { contextFor, type TestDatabase } from './database';
import { fingerprint } from './fingerprint';
import { kill, rolloutPid } from './sessions';

type Failure = (statement: Statement, other: Knex) => Promise<() => void>;

/** Kills the backend of the tier's transaction, as a crash of the server or the network would. */
export const killBackend: Failure = async (_statement, other) => {
	const pid = await rolloutPid(other);
	if (pid === null) throw new Error('no tier runs');
	await kill(other, pid);
	return () => {};
};

/** Puts a statement that PostgreSQL refuses in place of this one. */
export const breakStatement: Failure = (statement) => {
	const parts = statement.parts;
	Object.assign(statement, { parts: ['select 1 / 0'] });
	return Promise.resolve(() => void Object.assign(statement, { parts }));
};

/**
 * Runs the action once per statement, each time with a failure at the next one, and holds after each that nothing changed and the run is recorded.
 * Comments on objects are passed over: there are hundreds, and none could fail otherwise than its neighbour. `stride` leaves more out.
 * Answers how many statements there are. The action must fail each time but the last, undisturbed one.
 */
export async function failAtEachStatement(
	database: TestDatabase,
	act: (context: RolloutContext) => Promise<unknown>,
	failure: Failure,
	stride = 1,
): Promise<number> {
	const other = database.connect();
	const state = () => fingerprint(database.db, isSequence);
	const before = await state();
	for (let target = 1; ; target += stride) {
		let seen = 0;
		let undo = () => {};
		const observe: Observer = async ({ statement }) => {
			if (isComment(statement)) return;
			if (++seen === target) undo = await failure(statement, other);
		};
		const outcome = await act(contextFor(database, { observe })).then(
			() => 'passed',
			() => 'failed',
		);
		undo();
		if (seen < target) {
			expect(outcome, 'undisturbed').toBe('passed');
			return seen;
		}
		expect(outcome, `statement ${target}`).toBe('failed');
		expect(await state(), `statement ${target}`).toBe(before);
		const [run] = (await listRuns(database.db, { limit: 1, offset: 0 })).runs;
		expect(run, `statement ${target}`).toMatchObject({
			status: expect.stringMatching(/^(failed|aborted|refused)$/),
			finished_at: expect.any(String),
			error: { message: expect.any(String) },
		});
	}
}

// PostgreSQL never takes a sequence back, whatever becomes of the transaction that moved it.
const isSequence = (name: string) => name.endsWith('_seq');

function isComment(statement: Statement): boolean {
	return /^(?:--[^\n]*\n|\s)*comment on /.test(statementText(statement));
}
