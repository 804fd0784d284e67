/**
 * How far the rehearsals of this process are. A rehearsal is one transaction, so the ledger, which other instances read, knows its tiers only at its end.
 * Every other run writes each tier's start and end to the ledger.
 */
import type { TierProgress, TierResult } from '../contract';

const rehearsals = new Map<string, TierProgress[]>();

/** Notes that a tier of a rehearsal has started. */
export function noteStarted(runId: string, tier: number): void {
	rehearsals.set(runId, [...progressOf(runId), { tier, state: 'started', result: null, error: null }]);
}

/** Notes how a tier of a rehearsal ended. */
export function noteFinished(runId: string, result: TierResult): void {
	const others = progressOf(runId).filter(({ tier }) => tier !== result.tier);
	rehearsals.set(runId, [...others, { tier: result.tier, state: 'finished', result, error: null }]);
}

/** The rehearsal is over: from now on the ledger knows more. */
export function forgetProgress(runId: string): void {
	rehearsals.delete(runId);
}

/** Tiers that have started, in their order; none for runs of other processes. */
export function progressOf(runId: string): readonly TierProgress[] {
	return rehearsals.get(runId) ?? [];
}
