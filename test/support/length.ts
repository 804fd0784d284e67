/** How long the suites of reloads, faults, fuzz, load and of worlds against a model run: shortened in `npm run test:long`, in full by their own commands (`npm run test:faults`, …). */

export type LongSuite = 'bypass' | 'faults' | 'fuzz' | 'load' | 'model';

/** True when this suite was asked for by name. */
export function inFull(suite: LongSuite): boolean {
	return process.env.AXIS_TEST_LONG === suite;
}

/** `short` where all suites run, `full` in the suite's own command. */
export function length(suite: LongSuite, { short, full }: { short: number; full: number }): number {
	return inFull(suite) ? full : short;
}
