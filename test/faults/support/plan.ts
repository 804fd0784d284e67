/** Which faults come upon which operations: drawn from one seed, every kind equally often. */
import { KINDS, type Kind } from './kinds';
import { operationsAt, type Operation } from './operations';
import { createRandom, type Random } from '../../support/random';

export interface PlannedRun {
	/** From 1. */
	number: number;
	kind: Kind;
	operation: Operation;
	/** When it strikes, as a part of the operation's duration; below 0 before the call. */
	at: number;
	/** For what is drawn while it runs. */
	random: Random;
}

/**
 * Each run starts where the one before it ended, once that has been called again to its end. A scan is followed by a rollback of tier 6, so that
 * scans do not pile up.
 */
export function planRuns(seed: number, count: number): PlannedRun[] {
	const random = createRandom(seed);
	const runs: PlannedRun[] = [];
	let tiers = 0;
	while (runs.length < count) {
		for (const kind of random.shuffle(KINDS)) {
			const suiting = operationsAt(tiers).filter(kind.suits);
			const operation = random.pick(suiting);
			const [from, to] = kind.window;
			const at = from + random.next() * (to - from);
			runs.push({ number: runs.length + 1, kind, operation, at, random: createRandom(seed * 1000 + runs.length) });
			tiers = endOf(operation);
		}
	}
	return runs.slice(0, count);
}

/** Tiers that are applied when the run and what follows it are over. */
export function endOf(operation: Operation): number {
	return operation.name === 'scan' ? operation.to - 1 : operation.to;
}
