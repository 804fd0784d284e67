/** Writing cells: assigning owners and undoing it, waiving. Counts are whole numbers of cells or rows; a cell is object × axis × value. */

/** direct: a row for each cell. anchor: a row on the group for each value, which what it contains inherits (canonical axes). */
export type AssignmentKind = 'direct' | 'anchor';

/** An active authority of governance_registry. */
export interface Authority {
	owner_gov_code: string;
	owner_name: string;
}

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

/** covered: a cell without an owner, waived or not, gets one. overridden: an inherited owner, or none of its own, gives way. replaced: a direct owner gives way. kept: stays as it is. */
export type CellEffect = 'covered' | 'overridden' | 'replaced' | 'kept' | 'conflict';

export interface AssignmentCell extends CellRef {
	effect: CellEffect;
	/** Effective owners, sorted; none for a gap or a waived cell. */
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

/** active: in force. A cell whose waiver is expired or revoked is a gap again. */
export type WaiverState = 'active' | 'expired' | 'revoked';

/** Body of POST /axis/waivers. */
export interface WaiverBody {
	axis_code: string;
	cells: CellRef[];
	reason: string;
	/** Who approved it; a name, not checked. */
	approved_by: string;
	/** ISO 8601, in the future. */
	expires_at: string;
}

/** A required cell that may go without an owner until a day. */
export interface Waiver extends CellRef {
	id: string;
	axis_code: string;
	reason: string;
	approved_by: string;
	expires_at: string;
	/** Directus user id. */
	created_by: string;
	created_at: string;
	ended_by: string | null;
	ended_at: string | null;
	state: WaiverState;
}

export interface WaiverAnswer {
	waived_cells: number;
	/** Gaps of the whole axis. */
	gaps_before: number;
	gaps_after: number;
	/** At most 200 of them. */
	waivers: Waiver[];
}
