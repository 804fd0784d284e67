/** Insights panel "Owner load": how many cells each accountable owner answers for, directly and by inheritance. */
import type { PanelConfig } from '@directus/extensions';
import { AXIS_OPTION } from '../../app/options';
import { lateComponent } from '../../app/late/late-component';

export default {
	id: 'axis-owner-load',
	name: 'Owner load',
	icon: 'groups',
	description: 'Cells by accountable owner, direct and inherited, down to the cells of one owner',
	component: lateComponent(() => import('./panel.vue')),
	options: [
		AXIS_OPTION,
		{
			field: 'show_chart',
			name: 'Chart',
			type: 'boolean',
			schema: { default_value: true },
			meta: { interface: 'boolean', width: 'half', options: { label: 'Show the chart' } },
		},
	],
	minWidth: 14,
	minHeight: 10,
} satisfies PanelConfig;
