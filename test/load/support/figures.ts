/** Figures of a load run: percentiles, orders, and the text that is printed. */
import type { Memory } from './inspector';
import type { Tally } from './traffic';

/** Nearest rank; 0 for no values. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

/** True when applies and rollbacks take turns, an apply first. */
export function alternates(actions: readonly string[]): boolean {
	return actions.every((action, index) => action === (index % 2 === 0 ? 'apply' : 'rollback'));
}

interface LoadRun {
	tally: Tally;
	seconds: number;
	seed: number;
	before: Memory;
	after: Memory;
}

export function showTally({ tally, seconds, seed, before, after }: LoadRun): string {
	const mega = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
	const answers = [...tally.counts].sort(([a], [b]) => a.localeCompare(b)).map(([key, count]) => `  ${key}: ${count}`);
	return [
		`Load, ${seconds} s, seed ${seed}`,
		...answers,
		`  reads: median ${percentile(tally.readMs, 50).toFixed(0)} ms, 99 % within ${percentile(tally.readMs, 99).toFixed(0)} ms`,
		`  tiers in committed runs: ${tally.committed.length}`,
		`  resident memory after GC: ${mega(before.rss)} → ${mega(after.rss)}; heap: ${mega(before.heapUsed)} → ${mega(after.heapUsed)}`,
	].join('\n');
}
