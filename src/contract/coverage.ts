/** Coverage answers. Counts are whole numbers of cells or objects; a cell is object × axis × value. */

export type AxisKind = 'deterministic' | 'uncertain' | 'system';
export type AxisStatus = 'candidate' | 'active' | 'deprecated' | 'retired';

/** One row per active axis. `covered_cells = direct_cells + inherited_cells`, `required_cells = covered_cells + gap_cells + waived_cells`. */
export interface AxisCoverage {
	axis_code: string;
	axis_name: string;
	axis_kind: AxisKind;
	status: AxisStatus;
	required_cells: number;
	gap_cells: number;
	covered_cells: number;
	direct_cells: number;
	inherited_cells: number;
	/** Cells without an owner whose waiver is in force: neither covered nor gaps. */
	waived_cells: number;
	/** 0..100 with one decimal, rounded down; null where nothing is required. */
	coverage_percent: number | null;
	/** Assignments by quality flag; 0 on axes that have none. */
	ok: number;
	low_conf: number;
	stale: number;
	quarantine: number;
	/** Of the covered cells those that nobody covers but owners who are gone: a retired authority, or a row that ended. */
	stale_owner_cells: number;
}

export interface ValueCoverage {
	value_code: string;
	objects: number;
	covered: number;
	gap: number;
	waived: number;
}

/** Every effective accountable row of the axis, group nodes included. `cells = direct + inherited`. */
export interface OwnerCoverage {
	owner_gov_code: string;
	owner_name: string | null;
	cells: number;
	direct: number;
	inherited: number;
	/** Of `cells` those whose owner is gone: a retired authority, or a row that ended. */
	stale_cells: number;
}

export interface ObjectCoverage {
	object_type: string;
	object_ref: string;
	required: number;
	covered: number;
	gap: number;
	waived: number;
}

/** `group_ref` is null for objects that no group contains; an object of several groups counts in the first by name. */
export interface GroupCoverage {
	group_ref: string | null;
	objects: number;
	required: number;
	covered: number;
	gap: number;
	waived: number;
}

export interface CoverageGap {
	object_type: string;
	object_ref: string;
	axis_code: string;
	value_code: string;
	group_ref: string | null;
}

export type CellState = 'direct' | 'inherited' | 'gap' | 'waived' | 'not_required';

export interface MatrixCell {
	value_code: string;
	state: CellState;
	owner_gov_code: string | null;
	/** Where an inherited owner comes from, e.g. `GRP-AI`; null unless `state` is `inherited`. */
	source_anchor_ref: string | null;
}

export interface MatrixGroupCell {
	value_code: string;
	required: number;
	covered: number;
	gap: number;
	waived: number;
}

export interface MatrixRow<Cell> {
	object_type: string;
	object_ref: string;
	group_ref: string | null;
	cells: Cell[];
}

/** Rows are objects, in order of group and name; above 500 objects rows are groups and cells carry counts. */
export type CoverageMatrix =
	| { grain: 'object'; values: string[]; rows: MatrixRow<MatrixCell>[] }
	| { grain: 'group'; values: string[]; rows: MatrixRow<MatrixGroupCell>[] };

/** What a filter keeps of one group: objects, and all their required cells. `group_ref` is null for objects that no group contains. */
export interface MatrixGroup {
	group_ref: string | null;
	objects: number;
	required: number;
	covered: number;
	gap: number;
	waived: number;
}

/**
 * A page of the matrix that was asked for with a filter, limit or offset: rows are objects whatever their number. `groups` are those of the
 * whole, in the order of the rows; `meta.total_count` is the number of objects.
 */
export interface MatrixPage {
	grain: 'object';
	values: string[];
	rows: MatrixRow<MatrixCell>[];
	groups: MatrixGroup[];
}

/** A required cell with who answers for it; the rows of the matrix as CSV. */
export interface CoveredCell extends MatrixCell {
	object_type: string;
	object_ref: string;
	group_ref: string | null;
	axis_code: string;
}

export type CoverageMode = 'cross_product' | 'per_assignment';

/** An active rule that asks for a cell. `applies_to` is an object type, or `*` for all. */
export interface DemandingRule {
	rule_code: string;
	applies_to: string;
	coverage_mode: CoverageMode;
}

/** One effective accountable owner of a value, the nearest first, equally near ones by owner and anchor; one row without an owner where there is none. */
export interface ObjectCell {
	value_code: string;
	required: boolean;
	/** Why it is required; empty where it is not. */
	rules: DemandingRule[];
	owner_gov_code: string | null;
	/** Of `governance_registry`; null where it is not named there. */
	owner_name: string | null;
	owner_kind: string | null;
	resolution: 'direct' | 'inherited' | null;
	/** Steps up the containment from the object to its owner's row; 0 is the object itself. */
	depth: number | null;
	source_anchor_type: string | null;
	source_anchor_ref: string | null;
	/** Until when its waiver is in force; null without one, and where the cell has an owner. */
	waived_until: string | null;
}
