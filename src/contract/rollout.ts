/** Answers of the gate and the rollout. Times are ISO 8601 UTC. */

/** A stored record that this build cannot read, as another build wrote it. */
export interface UnreadableRow {
	id: string;
	/** What of it cannot be read, ten things at most. */
	problems: string[];
}

/** What a database fact may be once it is JSON. */
export type Fact = string | number | boolean | null;

export interface Blocker {
	code: string;
	message: string;
	expected: Fact;
	actual: Fact;
	remedy: string;
}

export interface Check {
	name: string;
	expected: Fact;
	actual: Fact;
	ok: boolean;
	/** False where the number is told and not judged: then `ok` is true whatever it is. Left out where it is judged. */
	judged?: false;
}

export interface Delta {
	object: string;
	before: number;
	after: number;
}

export type GateWord = 'READY' | 'BLOCKED';

export interface GateStatus {
	status: GateWord;
	blockers: Blocker[];
	/** null where the table is missing or may not be read. */
	ratification_count: number | null;
	checked_at: string;
}

export interface Preflight {
	status: GateWord;
	blockers: Blocker[];
	checks: Check[];
	/** Facts for the operator that are no blockers, e.g. a session of somebody else that is idle in a transaction. */
	notes: Record<string, unknown>[];
}

export type TierState = 'pending' | 'ready' | 'blocked' | 'applied' | 'drifted';

export interface PlannedTier {
	tier: number;
	name: string;
	/** True where it writes the canonical model. */
	sovereign: boolean;
	/** True where an apply must name an approval code: the tier writes the canonical model, or records the code with its rows. */
	needs_code: boolean;
	state: TierState;
	expected: { object: string; delta: number }[];
	blockers: Blocker[];
}

export interface Plan {
	/** `sealed`: an apply needs the token of a seal. */
	profile: { name: string; sha256: string; sealed: boolean };
	tiers: PlannedTier[];
}

/** One offending fact, as the condition's query returned it. */
export interface Violation {
	violation: string;
	[fact: string]: unknown;
}

/** A lock that a tier took on what was there before it, e.g. `ShareRowExclusiveLock` on `governance_registry`. Held to the end of the transaction. */
export interface HeldLock {
	object: string;
	mode: string;
}

export interface TierResult {
	tier: number;
	name: string;
	status: 'passed' | 'rolled_back' | 'failed';
	deltas: Delta[];
	checks: Check[];
	violations: Violation[];
	locks: HeldLock[];
	/** Facts for the operator that are no errors, e.g. an assignment that was skipped. */
	notes: Record<string, unknown>[];
	/** Rows of others that a forced rollback deleted. */
	deleted: Violation[];
	duration_ms: number;
}

export type RunAction = 'apply' | 'rollback' | 'rehearse' | 'lifecycle' | 'baseline' | 'repair';
export type RunStatus = 'running' | 'passed' | 'refused' | 'failed' | 'aborted';

export interface Run {
	id: string;
	/** The run that this one was a step of; null for a run of its own. */
	part_of: string | null;
	action: RunAction;
	tiers: number[];
	status: RunStatus;
	requested_by: string;
	started_at: string;
	finished_at: string | null;
	ratified_apr: string | null;
	profile_sha256: string;
	/** What was asked; null where the numbers of tiers say it. */
	request: unknown;
	/** Of a lifecycle run without the rows that it touched. */
	result: unknown;
	error: unknown;
}

/** What the database held before the first tier and after the last rollback: catalog, and rows of the tables that the rollout may write. */
export interface FingerprintComparison {
	/** null where the entry was not recorded. */
	entry: string | null;
	exit: string;
	equal: boolean;
}

export interface RunAnswer {
	run: Run;
	committed: boolean;
	tiers: TierResult[];
	/** Of a rollback after which no tier is applied. */
	fingerprint?: FingerprintComparison;
}

/** The answer of a rehearsal: all tiers for real in one transaction, rolled back. */
export interface RehearsalAnswer extends RunAnswer {
	committed: false;
	/** Whether an apply would have passed the gate now. */
	gate_open: boolean;
	/** Sequences that moved and stay moved; their numbers are the only trace. */
	sequences_moved: string[];
}

/** The hash chain of the run ledger. */
export interface ChainCheck {
	status: 'PASS' | 'FAIL';
	runs: number;
	broken: { run_no: number; id: string; reason: string }[];
	/** Hash of the newest event, to be kept elsewhere: whoever recomputes the chain changes it. Null while nothing is recorded. */
	head: string | null;
	/** Whether a head that was kept is still in the chain; null where none was given. One that is not fails the check. */
	head_found: boolean | null;
}

/** Something that came or went since the rollout, or since the numbers were accepted: a governed object, an active scope, axis or value. */
export interface ModelChange {
	change: 'came' | 'went';
	kind: 'object' | 'scope' | 'axis' | 'value';
	/** `collection/agents`, `approval`, `topic`, `topic/ai-ops`. */
	name: string;
}

/** NOT_APPLIED: no tier is applied, so there is nothing to verify. */
export type VerificationStatus = 'PASS' | 'FAIL' | 'NOT_APPLIED';

export interface Verification {
	status: VerificationStatus;
	checks: Check[];
	/** The first 200, by change, kind and name. */
	changes: ModelChange[];
}

/** Numbers that people accepted as the new ones. */
export interface Baseline {
	/** Id of its run. */
	id: string;
	reason: string;
	requested_by: string;
	finished_at: string;
	/** By the name of the check. */
	numbers: Record<string, number>;
}

export interface BaselineAnswer {
	run: Run;
	/** What holds now; null where the numbers of the rollout do. */
	baseline: Baseline | null;
}
