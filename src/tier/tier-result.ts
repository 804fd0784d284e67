/** What a tier came to, as answers and the ledger tell it. */
import type { TierResult } from '../contract';
import type { TierFile } from './tier-file';

/** What is left out is empty. `started`: when it began, by performance.now(); left out for a tier that did not run. */
export function tierResult(
	{ tier, name }: Pick<TierFile, 'tier' | 'name'>,
	found: Pick<TierResult, 'status'> & Partial<Omit<TierResult, 'tier' | 'name' | 'duration_ms'>>,
	started?: number,
): TierResult {
	const duration_ms = started === undefined ? 0 : Math.round(performance.now() - started);
	return { tier, name, deltas: [], checks: [], violations: [], locks: [], notes: [], deleted: [], ...found, duration_ms };
}
