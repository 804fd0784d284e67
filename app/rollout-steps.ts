/** What stands between this project and its first measured axis. */
import type { Plan, PlannedTier } from '../src/contract';

/** The responsibility axis; with it the first coverage figures exist. */
const FIRST_AXIS_TIER = 2;

/** Tiers up to the first axis, in the profile's order. Tier 0 is left out: it changes nothing and is never applied. */
export function stepsToFirstAxis(plan: Plan): PlannedTier[] {
	const last = plan.tiers.findIndex((tier) => tier.tier === FIRST_AXIS_TIER);
	return plan.tiers.slice(0, last + 1).filter((tier) => tier.tier > 0);
}

/** The first step that is not applied, or null when all are. */
export function nextStep(steps: PlannedTier[]): PlannedTier | null {
	return steps.find((step) => step.state !== 'applied') ?? null;
}
