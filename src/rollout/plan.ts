/** Says for each tier where it stands, what it would move and what stands in its way. Reads only. */
import type { Knex } from 'knex';
import type { Blocker, Plan, PlannedTier } from '../contract';
import { requirePostgres } from '../db/postgres';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import { gateBlockers, readGate, type Operator } from '../gate/gate';
import { NOTHING_ACCEPTED, readAccepted } from './accepted';
import { runChecks, toFact, type ReportedCheck } from './conditions';
import type { RolloutContext } from './context';
import { expectedDeltas } from './deltas';
import { requireDatabase, requirePrerequisites } from './entry';
import { resolveExpected } from './expected';
import { readPinnedNumbers } from './ledger-read';
import { blockersOf } from './preflight';
import { newerSchemaBlockers } from './schema-version';
import { readAppliedTiers, type AppliedTiers } from './state';
import { orderedTiers, STRUCTURE_TIER, verifyTier } from './tiers';
import type { TierFile } from './tier-file';
import { tierVariables } from './variables';
import { verifyInside } from './verify';

/** `operator` is who asks: the gate is told as it stands for him. Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError. */
export async function readPlan(context: RolloutContext, operator: Operator = null): Promise<Plan> {
	requirePostgres(context.db);
	const { profile, sha256 } = context.loaded;
	// Read apart: where the approvals table is missing, the failing read would end the snapshot.
	const reading = await readGate(context.db, profile.ratification, operator);
	return withSnapshot(context.db, async (trx) => {
		await requireDatabase(trx, profile);
		await requirePrerequisites(trx);
		const tiers = orderedTiers(profile.rollout.order);
		const { applied, variables } = await readStanding(context, trx);
		const checks = await runChecks(
			trx,
			tiers.filter((file) => applied.has(file.tier)),
			variables,
		);
		const newer = await newerSchemaBlockers(trx);
		const planned: PlannedTier[] = [];
		for (const file of tiers) {
			const ratified = file.tier === STRUCTURE_TIER && !profile.ratification.structure;
			const gate = [...newer, ...(ratified ? [] : gateBlockers(reading, profile.ratification))];
			planned.push({
				tier: file.tier,
				name: file.name,
				sovereign: file.sovereign,
				...standingOf(file, tiers, applied, checks, gate),
				expected: expectedDeltas(file, variables),
			});
		}
		const left = planned.filter((tier) => tier.state !== 'applied' && tier.state !== 'drifted');
		planned.push(await planVerification(context, trx, left.at(0)));
		return { profile: { name: profile.name, sha256, sealed: profile.ratification.sealed }, tiers: planned };
	});
}

/** Numbers of the applied tiers. Errors: WrongDatabaseError, UnsupportedDatabaseError. */
export async function readApplied(context: RolloutContext): Promise<AppliedTiers> {
	return withSnapshot(context.db, async (trx) => {
		await requireDatabase(trx, context.loaded.profile);
		return (await readStanding(context, trx)).applied;
	});
}

// Tier 8 leaves nothing behind: it counts as applied while every check holds.
async function planVerification(
	context: RolloutContext,
	trx: Knex.Transaction,
	first: PlannedTier | undefined,
): Promise<PlannedTier> {
	const file = verifyTier();
	const planned = { tier: file.tier, name: file.name, sovereign: file.sovereign, expected: [] };
	if (first) return { ...planned, state: 'pending', blockers: [orderBlocker(file.tier, first.tier)] };
	const { violations } = await verifyInside(context, null, trx);
	const blockers = violations.map(({ check, expected, actual }) => ({
		code: String(check),
		message: `${String(check)} is ${String(actual)}, expected ${String(expected)}.`,
		expected: toFact(expected),
		actual: toFact(actual),
		remedy: 'GET /axis/verify lists every check.',
	}));
	return { ...planned, state: blockers.length === 0 ? 'applied' : 'drifted', blockers };
}

/** Which tiers are applied, and the numbers and variables to judge them by. */
export async function readStanding(
	context: RolloutContext,
	trx: Knex.Transaction,
): Promise<{ applied: AppliedTiers; variables: Variables }> {
	const { profile } = context.loaded;
	const who = { actor: '', ratifiedApr: null };
	const applied = await readAppliedTiers(
		trx,
		orderedTiers(profile.rollout.order),
		tierVariables(profile, { ...who, expected: {} }),
	);
	const expected = await resolveExpected(trx, profile, applied.size > 0 ? await readPinnedNumbers(trx) : null);
	const accepted = applied.size > 0 ? await readAccepted(trx) : NOTHING_ACCEPTED;
	return { applied, variables: tierVariables(profile, { ...who, expected, accepted }) };
}

function standingOf(
	file: TierFile,
	tiers: readonly TierFile[],
	applied: AppliedTiers,
	checks: readonly ReportedCheck[],
	gate: Blocker[],
): Pick<PlannedTier, 'state' | 'blockers'> {
	if (applied.has(file.tier)) {
		const blockers = blockersOf(checks.filter((check) => check.tier === file.tier));
		return { state: blockers.length === 0 ? 'applied' : 'drifted', blockers };
	}
	const earlier = tiers.slice(0, tiers.indexOf(file)).find((other) => !applied.has(other.tier));
	if (gate.length > 0) return { state: 'blocked', blockers: gate };
	if (!earlier) return { state: 'ready', blockers: [] };
	return { state: 'pending', blockers: [orderBlocker(file.tier, earlier.tier)] };
}

function orderBlocker(tier: number, earlier: number): Blocker {
	return {
		code: 'order',
		message: `Tier ${tier} comes after tier ${earlier}, which is not applied.`,
		expected: earlier,
		actual: null,
		remedy: `Apply tier ${earlier} first.`,
	};
}
