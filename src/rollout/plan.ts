/** Says for each tier where it stands, what it would move and what stands in its way. Reads only. */
import type { Blocker, Check, Plan, PlannedTier } from '../contract';
import { requirePostgres } from '../db/postgres';
import { withSnapshot } from '../db/transaction';
import { gateBlockers, readGate, type Operator } from '../gate/gate';
import { runChecks, type ReportedCheck } from '../tier/conditions';
import type { RolloutContext } from '../run/context';
import { expectedDeltas } from '../tier/deltas';
import { requireTarget } from '../run/requirements';
import { foresee, type Foreseen } from './foresee-apply';
import { blockersOf } from './preflight';
import { otherSchemaBlockers } from '../run/schema-version';
import { readStanding } from './read-applied';
import type { AppliedTiers } from '../tier/applied-tiers';
import { needsGate } from '../tier/require-gate';
import { orderedTiers, tierOf } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';
import { withInvariants } from './verify';

/** `operator` is who asks: the gate is reported as it stands for them. Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError. */
export async function readPlan(context: RolloutContext, operator: Operator = null): Promise<Plan> {
	requirePostgres(context.db);
	const { profile, sha256 } = context.loaded;
	// Read apart: where the approvals table is missing, the failing read would end the snapshot.
	const reading = await readGate(context.db, profile.ratification, operator);
	return withSnapshot(context.db, async (trx) => {
		await requireTarget(trx, profile);
		const tiers = orderedTiers(profile.rollout.order);
		const { applied, variables } = await readStanding(context, trx, 'kept');
		const pending = tiers.filter((file) => !applied.has(file.id));
		const checked = [...tiers.filter((file) => applied.has(file.id)), ...(pending.length === 0 ? [tierOf('verify')] : [])];
		const checks = await runChecks(trx, checked, variables);
		const newer = await otherSchemaBlockers(trx);
		const foreseen = await foresee(context, { requestedBy: '', ratifiedApr: null }, pending, variables, trx);
		const planned: PlannedTier[] = [];
		for (const file of tiers) {
			const gate = [...newer, ...(needsGate(profile, file) ? gateBlockers(reading, profile.ratification) : [])];
			planned.push({
				...aboutTier(file),
				needs_code: file.needsCode || (profile.ratification.approved && needsGate(profile, file)),
				...standingOf(file, tiers, applied, checks, { gate, foreseen: foreseenBlockers(file, pending, foreseen) }),
				expected: expectedDeltas(file, variables),
			});
		}
		const judged = pending.length === 0 ? await withInvariants(trx, profile, checks) : [];
		planned.push(planVerification(judged, pending[0]));
		return { profile: { name: profile.name, sha256, sealed: profile.ratification.sealed }, tiers: planned };
	});
}

function aboutTier({ id, role, tier, name, sovereign, needsCode }: TierFile) {
	return { id, role, tier, name, sovereign, needs_code: needsCode };
}

// The verification leaves nothing behind: it counts as applied while every check holds.
function planVerification(checks: readonly Check[], first: TierFile | undefined): PlannedTier {
	const file = tierOf('verify');
	const planned = { ...aboutTier(file), expected: [] };
	if (first) return { ...planned, state: 'pending', blockers: [orderBlocker(file.tier, first.tier)] };
	const failed = checks.filter((check) => !check.ok);
	const blockers = failed.map(({ name, expected, actual }) => ({
		code: name,
		message: `${name} is ${String(actual)}, expected ${String(expected)}.`,
		expected,
		actual,
		remedy: 'GET /axis/verify lists every check.',
	}));
	return { ...planned, state: blockers.length === 0 ? 'applied' : 'drifted', blockers };
}

function standingOf(
	file: TierFile,
	tiers: readonly TierFile[],
	applied: AppliedTiers,
	checks: readonly ReportedCheck[],
	{ gate, foreseen }: { gate: Blocker[]; foreseen: Blocker[] },
): Pick<PlannedTier, 'state' | 'blockers'> {
	if (applied.has(file.id)) {
		const blockers = blockersOf(checks.filter((check) => check.tier === file.tier));
		return { state: blockers.length === 0 ? 'applied' : 'drifted', blockers };
	}
	const earlier = tiers.slice(0, tiers.indexOf(file)).find((other) => !applied.has(other.id));
	if (gate.length > 0) return { state: 'blocked', blockers: [...gate, ...foreseen] };
	if (!earlier) return { state: foreseen.length === 0 ? 'ready' : 'blocked', blockers: foreseen };
	return { state: 'pending', blockers: [orderBlocker(file.tier, earlier.tier), ...foreseen] };
}

// What no tier alone is refused for is told with the first of them.
function foreseenBlockers(file: TierFile, pending: readonly TierFile[], foreseen: readonly Foreseen[]): Blocker[] {
	const ofAll = file === pending[0] ? [0] : [];
	return blockersOf(foreseen.filter(({ tier }) => tier === file.tier || ofAll.includes(tier)));
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
