/** Insights panel "Review queue": assignments that a person should look at, in two lanes, the longest waiting first. */
import type { PanelConfig } from '@directus/extensions';
import { lateComponent } from '../../app/late/late-component';

export default {
	id: 'axis-review-queue',
	name: 'Review queue',
	icon: 'rate_review',
	description: 'Assignments in the candidate lane or of doubtful quality, the longest waiting first',
	component: lateComponent(() => import('./panel.vue')),
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
