/** Answers of the gate and the rollout. Times are ISO 8601 UTC. */

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
}

export type TierState = 'pending' | 'ready' | 'blocked' | 'applied' | 'drifted';

export interface PlannedTier {
	tier: number;
	name: string;
	state: TierState;
	expected: { object: string; delta: number }[];
	blockers: Blocker[];
}

export interface Plan {
	profile: { name: string; sha256: string };
	tiers: PlannedTier[];
}

/** One offending fact, as the condition's query returned it. */
export interface Violation {
	violation: string;
	[fact: string]: unknown;
}

export interface TierResult {
	tier: number;
	name: string;
	status: 'passed' | 'rolled_back' | 'failed';
	deltas: Delta[];
	checks: Check[];
	violations: Violation[];
	duration_ms: number;
}

export type RunAction = 'apply' | 'rollback' | 'rehearse';
export type RunStatus = 'running' | 'passed' | 'refused' | 'failed' | 'aborted';

export interface Run {
	id: string;
	action: RunAction;
	tiers: number[];
	status: RunStatus;
	requested_by: string;
	started_at: string;
	finished_at: string | null;
	ratified_apr: string | null;
	profile_sha256: string;
	result: unknown;
	error: unknown;
}

export interface RunAnswer {
	run: Run;
	committed: boolean;
	tiers: TierResult[];
}

export interface Verification {
	status: 'PASS' | 'FAIL';
	checks: Check[];
}
