/** Gaps as lines of text, for a mail or a message. */
import type { CoverageGap } from '../src/contract';

/** A line a gap, and how many more there are; '' where there is none. */
export function gapLines(gaps: readonly CoverageGap[], total: number): string {
	const lines = gaps.map(
		({ object_type, object_ref, axis_code, value_code, group_ref }) =>
			`${object_type} ${object_ref}: nobody answers for ${axis_code} ${value_code}${group_ref === null ? '' : ` (in ${group_ref})`}`,
	);
	const more = total - gaps.length;
	return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
