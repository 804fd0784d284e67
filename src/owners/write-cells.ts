/** Frames a write of cells: the locks of a rollout, the right database, an open gate, one transaction. */
import type { Knex } from 'knex';
import { waitForLock } from '../db/advisory-lock';
import { repeatOnDeadlock } from '../db/deadlock';
import { requirePostgres } from '../db/postgres';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withTransaction, type TransactionLimits } from '../db/transaction';
import { CellsRefusedError, GateClosedError, OwnerRequiredError, RolloutBusyError } from '../errors';
import { guardBlockers, lockGate, requireOpenGate } from '../gate/gate';
import { limitsOf, type RolloutContext } from '../run/context';
import { requireDatabase } from '../run/requirements';
import { requireSameSchema } from '../run/schema-version';
import { tryToExcludeRollouts } from '../run/exclusion';
import { explainUnsettled } from '../run/explain';

export interface Writer {
	/** Recorded with what is written. */
	actor: string;
	/** Directus user id of the person who is signed in; left out where nobody is. */
	operator?: string | undefined;
}

/** A write, for its messages. */
export interface CellWrite {
	/** As a noun phrase: "Assigning an owner". */
	asked: string;
	/** The request that tells whether it was done, where COMMIT was not answered. */
	look: string;
	/** False rolls it back. */
	commit: boolean;
}

/** Ends a transaction that must not be committed, and carries its answer out. */
class Preview<Result> extends Error {
	constructor(readonly answer: Result) {
		super('A preview is rolled back.');
	}
}

/**
 * Runs work in one transaction; `commit` false rolls it back and answers what it found, so a preview is what an apply does. Two writes are one after
 * the other; a rollout is not waited for.
 * Errors: work's own; WrongDatabaseError, GateClosedError, RolloutBusyError, OwnerRequiredError (an owner role has the axis objects, and this
 * connection is not its), CellsRefusedError (somebody else wrote one of the cells, or deleted the owner, meanwhile), UnsupportedDatabaseError,
 * DatabaseUnavailableError,
 * OutcomeUnknownError.
 */
export async function writeCells<Result>(
	context: RolloutContext,
	writer: Writer,
	spec: CellWrite,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	requirePostgres(context.db);
	const { profile } = context.loaded;
	const limits = limitsOf(context);
	try {
		return await repeatOnDeadlock(() =>
			withTransaction(context.db, limits, async (trx) => {
				await waitForLock(trx, 'cells');
				if (!(await tryToExcludeRollouts(trx))) throw new RolloutBusyError({ asked: spec.asked, reason: 'running' });
				await requireSameSchema(trx);
				await requireDatabase(trx, profile);
				requireOpenGate(spec.asked, await lockGate(trx, profile.ratification, writer.operator ?? null), profile.ratification);
				const answer = await work(trx);
				if (!spec.commit) throw new Preview(answer);
				return answer;
			}),
		);
	} catch (error) {
		if (error instanceof Preview) return error.answer;
		throw explain(error, spec, limits);
	}
}

function explain(error: unknown, spec: CellWrite, limits: TransactionLimits): unknown {
	const { asked } = spec;
	const state = sqlState(error);
	const refuse = (violation: string) => new CellsRefusedError({ asked, violations: [{ violation }], total: 1 });
	switch (state ?? '') {
		case SQLSTATE.gateShut:
			return new GateClosedError({ asked, blockers: guardBlockers() });
		case SQLSTATE.uniqueViolation:
			return refuse('somebody else wrote one of the cells meanwhile');
		case SQLSTATE.foreignKeyViolation:
			return refuse('the owner, or what one of the rows refers to, was deleted meanwhile');
		case SQLSTATE.insufficientPrivilege: {
			const violations = [{ violation: 'the database role may not write cells', sqlstate: state }];
			return new OwnerRequiredError({ tier: 0, name: asked.toLowerCase(), violations });
		}
		default:
			return explainUnsettled(error, spec, limits);
	}
}
