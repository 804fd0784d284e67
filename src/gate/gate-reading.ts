/** What reading the gate comes to. */

/** How the rows of os_proposal_approvals fare under the rules. */
export interface ApprovalRows {
	/** All of them. */
	rows: number;
	/** Rows that fail the rule `agreement`; 0 where it is off. */
	not_agreed: number;
	/** Rows without an e-mail address, under the rule `distinct_signers`; 0 where it is off. */
	not_signed: number;
	/** Rows that fail the rule `not_by_operator`; 0 where it is off. */
	not_of_others: number;
	/** Rows that pass every rule; of one signer there may be several. */
	valid_rows: number;
}

/** approvals_no_table: what stands there could be somebody's choice. policy_missing: the guard has none to go by. operator_unknown: the policy asks who applies, and nobody is signed in. operator_unreadable: Directus' users or activity cannot be read. */
export type UnreadReason =
	| 'approvals_missing'
	| 'approvals_no_table'
	| 'approvals_unreadable'
	| 'policy_missing'
	| 'gate_unlockable'
	| 'operator_unknown'
	| 'operator_unreadable';

/** A number of valid approvals, or why there is none. */
export type GateReading =
	| {
			approvals: number;
			/** Whether this session says that the gate is shut (axis.gate). */
			simulated: boolean;
			/** Null where nobody asked. */
			rows: ApprovalRows | null;
	  }
	| { approvals: null; reason: UnreadReason };
