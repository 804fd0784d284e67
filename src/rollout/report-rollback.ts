/** The answer of GET /axis/rollback/foresight: what a rollback of every applied tier would refuse for, and what it would take from people. Reads only. */
import type { ForeseenRows, RollbackForesight } from '../contract';
import { requirePostgres } from '../db/postgres';
import type { RolloutContext, RunRequest } from '../run/context';
import type { TierFile } from '../tier/tier-file';
import { orderedTiers } from '../tier/tiers';
import { withApplied } from './read-applied';
import { readStandingActs } from '../changes/standing';
import { axesOf } from './acts-of-people';
import { readForeseen, type ForeseenViolation } from './foresee-rollback';

/** So many rows of one kind are listed; the others are counted. */
const LISTED_ROWS = 20;

const NOBODY: RunRequest = { requestedBy: '', ratifiedApr: null };

/**
 * Asks what the rollback itself would ask first. Nothing applied: every list is empty.
 * Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError; PreconditionError for a condition that cannot be read.
 */
export async function reportRollback(context: RolloutContext): Promise<RollbackForesight> {
	requirePostgres(context.db);
	return withApplied(context, async (applied, trx) => {
		const leaving = orderedTiers(context.loaded.profile.rollout.order)
			.filter(({ id }) => applied.has(id))
			.reverse();
		const foreseen = leaving.length === 0 ? [] : await readForeseen(context, NOBODY, leaving, trx);
		return {
			tiers: leaving.map(({ id }) => id),
			refuses: foreseen.flatMap(({ file, obstacles }) => byKind(file, obstacles)),
			takes: foreseen.flatMap(({ file, dependants }) => byKind(file, dependants)),
			standing:
				leaving.length === 0
					? { total: 0, acts: [] }
					: await readStandingActs(trx, context.loaded.profile, axesOf(leaving, context.loaded.profile)),
		};
	});
}

/** One entry for each check and sentence, in the order in which they were found. */
function byKind({ name }: TierFile, violations: readonly ForeseenViolation[]): ForeseenRows[] {
	const kinds = new Map<string, ForeseenRows>();
	for (const { violation, check, remedy, tier, ...facts } of violations) {
		const key = JSON.stringify([check, violation]);
		const kind = kinds.get(key) ?? { tier, name, check, violation, remedy, count: 0, rows: [] };
		kind.count += 1;
		if (kind.rows.length < LISTED_ROWS) kind.rows.push(facts);
		kinds.set(key, kind);
	}
	return [...kinds.values()];
}
