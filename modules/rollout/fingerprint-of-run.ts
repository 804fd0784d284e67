/** What a run recorded of the comparison with the state before the rollout. */
import type { FingerprintComparison } from '../../src/contract';

/** null where the run compared nothing, or nothing was recorded to compare with. `differences` is null in runs of older builds and of a packet. */
export function comparisonOf(result: unknown): Pick<FingerprintComparison, 'equal' | 'differences'> | null {
	const recorded = field(result, 'fingerprint');
	const equal = field(recorded, 'equal');
	if (typeof equal !== 'boolean' || field(recorded, 'entry') === null) return null;
	const differences: unknown = field(recorded, 'differences');
	return { equal, differences: Array.isArray(differences) ? differences : null };
}

function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
