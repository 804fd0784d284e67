/**
 * Follows a run to its end, whichever instance makes it. The ledger is what is followed: it has each tier's start and end, committed, and so has every instance.
 * Only the tiers of a rehearsal, which is one transaction, are known to its own process alone until it ends.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Run, RunEvent, TierProgress, TierResult } from '../contract';
import { readRunAndSteps } from './ledger-read';
import { progressOf } from './progress';

/** Between two looks at the ledger: one read by primary key, shorter than a person waits for. */
const INTERVAL_MS = 400;

/**
 * Events of a run from its start, also where it has ended: `run`, each tier's start and end, `ended`. Ends after that, or early with `signal`.
 * Errors: UnknownRunError, the database's own; both may come after events.
 */
export async function* followRun(db: Knex, id: string, signal: AbortSignal): AsyncGenerator<RunEvent, void> {
	const told = new Map<number, TierProgress['state']>();
	let first = true;
	while (!signal.aborted) {
		// Before the ledger: what ends meanwhile is in the ledger then.
		const live = progressOf(id);
		const { run, steps } = await readRunAndSteps(db, id);
		if (first) yield { event: 'run', data: run };
		first = false;
		for (const progress of newProgress(tierProgress(run, steps, live), told)) yield { event: 'tier', data: progress };
		if (run.status !== 'running') {
			yield { event: 'ended', data: run };
			return;
		}
		await pause(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
	}
}

/** How far each tier of a run is, in the order in which they began. `steps` are its steps' runs, `live` what its own process knows besides. */
export function tierProgress(run: Run, steps: readonly Run[], live: readonly TierProgress[]): TierProgress[] {
	if (steps.length > 0) return steps.flatMap((step) => tierProgress(step, [], []));
	const results = resultsOf(run);
	if (results.length > 0) return results.map((result) => ({ tier: result.tier, state: 'finished', result, error: null }));
	if (live.length > 0) return [...live];
	const [tier, ...others] = run.tiers;
	// A run of several has begun none of them yet, or was refused before it did.
	if (tier === undefined || others.length > 0) return [];
	return [{ tier, state: run.status === 'running' ? 'started' : 'finished', result: null, error: run.error ?? null }];
}

/** What was not told yet; a tier that was missed while it ran is told to have started first. */
function* newProgress(all: readonly TierProgress[], told: Map<number, TierProgress['state']>): Generator<TierProgress> {
	for (const progress of all) {
		const { tier, state } = progress;
		if (!told.has(tier)) yield { tier, state: 'started', result: null, error: null };
		if (state === 'finished' && told.get(tier) !== 'finished') yield progress;
		told.set(tier, state);
	}
}

const recorded = z.object({ tiers: z.array(z.unknown()) });
const ours = z.object({ tier: z.number(), name: z.string(), status: z.enum(['passed', 'rolled_back', 'failed']) });

function resultsOf(run: Run): TierResult[] {
	const parsed = recorded.safeParse(run.result);
	return parsed.success ? parsed.data.tiers.filter(isTierResult) : [];
}

// The engine alone writes the ledger, and writes results whole.
function isTierResult(value: unknown): value is TierResult {
	return ours.safeParse(value).success;
}
