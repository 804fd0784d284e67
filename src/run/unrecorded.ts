/** Frames a write that no run of the ledger stands for: locks, the right database, the gate, one transaction, and words for what it met. */
import type { Knex } from 'knex';
import { repeatOnDeadlock } from '../db/deadlock';
import { requirePostgres } from '../db/postgres';
import { sqlState } from '../db/sqlstate';
import { rolledBack, withTransaction } from '../db/transaction';
import { lockGate, requireOpenGate } from '../gate/gate';
import { limitsOf, type RolloutContext } from './context';
import { explainUnsettled } from './explain';
import { requireDatabase } from './requirements';
import { requireSameSchema } from './schema-version';

export interface UnrecordedSpec {
	/** As a noun phrase: "Assigning an owner". */
	asked: string;
	/** The request that tells whether it was done, where COMMIT was not answered. */
	look: string;
	/** False rolls it back. */
	commit: boolean;
	/** Takes what must not happen meanwhile, first of all. */
	lock: (trx: Knex.Transaction) => Promise<void>;
	/** Who asks, for a gate that must be open; left out for what the gate says nothing of. */
	gate?: { operator?: string | undefined };
	/** Whether all of it sees the database as its first statement did. */
	oneSnapshot?: boolean;
	/** The refusal that a SQLSTATE means here; null for those that mean what they do everywhere. */
	refusal?: (state: string, error: unknown) => Error | null;
}

/**
 * Runs work in one transaction, again where a deadlock ended it; `commit` false rolls it back and answers what it found, so a preview is what the
 * write does. Errors: work's own; WrongDatabaseError, NewerSchemaError, GateClosedError, RolloutBusyError, OwnerRequiredError,
 * UnsupportedDatabaseError, DatabaseUnavailableError, OutcomeUnknownError; those of `lock` and `refusal`.
 */
export async function runUnrecorded<Result>(
	context: RolloutContext,
	spec: UnrecordedSpec,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	requirePostgres(context.db);
	const limits = { ...limitsOf(context), oneSnapshot: spec.oneSnapshot === true };
	const inside = async (trx: Knex.Transaction) => {
		await enter(trx, context, spec);
		return work(trx);
	};
	const open = <Answer>(body: (trx: Knex.Transaction) => Promise<Answer>) => withTransaction(context.db, limits, body);
	try {
		return await repeatOnDeadlock(() => (spec.commit ? open(inside) : rolledBack(open, inside)));
	} catch (error) {
		throw spec.refusal?.(sqlState(error) ?? '', error) ?? explainUnsettled(error, spec, limits);
	}
}

async function enter(trx: Knex.Transaction, { loaded }: RolloutContext, { asked, lock, gate }: UnrecordedSpec): Promise<void> {
	const { profile } = loaded;
	await lock(trx);
	await requireSameSchema(trx);
	await requireDatabase(trx, profile);
	if (gate) requireOpenGate(asked, await lockGate(trx, profile.ratification, gate.operator ?? null), profile.ratification);
}
