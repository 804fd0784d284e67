/** What-if and lifecycle of axes, values and rules: requests and answers. Counts are whole numbers of cells or rows. */
import type { AxisStatus } from './coverage';
import type { GateStatus, Run } from './rollout';

export type ModelKind = 'axis' | 'value' | 'rule';

/**
 * The state machine, for axes, values and rules alike: from a status to those that may follow. Nothing follows retired; only an undo brings it back.
 * Merging and splitting happen on the way to deprecated or retired.
 */
export const LIFECYCLE_TRANSITIONS: Readonly<Record<AxisStatus, readonly AxisStatus[]>> = {
	candidate: ['active', 'retired'],
	active: ['deprecated', 'retired'],
	deprecated: ['active', 'retired'],
	retired: [],
};

/** One part of a split. The part without `objects` takes every object that no other names; one part at most may do so. */
export interface SplitPart {
	value_code: string;
	objects?: { object_type: string; object_ref: string }[] | undefined;
}

/** What is asked of one axis, value or rule. */
export interface LifecycleChange {
	kind: ModelKind;
	code: string;
	/** Axis of a value; null otherwise, where the code says enough. */
	axis_code: string | null;
	to: Exclude<AxisStatus, 'candidate'>;
	/** An active value of the same axis that takes the place of this one. */
	merge_into: string | null;
	/** Values of the same axis, candidate or active, among which this one is divided; candidates become active. */
	split_into: SplitPart[] | null;
	reason: string;
}

/** How the axis concerned stands; nothing but `status` counts while it is not active. */
export interface ModelStanding {
	/** Of the axis, value or rule that changes. */
	status: AxisStatus;
	required_cells: number;
	gap_cells: number;
	direct_cells: number;
	inherited_cells: number;
	/** Neither covered nor gaps: required = gap + direct + inherited + waived. */
	waived_cells: number;
	ok: number;
	low_conf: number;
	stale: number;
	quarantine: number;
	/** Governed objects that a per_assignment rule asks for and that are assigned to no active value. */
	missing_assignments: number;
	/** Active rules of the axis that demand nothing because it has no active value. */
	rules_without_values: string[];
}

/** Two rows that would be one: the target's stays, the other is superseded. */
export interface LifecycleConflict {
	what: 'assignment' | 'owner';
	object_type: string;
	object_ref: string;
	value_code: string;
	/** Of assignments their zones, of owners their authorities. */
	kept: string;
	superseded: string;
}

/** How many rows changed, by what became of them; of an undo, by what had become of them. */
export interface LifecycleRows {
	values_activated: number;
	values_reparented: number;
	assignments_retargeted: number;
	assignments_superseded: number;
	owners_retargeted: number;
	owners_superseded: number;
	waivers_retargeted: number;
}

/**
 * Why a waiver in force stays with a value that no longer counts, where it waives nothing. `no_target`: nothing takes its object's cell over;
 * `not_required`: nobody requires the target's cell; `covered`: it has an owner; `waived`: a waiver of its own stands, expired or not; `required_before`:
 * it was required before, and nobody waived it.
 */
export type WaiverStays = 'no_target' | 'not_required' | 'covered' | 'waived' | 'required_before';

/** A waiver in force that does not move. */
export interface WaiverLeft {
	object_type: string;
	object_ref: string;
	/** The value that would take it over; null where none does. */
	value_code: string | null;
	why: WaiverStays;
	approved_by: string;
	expires_at: string;
}

/** What stays with a value that no longer counts; all 0 for axes and rules. */
export interface LeftBehind {
	assignments: number;
	owners: number;
	children: number;
	topic_maps: number;
	decisions: number;
	/** Waivers in force, which waive nothing there. */
	waivers: number;
}

/** What a lifecycle change does, to the cell. The same for a preview and for the change itself. */
export interface LifecycleReport {
	before: ModelStanding;
	after: ModelStanding;
	cells_added: number;
	cells_removed: number;
	gaps_added: number;
	gaps_removed: number;
	/** Of the cells that are added, by who would own them; one with several owners counts for each. */
	owners: { owner_gov_code: string; cells: number }[];
	/** Objects with added gaps, the first 100 by type and name. */
	objects_without_owner: { object_type: string; object_ref: string; cells: number }[];
	objects_without_owner_count: number;
	rows: LifecycleRows;
	/** The first 100; `rows` has the counts. */
	conflicts: LifecycleConflict[];
	left_behind: LeftBehind;
	/** The first 100 by object; `left_behind.waivers` has the count. Empty in the answer to an undo. */
	waivers_left: WaiverLeft[];
	/** Whether it activates something and the gap moves: then `ratified_apr` is required. */
	needs_ratified_apr: boolean;
}

export interface LifecyclePreview extends LifecycleReport {
	committed: false;
	gate: GateStatus;
}

export interface LifecycleAnswer extends LifecycleReport {
	committed: true;
	run: Run;
}

/** A change that was made, as the ledger has it. */
export interface LifecycleEvent {
	/** Id of its run. */
	id: string;
	kind: ModelKind;
	code: string;
	axis_code: string | null;
	from: AxisStatus;
	to: AxisStatus;
	merge_into: string | null;
	split_into: SplitPart[] | null;
	reason: string;
	requested_by: string;
	finished_at: string;
	ratified_apr: string | null;
	/** The event that this one undid; null for a change. */
	undo_of: string | null;
	/** The event that undid this one last; null while it holds. */
	undone_by: string | null;
	cells_added: number;
	cells_removed: number;
	gaps_added: number;
	gaps_removed: number;
	rows: LifecycleRows;
}

/** One axis, value or rule, of whatever status. */
export interface ModelItem {
	kind: ModelKind;
	code: string;
	axis_code: string;
	name: string | null;
	status: AxisStatus;
	/** Of a value: the broader value; of a rule: its mode; null of an axis. */
	detail: string | null;
	/** Active assignments of an axis or value; null of a rule. */
	assignments: number | null;
	/** Active owners in axis_object_ownership of an axis or value; null of a rule, and of a canonical axis, whose owners the base model has. */
	owners: number | null;
}

/** containment: the containment axis after v_object_containment; gone: rows of objects, values and owners that are gone. */
export const REPAIR_KINDS = ['containment', 'gone'] as const;
export type RepairKind = (typeof REPAIR_KINDS)[number];

/** What a repair would change now. */
export interface Repair {
	kind: RepairKind;
	/** Assignments and owners that would give way. */
	rows_to_end: number;
	/** Objects that would be put into their group. */
	objects_to_place: number;
	/** The first 100 of the rows that would give way. */
	rows: {
		relation: 'axis_assignment' | 'axis_object_ownership';
		object_type: string;
		object_ref: string;
		axis_code: string;
		value_code: string;
		/** The group that contains the object now; null where none does, and of what is gone. */
		group_ref: string | null;
	}[];
}

/** Of an undo: rows that stand again, and rows that are taken away. */
export interface RepairAnswer {
	run: Run;
	kind: RepairKind;
	rows_ended: number;
	rows_made: number;
}
