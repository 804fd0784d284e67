/** Where a rollout stands, read from the database itself: what a tier left behind is what makes it applied. */
import type { Knex } from 'knex';
import type { Variables } from '../db/sql-text';
import { OrderError } from '../errors';
import type { Profile } from '../profile/profile';
import { orderedTiers, tierOf } from './tiers';
import type { TierFile } from './tier-file';
import { askJoined } from './ask-together';
import { NOBODY, tierVariables } from './tier-variables';

/** Ids of the applied tiers. */
export type AppliedTiers = ReadonlySet<string>;

/**
 * Runs the `applied` section of each tier of the profile: rows mean applied, whoever asks. Tiers that read the axis tables are asked only where those
 * are ours. Errors: the database's own.
 */
export async function readAppliedTiers(trx: Knex, profile: Profile): Promise<AppliedTiers> {
	const tiers = orderedTiers(profile.rollout.order);
	const variables = tierVariables(profile, NOBODY);
	const applied = await leftSomething(
		trx,
		tiers.filter((file) => !file.readsSubstrate),
		variables,
	);
	if (!applied.has(tierOf('structure').id)) return applied;
	const others = tiers.filter((file) => file.readsSubstrate);
	return new Set([...applied, ...(await leftSomething(trx, others, variables))]);
}

/** Errors: OrderError when the tier before it is not applied. */
export function requirePredecessor(file: TierFile, tiers: readonly TierFile[], applied: AppliedTiers): void {
	const missing = tiers.slice(0, tiers.indexOf(file)).find((earlier) => !applied.has(earlier.id));
	if (missing) throw new OrderError({ tier: file.tier, asked: 'apply', first: missing.tier });
}

/** Errors: OrderError when the tier is not applied, or a later one stands on it. */
export function requireTopmost(file: TierFile, tiers: readonly TierFile[], applied: AppliedTiers): void {
	if (!applied.has(file.id)) throw new OrderError({ tier: file.tier, asked: 'rollback', first: null });
	const later = tiers.slice(tiers.indexOf(file) + 1).filter((other) => applied.has(other.id));
	const topmost = later.at(-1);
	if (topmost) throw new OrderError({ tier: file.tier, asked: 'rollback', first: topmost.tier });
}

/** Ids of the tiers that left something. */
async function leftSomething(trx: Knex, files: readonly TierFile[], variables: Variables): Promise<AppliedTiers> {
	const asked = files.flatMap(({ id, sections }) =>
		sections.applied.flatMap((step) => (step.kind === 'statement' ? [{ id, statement: step.statement }] : [])),
	);
	const questions = asked.map(({ statement }) => statement);
	const answers = await askJoined(trx, questions, variables);
	return new Set(asked.flatMap(({ id }, index) => ((answers[index] ?? []).length > 0 ? [id] : [])));
}
