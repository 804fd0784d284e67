/** Operation "Coverage: new gaps", as a Flow's editor shows it. */
import type { OperationAppConfig } from '@directus/extensions';
import { MOST_DAYS } from '../bounds';
import { AXIS, LIMIT, shown } from '../options';

export default {
	id: 'axis-coverage-new-gaps',
	name: 'Coverage: new gaps',
	icon: 'new_releases',
	description: 'Cells that lost their owner, or came without one, since a scan',
	overview: (options) => shown(options, { axis: 'Axis', days: 'Days back', group: 'Group' }),
	options: [
		AXIS,
		{
			field: 'days',
			name: 'Days back',
			type: 'integer',
			meta: {
				interface: 'input',
				width: 'half',
				note: 'Compares with the last scan before that; empty for the last scan',
				options: { placeholder: 'since the last scan', min: 0, max: MOST_DAYS, iconLeft: 'history' },
			},
		},
		{
			field: 'group',
			name: 'Group',
			type: 'string',
			meta: {
				interface: 'input',
				width: 'half',
				note: 'Code of a group: what it and the groups below it contain; empty for all',
				options: { placeholder: 'all groups', trim: true, iconLeft: 'folder' },
			},
		},
		LIMIT,
	],
} satisfies OperationAppConfig;
