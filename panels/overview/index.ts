/** Insights panel "Coverage overview": how much of each axis is covered, how far its target is, and which groups and gaps are behind it. */
import type { PanelConfig } from '@directus/extensions';
import { lateComponent } from '../../app/late/late-component';
import { AXIS_OPTION } from '../../app/options';

export default {
	id: 'axis-coverage-overview',
	name: 'Coverage overview',
	icon: 'stacked_bar_chart',
	description: 'Direct, inherited and missing owners per axis against a target, down to groups and gaps',
	component: lateComponent(() => import('./panel.vue')),
	options: [
		AXIS_OPTION,
		{
			field: 'target_percent',
			name: 'Target',
			type: 'float',
			meta: {
				interface: 'input',
				width: 'half',
				note: 'Percent of required cells that should be covered, 0 to 100; empty for no target',
				options: { placeholder: '95', min: 0, max: 100, step: 0.1, iconLeft: 'flag' },
			},
		},
	],
	minWidth: 14,
	minHeight: 8,
} satisfies PanelConfig;
