/** What reading the gate comes to. */
import type { Source } from '../base/ratification-source';

/** How the rows of the source fare under the rules. */
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

/**
 * approvals_no_table: what stands there could be somebody's choice. source_…: what the source names cannot be used, or is not what the policy names.
 * policy_missing: the guard has none to go by. gate_missing: the database has not got the predicate. operator_unknown: the policy asks who applies, and
 * nobody is signed in. operator_unreadable: Directus' users or activity cannot be read.
 */
export const UNREAD_REASONS = [
	'approvals_missing',
	'approvals_no_table',
	'approvals_unreadable',
	'source_filter',
	'source_not_of_people',
	'source_elsewhere',
	'policy_missing',
	'gate_missing',
	'gate_unlockable',
	'operator_unknown',
	'operator_unreadable',
] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

/** Nothing was counted. */
export interface Unread {
	approvals: null;
	reason: UnreadReason;
	/** Where approvals are read from; null where that is not known. */
	source: Source | null;
	/** What of the source is the matter; null where the reason says it all. */
	detail: string | null;
}

/** A number of valid approvals, or why there is none. */
export type GateReading =
	| {
			approvals: number;
			/** Where they were counted. */
			source: Source;
			/** Whether this session says that the gate is shut (axis.gate). */
			simulated: boolean;
			/** Null where nobody asked. */
			rows: ApprovalRows | null;
	  }
	| Unread;
