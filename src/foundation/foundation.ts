/** The base model for a project that has none: looked at before it is made, and made in one transaction. */
import type { Knex } from 'knex';
import type { Foundation, FoundationAnswer } from '../contract';
import { FOUNDATION, LEDGER, migrateUp } from '../db/migrations';
import { requirePostgres } from '../db/postgres';
import { rolledBack, withSnapshot, withTransaction } from '../db/transaction';
import { FoundationRefusedError } from '../errors';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { explainUnsettled } from '../run/explain';
import { readFigures } from './figures';
import { tellStructureChange } from '../run/structure-change';
import { LOOK, recordAct } from './record';
import { readStanding, requireWhole } from './standing';

/**
 * How the project stands, and what counts in it. Where there is no base model, `preview` makes one, reads it, and takes it back in the same
 * transaction; without it there are no figures then. Errors: UnsupportedDatabaseError; of a preview OwnerRequiredError (an owner role has the axis
 * objects, and this connection is not its), RolloutBusyError, DatabaseUnavailableError; the database's own.
 */
export async function readFoundation(context: RolloutContext, { preview }: { preview: boolean }): Promise<Foundation> {
	requirePostgres(context.db);
	const read = await withSnapshot(context.db, async (trx) => {
		const standing = await readStanding(trx);
		const complete = standing.missing.length === 0 && standing.status !== 'none';
		const figures = complete ? await readFigures(trx, { reasons: standing.status === 'installed' }) : null;
		return { ...standing, figures };
	});
	if (read.status !== 'none' || !preview) return read;
	const limits = limitsOf(context);
	const open = <Answer>(body: (trx: Knex.Transaction) => Promise<Answer>) => withTransaction(context.db, limits, body);
	const figures = rolledBack(open, async (trx) => {
		// Figures read what the ledger's set brings; the command line may come before the first start.
		await migrateUp(trx, LEDGER);
		await migrateUp(trx, FOUNDATION);
		return readFigures(trx, { reasons: true });
	});
	return figures.then(
		(counted) => ({ ...read, figures: counted }),
		(error: unknown) => {
			throw explainUnsettled(error, { asked: 'The preview of the foundation', look: LOOK }, limits);
		},
	);
}

/**
 * Makes the base model. Errors: FoundationRefusedError where the project has one, or something else of one of its names; RolloutBusyError,
 * UnsupportedDatabaseError, DatabaseUnavailableError, OutcomeUnknownError.
 */
export async function installFoundation(context: RolloutContext, request: RunRequest): Promise<FoundationAnswer> {
	const asked = 'Making the foundation';
	const { run } = await recordAct(context, request, { asked, request: { install: true } }, async (trx) => {
		const { status, in_the_way, missing } = await readStanding(trx);
		if (status === 'installed') requireWhole(asked, missing);
		if (status === 'installed' || status === 'own') throw new FoundationRefusedError({ asked, reason: status, violations: [] });
		const violations = in_the_way.map((object) => ({ violation: 'the name is taken', object }));
		if (status === 'partial') throw new FoundationRefusedError({ asked, reason: status, violations });
		await migrateUp(trx, FOUNDATION);
		return { figures: await readFigures(trx, { reasons: true }) };
	});
	await tellStructureChange(context, 'a change of the foundation');
	return { run, foundation: await readFoundation(context, { preview: false }) };
}
