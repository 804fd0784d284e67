/** Sealed plans: what was reviewed, and how an apply may differ from it. */
import type { Fact } from './rollout';

/** What a seal is made over. */
export interface PlanParts {
	/** SHA-256 of each tier's text by its number, and of tier 1's migrations under `migrations`; hex. */
	tiers: Record<string, string>;
	/** SHA-256 of the profile's file, hex. */
	profile: string;
	/** Actual values of preflight's checks, without those of the gate and of other sessions: they may change until the apply. */
	preflight: Record<string, Fact>;
	/** The governed objects with their groups: how many, and a hash over them. */
	objects: { count: number; sha256: string };
}

/** The answer of POST /axis/plan/seal. */
export interface PlanSeal {
	/** Given to apply as `seal`. Works once, until `expires_at`. It is not stored: keep it. */
	token: string;
	ratified_apr: string;
	/** Numbers of the tiers that it is for. */
	tiers: number[];
	sealed_by: string;
	sealed_at: string;
	expires_at: string;
	parts: PlanParts;
}

/** One thing that is not as it was sealed. */
export interface SealDifference {
	part: keyof PlanParts;
	/** Which tier, check or number of the part; null where the part is one value. */
	name: string | null;
	/** null where it was not there. */
	sealed: Fact;
	actual: Fact;
}
