/** Insights panel "Topic tree": topics with their objects and labels, as a tree. */
import type { PanelConfig } from '@directus/extensions';
import PanelComponent from './panel.vue';

export default {
	id: 'axis-topic-tree',
	name: 'Topic tree',
	icon: 'account_tree',
	description: 'Topics as a tree with assigned objects and labels',
	component: PanelComponent,
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
