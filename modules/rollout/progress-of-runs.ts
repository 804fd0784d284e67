/** What the ledger's list says of a run and its steps: how far it is, where no events can be had. */
import type { Run, TierProgress, TierResult } from '../../src/contract';

/** Results that a run recorded; none while it runs. */
export function resultsOf(run: Run): TierResult[] {
	const { result } = run;
	if (typeof result !== 'object' || result === null || !('tiers' in result) || !Array.isArray(result.tiers)) return [];
	return result.tiers;
}

/** `runs` are newest first, as the route lists them. */
export function progressOfRuns(runs: readonly Run[], id: string): TierProgress[] {
	const parts = runs.filter((run) => run.part_of === id || (run.id === id && run.tiers.length === 1)).toReversed();
	const whole = runs.find((run) => run.id === id);
	const recorded = whole ? resultsOf(whole) : [];
	if (recorded.length > 0) return recorded.map(finished);
	return parts.flatMap((run): TierProgress[] => {
		const results = resultsOf(run);
		if (results.length > 0) return results.map(finished);
		const [tier] = run.tiers;
		if (tier === undefined) return [];
		return [{ tier, state: run.status === 'running' ? 'started' : 'finished', result: null, error: run.error }];
	});
}

/** A tier's recorded result as the last word of its progress. */
export const finished = (result: TierResult): TierProgress => ({ tier: result.tier, state: 'finished', result, error: null });
