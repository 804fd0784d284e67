/** The base model for a project that has none: looked at before it is made, made and taken away in one transaction each. */
import type { Knex } from 'knex';
import { FOUNDATION as RELATIONS, FOUNDATION_TABLES } from '../base/relations';
import type { Foundation, FoundationAnswer, Violation } from '../contract';
import { FOUNDATION, LEDGER, migrateDown, migrateUp } from '../db/migrations';
import { asDirectus } from '../db/owner-rights';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { rolledBack, withSnapshot, withTransaction } from '../db/transaction';
import { FoundationRefusedError, OwnerRequiredError } from '../errors';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { explainUnsettled } from '../run/explain';
import { runRecorded, type RunSpec } from '../run/recorded';
import { tellStructureChange } from '../run/structure-change';
import { readFigures } from './figures';
import madeByPeople from './sql/made-by-people.sql';
import notOwned from './sql/not-owned.sql';
import registeredText from './sql/registered.sql';
import { readStanding } from './standing';

/** What tells how an act ended that was not answered. */
const LOOK = 'GET /axis/foundation';

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
	return record(context, request, asked, { install: true }, async (trx) => {
		const { status, in_the_way } = await readStanding(trx);
		if (status === 'installed' || status === 'own') throw new FoundationRefusedError({ asked, reason: status, violations: [] });
		const violations = in_the_way.map((object) => ({ violation: 'the name is taken', object }));
		if (status === 'partial') throw new FoundationRefusedError({ asked, reason: status, violations });
		await migrateUp(trx, FOUNDATION);
		return { figures: await readFigures(trx, { reasons: true }) };
	});
}

/**
 * Takes the base model away. `force`: rows that people made go as well, and Directus keeps settings of the tables as folders. Errors: FoundationRefusedError where there is none of this extension, a tier
 * stands on it; without `force` also where Directus holds settings of its tables, or people made rows; OwnerRequiredError where it belongs to another role; else as
 * installFoundation.
 */
export async function removeFoundation(
	context: RolloutContext,
	request: RunRequest,
	{ force }: { force: boolean },
): Promise<FoundationAnswer> {
	const asked = 'Taking the foundation away';
	return record(context, request, asked, { remove: true, force }, async (trx) => {
		const { status, rolled_out } = await readStanding(trx);
		if (status !== 'installed') throw new FoundationRefusedError({ asked, reason: 'absent', violations: [] });
		if (rolled_out) throw new FoundationRefusedError({ asked, reason: 'rolled_out', violations: [] });
		const owned = await queryRows(trx, notOwned, { names: JSON.stringify(RELATIONS) });
		const others = owned.map(({ object }) => violationOf('it belongs to another database role', object));
		if (others.length > 0) throw new OwnerRequiredError({ asked, violations: others });
		const names = JSON.stringify(FOUNDATION_TABLES);
		const registered = (await queryRows(asDirectus(trx), registeredText, { names })).map(({ object }) =>
			violationOf('Directus holds settings of it', object),
		);
		if (registered.length > 0 && !force)
			throw new FoundationRefusedError({ asked, reason: 'registered', violations: registered });
		const made = (await queryRows(trx, madeByPeople)).filter(({ rows }) => Number(rows) > 0);
		const violations = made.map(({ object, rows }) => ({ ...violationOf('people made rows', object), rows: Number(rows) }));
		if (violations.length > 0 && !force) throw new FoundationRefusedError({ asked, reason: 'rows', violations });
		await migrateDown(trx, FOUNDATION);
		return { deleted: made };
	});
}

function violationOf(violation: string, object: unknown): Violation {
	return { violation, object };
}

async function record(
	context: RolloutContext,
	request: RunRequest,
	asked: string,
	what: object,
	work: (trx: Knex.Transaction) => Promise<Record<string, unknown>>,
): Promise<FoundationAnswer> {
	requirePostgres(context.db);
	const spec: RunSpec = {
		action: 'foundation',
		tiers: [],
		asked,
		request: what,
		partOf: null,
		commit: true,
		explain: (error, limits) => explainUnsettled(error, { asked, look: LOOK }, limits),
	};
	const { run } = await runRecorded(context, request, spec, async (trx) => ({ tiers: [], facts: await work(trx) }));
	await tellStructureChange(context, 'a change of the foundation');
	return { run, foundation: await readFoundation(context, { preview: false }) };
}
