/** Options that several panels have. */

/** Code of one axis; axisOption reads it. */
export const AXIS_OPTION = {
	field: 'axis',
	name: 'Axis',
	type: 'string' as const,
	meta: {
		interface: 'input',
		width: 'half' as const,
		note: 'Code of one axis, e.g. responsibility',
		options: { placeholder: 'all axes', trim: true, iconLeft: 'linear_scale' },
	},
};
