/** Runs the sections of a tier that change something: statements in order, and the named actions of the engine. */
import type { Knex } from 'knex';
import { migrateDown, migrateUp, SUBSTRATE } from '../db/migrations';
import type { Violation } from '../contract';
import { unavailability } from '../db/availability';
import { runStatement } from '../db/run-sql';
import type { Statement, Variables } from '../db/sql-text';
import { sqlState } from '../db/sqlstate';
import type { Observer } from '../run/context';
import type { SectionName, TierFile } from './tier-file';

/** A statement of a tier that the database refused, and where it stands. */
export class StatementFailure extends Error {
	constructor(
		readonly section: SectionName,
		readonly line: number,
		readonly sqlState: string,
		cause: Error,
		/** Violations that conditions before it had returned. */
		readonly found: readonly Violation[] = [],
	) {
		super(cause.message, { cause });
	}
}

/** A StatementFailure for what the database refused; every other error as it is: a database that does not answer did not refuse. */
export function asRefusal(error: unknown, section: SectionName, line: number, found: readonly Violation[] = []): unknown {
	const state = sqlState(error);
	const refused = state !== null && unavailability(error) === null && error instanceof Error;
	return refused ? new StatementFailure(section, line, state, error, found) : error;
}

/** Errors: StatementFailure for what the database refused; anything else unchanged. */
export async function runSection(
	trx: Knex.Transaction,
	file: TierFile,
	section: 'change' | 'force' | 'rollback',
	variables: Variables,
	observe?: Observer,
): Promise<void> {
	let line = 0;
	const before = async (statement: Statement) => {
		line = statement.line;
		await observe?.({ tier: file.tier, section, statement });
	};
	try {
		for (const step of file.sections[section]) {
			if (step.kind === 'run') await runAction(trx, step.action, before);
			else {
				await before(step.statement);
				await runStatement(trx, step.statement, variables);
			}
		}
	} catch (error) {
		throw asRefusal(error, section, line);
	}
}

async function runAction(trx: Knex.Transaction, action: string, before: (statement: Statement) => Promise<void>): Promise<void> {
	if (action === 'migrations up') await migrateUp(trx, SUBSTRATE, before);
	else if (action === 'migrations down') await migrateDown(trx, SUBSTRATE, before);
	else throw new SyntaxError(`A tier file asks for the action "${action}", which there is not`);
}
