/** What advisory locks are taken under. */

/** First key: "axis" in ASCII. Second key: what is locked. */
export const NAMESPACE = 0x61786973;

/** rollout: one tier's transaction. sequence: a run of several of them, from the first to the last. ledgerSetup: start of the extension.
 * schedule: the scheduled scan. candidates: the candidate scan. selfTest: the gate's self-test. scans: shared by scans, had alone by what changes tiers.
 * cells: assigning, waiving and undoing. lifecyclePreview: one preview of a lifecycle change at a time.
 * dashboard: making the dashboard. structure: shared by reports, had alone by what drops or alters the structure (its number stands in lock-structure.sql too). */
export const LOCKS = {
	rollout: 1,
	ledgerSetup: 2,
	sequence: 3,
	schedule: 4,
	candidates: 5,
	selfTest: 6,
	scans: 7,
	cells: 8,
	lifecyclePreview: 9,
	dashboard: 10,
	structure: 11,
} as const;
