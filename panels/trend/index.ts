/** Insights panel "Coverage trend": gaps, required cells and drift as of each scan. */
import type { PanelConfig } from '@directus/extensions';
import { AXIS_OPTION } from '../../app/options';
import { lateComponent } from '../../app/late/late-component';

export default {
	id: 'axis-coverage-trend',
	name: 'Coverage trend',
	icon: 'timeline',
	description: 'Gaps and required cells per axis, open and critical drift, scan by scan',
	component: lateComponent(() => import('./panel.vue')),
	options: [
		AXIS_OPTION,
		{
			field: 'scans',
			name: 'Scans',
			type: 'integer',
			schema: { default_value: 30 },
			meta: {
				interface: 'input',
				width: 'half',
				note: 'How many of the newest scans, 2 to 1000',
				options: { min: 2, max: 1000 },
			},
		},
		{
			field: 'show_drift',
			name: 'Drift',
			type: 'boolean',
			schema: { default_value: true },
			meta: { interface: 'boolean', width: 'half', options: { label: 'Show open and critical drift' } },
		},
	],
	minWidth: 14,
	minHeight: 10,
} satisfies PanelConfig;
