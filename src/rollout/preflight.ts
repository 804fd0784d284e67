/** Describes the start of a rollout: tier 0. Reads only. */
import type { Knex } from 'knex';
import type { Blocker, Preflight } from '../contract';
import { requirePostgres } from '../db/postgres';
import { sqlState } from '../db/sqlstate';
import { transact, withSnapshot } from '../db/transaction';
import { NO_BASE_MODEL } from '../errors/foundation';
import { listViolations } from '../errors/tier';
import { gateBlockers, policyForAnybody, readGate } from '../gate/gate';
import type { UnreadReason } from '../gate/gate-reading';
import { readOperator, type Operator } from '../gate/operator';
import { readReports, runChecks, toCheck, type ReportedCheck } from '../tier/conditions';
import type { Profile } from '../profile/profile';
import type { RolloutContext } from '../run/context';
import { readDatabases } from '../run/requirements';
import { isNothingThere, readMissingPrerequisites } from '../base/prerequisites';
import { resolveExpected } from '../tier/expected';
import { foresee, lookAgain, type Foreseen } from './foresee-apply';
import { readAppliedTiers } from '../tier/applied-tiers';
import { orderedTiers, tierOf } from '../tier/tiers';
import { noteUnboundPorts } from './rebind';
import { NOBODY, tierVariables } from '../tier/tier-variables';

/**
 * Every check of tier 0, and every precondition of the tiers that are not applied as far as it can be asked now, with a blocker for each that fails.
 * `others` are blockers that the caller found besides, `operator` is who asks.
 * Errors: UnsupportedDatabaseError; the database's own only when it cannot be reached.
 */
export async function readPreflight(
	context: RolloutContext,
	others: readonly Blocker[] = [],
	operator: Operator = null,
): Promise<Preflight> {
	requirePostgres(context.db);
	const { applied, checks, notes } = await lookAgain(
		() => readChecks(context, operator),
		(found) => found.checks,
	);
	const blockers = [...(withoutModel(checks) ?? blockersOf(checks)), ...(await unsound(context)), ...others];
	return { status: blockers.length === 0 ? 'READY' : 'BLOCKED', applied, blockers, checks: checks.map(toCheck), notes };
}

// Without anything of a base model every number is unknown, for one cause.
function withoutModel(checks: readonly ReportedCheck[]): Blocker[] | null {
	const { violations = [], expected = null, actual = null } = checks.find(({ name }) => name === 'prerequisites') ?? {};
	if (!isNothingThere(violations.map(({ object }) => String(object)))) return null;
	const [first = '', ...rest] = NO_BASE_MODEL.message;
	return [
		{ code: 'prerequisites', expected, actual, message: first.toUpperCase() + rest.join(''), remedy: NO_BASE_MODEL.remedy },
	];
}

/** One blocker per cause: checks that share one (the count of approvals and the gate) are told once. */
export function blockersOf(checks: readonly ReportedCheck[]): Blocker[] {
	const blockers = new Map<string, Blocker>();
	for (const { name, blocker: code, expected, actual, ok, remedy, violations = [] } of checks) {
		if (ok || blockers.has(code)) continue;
		const numbers = `${name} is ${actual === null ? 'unknown' : String(actual)}, expected ${expected === null ? 'something that can be read' : String(expected)}`;
		const message = violations.length > 0 ? `${numbers}: ${listViolations([...violations])}.` : `${numbers}.`;
		blockers.set(code, { code, message, expected, actual, remedy });
	}
	return [...blockers.values()];
}

// What the checks count is worth nothing where it is no table, or where the guard has no policy. A table that is missing fails the checks themselves.
async function unsound({ db, loaded }: RolloutContext): Promise<Blocker[]> {
	const { ratification } = loaded.profile;
	const reading = await readGate(db, policyForAnybody(ratification), null);
	if (reading.approvals !== null || UNASKED.has(reading.reason)) return [];
	return gateBlockers(reading, ratification);
}

/** What the checks say themselves. */
const UNASKED: ReadonlySet<UnreadReason> = new Set(['approvals_missing', 'approvals_unreadable', 'gate_missing']);

async function readChecks(
	context: RolloutContext,
	operator: Operator,
): Promise<Pick<Preflight, 'applied' | 'notes'> & { checks: ReportedCheck[] }> {
	const { db, loaded } = context;
	const { profile } = loaded;
	const expected = await orOtherwise({}, () => resolveExpected(db, profile, null));
	const facts = await orOtherwise(null, () => readOperator(db, profile.ratification, operator));
	return withSnapshot(db, async (trx) => {
		const { expected: database } = await readDatabases(trx, profile);
		const variables = {
			...UNKNOWN_NUMBERS,
			...tierVariables(profile, { ...NOBODY, expected, database, operator: facts }),
		};
		const applied = await orNothing(new Set<string>(), trx, (savepoint) => readAppliedTiers(savepoint, profile));
		const pending = orderedTiers(profile.rollout.order).filter((file) => !applied.has(file.id));
		const foreseen = await orNothing([], trx, (savepoint) => foresee(context, UNNAMED, pending, variables, savepoint));
		const checks = [
			...(await runChecks(trx, [tierOf('preflight')], variables)),
			await prerequisites(trx, profile),
			...foreseen.map(byTier),
		];
		const notes = [...(await readReports(trx, tierOf('preflight'), variables)), ...(await noteUnboundPorts(trx))];
		return { applied: pending.length === 0, checks: withViolations(checks), notes };
	});
}

/** Who asks is told apart from what is asked; the code is named at the apply. */
const UNNAMED = { requestedBy: '', ratifiedApr: null };

const UNKNOWN_NUMBERS = {
	expected_inventory: null,
	expected_active_scopes: null,
	expected_canonical_gap: null,
	expected_containment: null,
	expected_ownership_seed: null,
	expected_containment_groups: null,
	expected_containment_owners: null,
};

async function prerequisites(trx: Knex.Transaction, profile: Profile): Promise<ReportedCheck> {
	const missing = await readMissingPrerequisites(trx, profile);
	const violations = missing.map((object) => ({ violation: 'the base model lacks what the rollout reads', object }));
	const about = { tier: 0, remedy: 'Create what is missing, in the schema that Directus uses first.', blocker: 'prerequisites' };
	return { ...about, name: 'prerequisites', expected: 0, actual: missing.length, ok: missing.length === 0, violations };
}

/** A condition of a tier as a check of its own, beside the checks of tier 0. */
function byTier(item: Foreseen): ReportedCheck {
	return item.tier === 0 ? item : { ...item, name: `tier ${item.tier}: ${item.name}` };
}

// Tier 0 asks one of its checks as a condition too, which says which sessions they are.
function withViolations(checks: readonly ReportedCheck[]): ReportedCheck[] {
	const byName = new Map<string, ReportedCheck>();
	for (const check of checks) {
		const found = byName.get(check.name);
		byName.set(check.name, found && check.violations ? { ...found, violations: check.violations } : check);
	}
	return [...byName.values()];
}

async function orNothing<Result>(
	nothing: Result,
	trx: Knex.Transaction,
	read: (savepoint: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	return orOtherwise(nothing, () => transact(trx, read));
}

// Where the base model is missing there is nothing to measure: the checks themselves then say what cannot be read.
async function orOtherwise<Result, Otherwise>(otherwise: Otherwise, read: () => Promise<Result>): Promise<Result | Otherwise> {
	try {
		return await read();
	} catch (error) {
		if (sqlState(error) === null) throw error;
		return otherwise;
	}
}
