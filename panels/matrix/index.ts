/** Insights panel "Gap matrix": every object × value of an axis, however many, with filters, choice of cells and the story of each. */
import type { PanelConfig } from '@directus/extensions';
import { AXIS_OPTION } from '../../app/options';
import { lateComponent } from '../../app/late/late-component';

export default {
	id: 'axis-gap-matrix',
	name: 'Gap matrix',
	icon: 'grid_on',
	description: 'Objects by values with their owners, in groups, filtered by group, owner and state; each cell tells why',
	component: lateComponent(() => import('./panel.vue')),
	options: [
		AXIS_OPTION,
		{
			field: 'compact',
			name: 'Compact',
			type: 'boolean',
			schema: { default_value: false },
			meta: {
				interface: 'boolean',
				width: 'half',
				options: { label: 'Only look' },
				note: 'Figures of each axis and one matrix, by group above 500 objects; no filters, nothing to choose',
			},
		},
		{
			field: 'only_gaps',
			name: 'Only gaps',
			type: 'boolean',
			schema: { default_value: false },
			meta: { interface: 'boolean', width: 'half', options: { label: 'Begin with objects that have a gap' } },
		},
	],
	minWidth: 20,
	minHeight: 14,
} satisfies PanelConfig;
