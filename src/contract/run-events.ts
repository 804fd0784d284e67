/** What GET /axis/runs/:id/events tells: one event after the other, each with JSON as its data. */
import type { Run, TierResult } from './rollout';

/** One tier of a run. Started once, finished once, in this order. */
export interface TierProgress {
	tier: number;
	state: 'started' | 'finished';
	/** What the tier moved and checked; null while it runs, and where it was refused or failed before it had one. */
	result: TierResult | null;
	/** Why it did not pass, as the ledger has it; null where it did, and while it runs. */
	error: unknown;
}

/** `run` comes first, `ended` last; both carry the run as GET /axis/runs/:id answers it. */
export type RunEvent = { event: 'run' | 'ended'; data: Run } | { event: 'tier'; data: TierProgress };
