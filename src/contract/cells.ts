/** Writing cells: assigning owners and undoing it. Counts are whole numbers of cells or rows; a cell is object × axis × value. */

/** direct: a row for each cell. anchor: a row on the group for each value, which what it contains inherits (canonical axes). */
export type AssignmentKind = 'direct' | 'anchor';

export interface CellRef {
	object_type: string;
	object_ref: string;
	value_code: string;
}

/** Body of POST /axis/assign and of its preview: cells by name, or all required cells of a group at these values. */
export type AssignmentBody = {
	axis_code: string;
	/** An active authority of governance_registry. */
	owner_gov_code: string;
	reason: string;
	/** Whether other direct owners give way; they stay otherwise. Parallel axes only. */
	replace?: boolean;
} & ({ cells: CellRef[] } | { as: AssignmentKind; group_ref: string; value_codes: string[] });

/** covered: a gap is closed. overridden: an inherited owner, or none of its own, gives way. replaced: a direct owner gives way. kept: stays as it is. */
export type CellEffect = 'covered' | 'overridden' | 'replaced' | 'kept' | 'conflict';

export interface AssignmentCell extends CellRef {
	effect: CellEffect;
	/** Effective owners, sorted; none for a gap. */
	owners_before: string[];
	owners_after: string[];
}

/** What an assignment changes. `asked_cells` is the sum of the five effects. */
export interface AssignmentEffect {
	axis_code: string;
	owner_gov_code: string;
	kind: AssignmentKind;
	group_ref: string | null;
	asked_cells: number;
	covered_cells: number;
	overridden_cells: number;
	replaced_cells: number;
	kept_cells: number;
	/** Cells that would have several owners, or whose row is taken: with any, nothing is assigned. */
	conflict_cells: number;
	/** Gaps of the whole axis. */
	gaps_before: number;
	gaps_after: number;
	rows_inserted: number;
	rows_superseded: number;
	/** At most 200 of them, conflicts first, kept ones last. */
	cells: AssignmentCell[];
}

/** A recorded assignment; every row of it carries the tag `assign:<id>`. */
export interface AssignmentBatch {
	id: string;
	axis_code: string;
	owner_gov_code: string;
	kind: AssignmentKind;
	group_ref: string | null;
	reason: string;
	/** Directus user id. */
	requested_by: string;
	requested_at: string;
	state: 'applied' | 'undone';
	undone_by: string | null;
	undone_at: string | null;
	/** The counts of the effect, without its cells. */
	effect: Omit<AssignmentEffect, 'cells' | 'axis_code' | 'owner_gov_code' | 'kind' | 'group_ref'>;
}

export interface AssignmentAnswer {
	batch: AssignmentBatch;
	effect: AssignmentEffect;
}

export interface UndoAnswer {
	batch: AssignmentBatch;
	rows_deleted: number;
	rows_restored: number;
}
