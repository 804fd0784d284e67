/** Where a rollout stands, read from the database itself: what a tier left behind is what makes it applied. */
import type { Knex } from 'knex';
import { runStatement } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { OrderError } from '../errors';
import { STRUCTURE_TIER } from './tiers';
import type { TierFile } from './tier-file';

/** Numbers of the applied tiers. */
export type AppliedTiers = ReadonlySet<number>;

/** Runs the `applied` section of each tier: rows mean applied. Tiers that read the axis tables are asked only where those are ours. */
export async function readAppliedTiers(trx: Knex, tiers: readonly TierFile[], variables: Variables): Promise<AppliedTiers> {
	const applied = new Set<number>();
	const structureFirst = [...tiers].sort((a, b) => Number(a.readsSubstrate) - Number(b.readsSubstrate));
	for (const file of structureFirst) {
		if (file.readsSubstrate && !applied.has(STRUCTURE_TIER)) continue;
		if (await leftSomething(trx, file, variables)) applied.add(file.tier);
	}
	return applied;
}

/** Errors: OrderError when the tier before it is not applied. */
export function requirePredecessor(file: TierFile, tiers: readonly TierFile[], applied: AppliedTiers): void {
	const missing = tiers.slice(0, tiers.indexOf(file)).find((earlier) => !applied.has(earlier.tier));
	if (missing) throw new OrderError({ tier: file.tier, asked: 'apply', first: missing.tier });
}

/** Errors: OrderError when the tier is not applied, or a later one stands on it. */
export function requireTopmost(file: TierFile, tiers: readonly TierFile[], applied: AppliedTiers): void {
	if (!applied.has(file.tier)) throw new OrderError({ tier: file.tier, asked: 'rollback', first: null });
	const later = tiers.slice(tiers.indexOf(file) + 1).filter((other) => applied.has(other.tier));
	const topmost = later.at(-1);
	if (topmost) throw new OrderError({ tier: file.tier, asked: 'rollback', first: topmost.tier });
}

async function leftSomething(trx: Knex, file: TierFile, variables: Variables): Promise<boolean> {
	for (const step of file.sections.applied) {
		if (step.kind === 'statement' && (await runStatement(trx, step.statement, variables)).length > 0) return true;
	}
	return false;
}
