/** Which cells a request means: by name, or those of a group. */
import { z } from 'zod';
import { listOf } from './list-of';
import { Code } from './parts';

export const CellRef = z.strictObject({ object_type: Code, object_ref: Code, value_code: Code });
/** Cells by name. */
export const cells = listOf(CellRef, { min: 1, max: 100_000 });

export const AssignmentKind = z.enum(['direct', 'anchor']);

const ofGroup = {
	as: AssignmentKind.describe(
		'direct: a row for each cell of the group; anchor: a row on the group for each value, which its objects inherit (canonical axes).',
	),
	group_ref: Code,
	value_codes: listOf(Code, { min: 1, max: 1000 }),
};

/** What both ways are made of. */
export const place = {
	cells: cells.optional(),
	as: ofGroup.as.optional(),
	group_ref: ofGroup.group_ref.optional(),
	value_codes: ofGroup.value_codes.optional(),
};
/** For those who read the document. */
export const ONE_OF = [
	{ required: ['cells'], properties: { as: false, group_ref: false, value_codes: false } },
	{ required: ['as', 'group_ref', 'value_codes'], properties: { cells: false } },
];
type Place = z.output<z.ZodObject<typeof place>>;

/** Cells by name, or those of a group. */
type Chosen = { cells: CellRef[] } | { as: AssignmentKind; group_ref: string; value_codes: string[] };

/** The one way that was chosen; null where it is none or both. */
export function chosenPlace({ cells, as, group_ref, value_codes }: Place): Chosen | null {
	const given = [as, group_ref, value_codes].filter((part) => part !== undefined).length;
	if (cells !== undefined && given === 0) return { cells };
	if (cells === undefined && as !== undefined && group_ref !== undefined && value_codes !== undefined) {
		return { as, group_ref, value_codes };
	}
	return null;
}
export const NOT_ONE = 'give either cells, or all three of as, group_ref and value_codes';

export type CellRef = z.infer<typeof CellRef>;
export type AssignmentKind = z.infer<typeof AssignmentKind>;
