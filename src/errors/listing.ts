/** Refusals that list rows: an answer, an event and the ledger carry the first hundred and how many there are; the message counts them all. */
import type { AxisErrorCode, Violation } from '../contract';
import { LISTED_VIOLATIONS } from '../contract/schemas/rollout';
import { define } from './define';

interface Listing {
	violations: Violation[];
	/** How many there are, where a query found more than it answered. */
	total?: number | undefined;
}

/** The first rows, and how many there are. */
export function cutViolations(violations: readonly Violation[], total = violations.length): Listing & { total: number } {
	return { violations: violations.slice(0, LISTED_VIOLATIONS), total };
}

/** A class of refusals with its code, as `define` makes them, given every row. `message` sees every row too. */
export const defineListing = <Facts extends Listing>(code: AxisErrorCode, message: (facts: Facts) => string) =>
	class extends define<Facts>(code, message) {
		constructor(facts: Facts) {
			super(facts);
			this.extensions = { ...facts, ...cutViolations(facts.violations, facts.total) };
		}
	};
