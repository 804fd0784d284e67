/** English texts of the panel "Axis coverage"; what other panels say too is in app/texts. */
export const enUs = {
	show_matrix_of: 'Show the matrix of {axis}',
	matrix_caption: '{axis}: accountable owners, {objects} by {values}',
	matrix_caption_groups: '{axis}: covered of required cells, {groups} by {values}',
	matrix_empty: 'No object and value to show: the axis has no active value, or the inventory holds no object.',
	matrix_failed: 'The matrix could not be loaded.',
	cell_group: '{covered} of {required} covered, {gaps}',
	cell_share: '{covered}/{required}',
} as const;

export type CoverageKey = keyof typeof enUs;
