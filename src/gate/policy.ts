/** What the profile asks of the approvals before the gate is open. */
import { sourceVariable, type Source } from '../base/ratification-source';
import type { Variables } from '../db/sql-text';

/** The part `ratification` of a profile, as far as the gate goes by it. */
export interface GatePolicy {
	/** Where approvals are; left out: as the database says. */
	source?: Source | undefined;
	/** Least number of valid approvals, at least 1. */
	minimum: number;
	/** Only rows count whose esignature_agreement is true. */
	agreement: boolean;
	/** Signers are counted, by address; a row without one counts for nothing. */
	distinct_signers: boolean;
	/** Approvals do not count that the operator signed, created or changed, or whose creator is unknown. */
	not_by_operator: boolean;
}

/** The operator, for SQL. */
export interface OperatorFacts {
	/** Their address as axis_internal.signer_of reads it; empty where they have none. */
	email: string;
	/** Who created the approvals that somebody else created and that they never touched: a JSON object of user ids by approval id. */
	others: string;
}

/** The policy without what only a signed-in operator can meet: for hook and trigger, which guard writes of whoever. */
export function policyForAnybody(policy: GatePolicy): GatePolicy {
	return { ...policy, not_by_operator: false };
}

/** The policy for SQL: `:'ratification_minimum'` and so on. An operator who is unknown has no approvals of others. */
export function gateVariables(
	{ source, minimum, agreement, distinct_signers, not_by_operator }: GatePolicy,
	operator: OperatorFacts | null = null,
): Variables {
	return {
		ratification_source: sourceVariable(source),
		ratification_minimum: minimum,
		ratification_agreement: agreement,
		ratification_distinct_signers: distinct_signers,
		ratification_not_by_operator: not_by_operator,
		approvals_of_others: operator?.others ?? '{}',
		operator_email: operator?.email ?? '',
	};
}
