/** What the profile asks of the approvals before the gate is open. */
import type { Variables } from '../db/sql-text';

/** The part `ratification` of a profile, as far as the gate goes by it. */
export interface GatePolicy {
	/** Least number of valid approvals, at least 1. */
	minimum: number;
	/** Only rows count whose esignature_agreement is true. */
	agreement: boolean;
	/** Signers are counted, by e-mail; a row without one counts for nothing. */
	distinct_signers: boolean;
}

/** The policy for SQL: `:'ratification_minimum'` and so on. */
export function gateVariables({ minimum, agreement, distinct_signers }: GatePolicy): Variables {
	return {
		ratification_minimum: minimum,
		ratification_agreement: agreement,
		ratification_distinct_signers: distinct_signers,
	};
}
