/** What screens and commands know of changes of the model without asking. */

/** Of axes, values and rules. */
export const STATUSES = ['candidate', 'active', 'deprecated', 'retired'] as const;
type Status = (typeof STATUSES)[number];

/**
 * The state machine, for axes, values and rules alike: from a status to those that may follow. Nothing follows retired; only an undo brings it back.
 * Merging and splitting happen on the way to deprecated or retired.
 */
export const MODEL_TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
	candidate: ['active', 'retired'],
	active: ['deprecated', 'retired'],
	deprecated: ['active', 'retired'],
	retired: [],
};

/** Acts beside changes of status, as the record names them. */
export const MODEL_ACTS = [
	'add_axis',
	'change_axis',
	'add_values',
	'rename_values',
	'reorder_values',
	'add_rule',
	'change_rule',
] as const;
/** Acts on tags. */
export const TAG_ACTS = ['tag', 'move_tags', 'clear_tags', 'approve_tags', 'quarantine_tags', 'import_tags'] as const;

/**
 * containment: the containment axis after v_object_containment; gone: rows of objects, values and owners that are gone; stranded: owners of the base
 * model on a group or object that is gone.
 */
export const REPAIR_KINDS = ['containment', 'gone', 'stranded'] as const;
