/** What stands between this project and its first measured axis. */
import type { Plan, PlannedTier } from '../src/contract';

/** Tiers up to the first axis, in the profile's order: with it the first coverage figures exist. Preflight is left out: it changes nothing and is never applied. */
export function stepsToFirstAxis(plan: Plan): PlannedTier[] {
	const last = plan.tiers.findIndex(({ role }) => role === 'axis');
	return plan.tiers.slice(0, last + 1).filter(({ role }) => role !== 'preflight');
}

/** The first step that is not applied, or null when all are. */
export function nextStep(steps: PlannedTier[]): PlannedTier | null {
	return steps.find((step) => step.state !== 'applied') ?? null;
}
