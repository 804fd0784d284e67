/** Says for each tier where it stands, what it would move and what stands in its way. Reads only. */
import type { Knex } from 'knex';
import type { Blocker, Plan, PlannedTier } from '../contract';
import { requirePostgres } from '../db/postgres';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import { gateBlockers, readGate } from '../gate/gate';
import { runChecks } from './conditions';
import type { RolloutContext } from './context';
import { expectedDeltas } from './deltas';
import { requireDatabase, requirePrerequisites } from './entry';
import { resolveExpected, type ExpectedNumbers } from './expected';
import { readPinnedNumbers } from './ledger';
import { blockersOf } from './preflight';
import { readAppliedTiers, type AppliedTiers } from './state';
import { orderedTiers, STRUCTURE_TIER } from './tiers';
import type { TierFile } from './tier-file';
import { tierVariables } from './variables';

/** Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError. */
export async function readPlan(context: RolloutContext): Promise<Plan> {
	requirePostgres(context.db);
	const { profile, sha256 } = context.loaded;
	// Read apart: where the approvals table is missing, the failing read would end the snapshot.
	const reading = await readGate(context.db);
	return withSnapshot(context.db, async (trx) => {
		await requireDatabase(trx, profile);
		await requirePrerequisites(trx);
		const tiers = orderedTiers(profile.rollout.order);
		const { applied, expected, variables } = await readStanding(context, trx);
		const planned: PlannedTier[] = [];
		for (const file of tiers) {
			const gate =
				file.tier === STRUCTURE_TIER && !profile.ratification.structure
					? []
					: gateBlockers(reading, profile.ratification.minimum);
			planned.push({
				tier: file.tier,
				name: file.name,
				...(await standingOf(trx, file, tiers, applied, variables, gate)),
				expected: expectedDeltas(file, expected),
			});
		}
		return { profile: { name: profile.name, sha256 }, tiers: planned };
	});
}

/** Which tiers are applied, and the numbers and variables to judge them by. */
export async function readStanding(
	context: RolloutContext,
	trx: Knex.Transaction,
): Promise<{ applied: AppliedTiers; expected: ExpectedNumbers; variables: Variables }> {
	const { profile } = context.loaded;
	const who = { actor: '', ratifiedApr: null };
	const applied = await readAppliedTiers(
		trx,
		orderedTiers(profile.rollout.order),
		tierVariables(profile, { ...who, expected: {} }),
	);
	const expected = await resolveExpected(trx, profile, applied.size > 0 ? await readPinnedNumbers(trx) : null);
	return { applied, expected, variables: tierVariables(profile, { ...who, expected }) };
}

async function standingOf(
	trx: Knex.Transaction,
	file: TierFile,
	tiers: readonly TierFile[],
	applied: AppliedTiers,
	variables: Variables,
	gate: Blocker[],
): Promise<Pick<PlannedTier, 'state' | 'blockers'>> {
	if (applied.has(file.tier)) {
		const blockers = blockersOf(await runChecks(trx, [file], variables));
		return { state: blockers.length === 0 ? 'applied' : 'drifted', blockers };
	}
	const earlier = tiers.slice(0, tiers.indexOf(file)).find((other) => !applied.has(other.tier));
	if (gate.length > 0) return { state: 'blocked', blockers: gate };
	if (!earlier) return { state: 'ready', blockers: [] };
	return { state: 'pending', blockers: [orderBlocker(file, earlier)] };
}

function orderBlocker(file: TierFile, earlier: TierFile): Blocker {
	return {
		code: 'order',
		message: `Tier ${file.tier} comes after tier ${earlier.tier}, which is not applied.`,
		expected: earlier.tier,
		actual: null,
		remedy: `Apply tier ${earlier.tier} first.`,
	};
}
