/** Insights panel "Drift findings": what detectors find, by detector and severity, and what scans recorded. */
import type { PanelConfig } from '@directus/extensions';
import { lateComponent } from '../../app/late/late-component';

export default {
	id: 'axis-drift-findings',
	name: 'Drift findings',
	icon: 'troubleshoot',
	description: 'Findings by detector and severity, open and resolved, first and last seen',
	component: lateComponent(() => import('./panel.vue')),
	options: [
		{
			field: 'state',
			name: 'Findings',
			type: 'string',
			schema: { default_value: 'open' },
			meta: {
				interface: 'select-dropdown',
				width: 'half',
				options: {
					choices: [
						{ text: 'Open', value: 'open' },
						{ text: 'Resolved', value: 'resolved' },
						{ text: 'All', value: 'all' },
					],
				},
			},
		},
	],
	minWidth: 16,
	minHeight: 10,
} satisfies PanelConfig;
