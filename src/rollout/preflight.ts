/** Describes the start of a rollout: tier 0. Reads only. */
import type { Knex } from 'knex';
import type { Blocker, Preflight } from '../contract';
import { requirePostgres } from '../db/postgres';
import { sqlState } from '../db/sqlstate';
import { withSnapshot } from '../db/transaction';
import { gateBlockers } from '../gate/blockers';
import { lookAtGate } from '../gate/look';
import { readOperator, type Operator } from '../gate/operator';
import type { Profile } from '../profile';
import { runChecks, toCheck, type ReportedCheck } from './conditions';
import type { RolloutContext } from './context';
import { resolveExpected } from './expected';
import { preflightTier } from './tiers';
import { tierVariables } from './variables';

/** A live host has sessions that are between two statements for a moment. One that still is after this long holds its locks. */
const SETTLE_MS = 100;
const SETTLE_TRIES = 3;

/**
 * Every check of tier 0, with a blocker for each that fails. `others` are blockers that the caller found besides, `operator` is who asks.
 * Errors: UnsupportedDatabaseError; the database's own only when it cannot be reached.
 */
export async function readPreflight(
	context: RolloutContext,
	others: readonly Blocker[] = [],
	operator: Operator = null,
): Promise<Preflight> {
	requirePostgres(context.db);
	const read = () => readChecks(context.db, context.loaded.profile, operator);
	let checks = await read();
	for (let tries = 1; tries < SETTLE_TRIES && isIdleOnly(checks); tries++) {
		await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
		checks = await read();
	}
	const blockers = [...blockersOf(checks), ...(await unsound(context)), ...others];
	return { status: blockers.length === 0 ? 'READY' : 'BLOCKED', blockers, checks: checks.map(toCheck) };
}

/** One blocker per cause: checks that share one (the count of approvals and the gate) are told once. */
export function blockersOf(checks: readonly ReportedCheck[]): Blocker[] {
	const blockers = new Map<string, Blocker>();
	for (const { name, blocker: code, expected, actual, ok, remedy } of checks) {
		if (ok || blockers.has(code)) continue;
		const message = `${name} is ${actual === null ? 'unknown' : String(actual)}, expected ${expected === null ? 'something that can be read' : String(expected)}.`;
		blockers.set(code, { code, message, expected, actual, remedy });
	}
	return [...blockers.values()];
}

// What the checks count is worth nothing where it is no table, or where the guard has no policy. A table that is missing fails the checks themselves.
async function unsound({ db, loaded }: RolloutContext): Promise<Blocker[]> {
	const reason = await orOtherwise(null, () => lookAtGate(db));
	if (reason === null || reason === 'approvals_missing') return [];
	return gateBlockers({ approvals: null, reason }, loaded.profile.ratification);
}

function isIdleOnly(checks: readonly ReportedCheck[]): boolean {
	return checks.some((check) => check.name === 'idle_in_transaction' && !check.ok && check.actual !== null);
}

async function readChecks(db: Knex, profile: Profile, operator: Operator): Promise<ReportedCheck[]> {
	const expected = await orOtherwise({}, () => resolveExpected(db, profile, null));
	const facts = await orOtherwise(null, () => readOperator(db, profile.ratification, operator));
	return withSnapshot(db, (trx) =>
		runChecks(trx, [preflightTier()], {
			expected_inventory: null,
			expected_active_scopes: null,
			expected_canonical_gap: null,
			...tierVariables(profile, { actor: '', ratifiedApr: null, expected, operator: facts }),
		}),
	);
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
