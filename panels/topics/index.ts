/** Insights panel "Topic tree": topics with their objects and labels, as a tree. */
import type { PanelConfig } from '@directus/extensions';
import { lateComponent } from '../../app/late/late-component';

export default {
	id: 'axis-topic-tree',
	name: 'Topic tree',
	icon: 'account_tree',
	description: 'Topics as a tree with assigned objects and labels',
	component: lateComponent(() => import('./panel.vue')),
	options: [
		{
			field: 'only_active',
			name: 'Only active',
			type: 'boolean',
			schema: { default_value: false },
			meta: { interface: 'boolean', width: 'half', options: { label: 'Leave out topics that are not active' } },
		},
	],
	minWidth: 12,
	minHeight: 10,
} satisfies PanelConfig;
