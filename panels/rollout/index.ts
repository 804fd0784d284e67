/** Insights panel "Axis rollout": the gate, how far the tiers are, and the last run. */
import type { PanelConfig } from '@directus/extensions';
import { lateComponent } from '../../app/late/late-component';

export default {
	id: 'axis-rollout',
	name: 'Axis rollout',
	icon: 'stairs',
	description: 'Whether the gate is open, which tiers are applied, and how the last run ended',
	component: lateComponent(() => import('./panel.vue')),
	options: [
		{
			field: 'show_tiers',
			name: 'Tiers',
			type: 'boolean',
			schema: { default_value: true },
			meta: { interface: 'boolean', width: 'half', options: { label: 'Show the tiers' } },
		},
	],
	// Grid units: the word, the ladder in one column, the last run.
	minWidth: 14,
	minHeight: 8,
} satisfies PanelConfig;
