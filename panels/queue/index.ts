/** Insights panel "Review queue": assignments that a person should look at, in two lanes, the longest waiting first. */
import type { PanelConfig } from '@directus/extensions';
import PanelComponent from './panel.vue';

export default {
	id: 'axis-review-queue',
	name: 'Review queue',
	icon: 'rate_review',
	description: 'Assignments in the candidate lane or of doubtful quality, the longest waiting first',
	component: PanelComponent,
	options: [
		{
			field: 'lane',
			name: 'Lane',
			type: 'string',
			meta: {
				interface: 'select-dropdown',
				width: 'half',
				note: 'Empty for both',
				options: {
					allowNone: true,
					choices: [
						{ text: 'Official', value: 'official' },
						{ text: 'Candidate', value: 'candidate' },
					],
				},
			},
		},
	],
	minWidth: 14,
	minHeight: 10,
} satisfies PanelConfig;
