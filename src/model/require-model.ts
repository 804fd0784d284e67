/** What every lifecycle change checks first, and how its failures are told. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { queryRows } from '../db/run-sql';
import { explainUnavailable } from '../db/availability';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import type { TransactionLimits } from '../db/transaction';
import { InvalidPayloadError, LifecycleConflictError, PrerequisiteMissingError } from '../errors';
import { property } from '../gate/property';
import type { Profile } from '../profile/profile';
import type { RunRequest } from '../run/context';
import { requirePrerequisites } from '../base/prerequisites';
import { unknownApproval } from '../base/references';
import { explainRefusal } from '../run/explain';
import { tooEarly } from '../tier/tiers';
import type { Changed } from './change-model';
import substratePresent from './sql/substrate-present.sql';
import { WAIVERS } from './write-changes';

/** In the right database. Errors: PrerequisiteMissingError, OrderError before tier 1; LifecycleConflictError for an approval code that nobody knows. */
export async function requireModel(trx: Knex, profile: Profile, request: RunRequest, asked: string): Promise<void> {
	await requirePrerequisites(trx, profile);
	const [row] = await queryRows(trx, substratePresent);
	if (row?.present !== true) throw tooEarly('structure', 'lifecycle');
	if (row.has_waivers !== true) throw new PrerequisiteMissingError({ missing: [WAIVERS] });
	const violations: Violation[] = await unknownApproval(trx, profile, request.ratifiedApr);
	if (violations.length > 0) throw new LifecycleConflictError({ asked, violations });
}

/** What activates and moves the gap is a sovereign act: people decided it, under a code. Errors: InvalidPayloadError. */
export function requireApprovalCode({ report }: Changed, request: RunRequest, asked: string): void {
	if (!report.needs_ratified_apr || request.ratifiedApr !== null) return;
	const { gaps_added, gaps_removed } = report;
	throw new InvalidPayloadError({
		reason: `${asked} moves the gap (${gaps_added} gaps come, ${gaps_removed} go): it needs ratified_apr, the code of the approval it happens under`,
	});
}

/** The conflict that a SQLSTATE means here: somebody else wrote a row in between, or built on one; null for every other. */
export function conflictOf(state: string | null, error: unknown, asked: string): Error | null {
	// The axis tables are locked by then. Waivers are not: an owner role has them.
	if (state === SQLSTATE.uniqueViolation) {
		return new LifecycleConflictError({ asked, violations: [{ violation: 'somebody else wrote one of the rows meanwhile' }] });
	}
	if (state !== SQLSTATE.foreignKeyViolation) return null;
	// An undo takes rows away that it made: somebody may have built on them.
	const object = String(property(error, 'table'));
	return new LifecycleConflictError({ asked, violations: [{ violation: 'rows made since refer to one that would go', object }] });
}

/** The error for the caller of a recorded change: such a conflict, what explainRefusal knows, a database that did not answer. */
export function explainChange(error: unknown, asked: string, limits: TransactionLimits): unknown {
	const state = sqlState(error);
	return conflictOf(state, error, asked) ?? explainRefusal(state, asked, limits) ?? explainUnavailable(error, asked);
}
