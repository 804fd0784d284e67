/** Insights panel "Axis coverage": how much of each active axis has an accountable owner, and where the gaps are. */
import type { PanelConfig } from '@directus/extensions';
import PanelComponent from './panel.vue';

export default {
	id: 'axis-coverage',
	name: 'Axis coverage',
	icon: 'rule',
	description: 'Direct, inherited and missing accountable owners per axis, with a matrix of objects and values',
	component: PanelComponent,
	options: [
		{
			field: 'axis',
			name: 'Axis',
			type: 'string',
			meta: {
				interface: 'input',
				width: 'half',
				note: 'Code of one axis, e.g. responsibility',
				options: { placeholder: 'all axes', trim: true, iconLeft: 'linear_scale' },
			},
		},
		{
			field: 'show_matrix',
			name: 'Matrix',
			type: 'boolean',
			schema: { default_value: true },
			meta: { interface: 'boolean', width: 'half', options: { label: 'Show the matrix' } },
		},
	],
	// Grid units: one axis with its numbers and the first rows of the matrix.
	minWidth: 20,
	minHeight: 12,
} satisfies PanelConfig;
