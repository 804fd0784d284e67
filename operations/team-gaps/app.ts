/** Operation "Coverage: my team's gaps", as a Flow's editor shows it. */
import type { OperationAppConfig } from '@directus/extensions';
import { AXIS, LIMIT, shown } from '../options';

export default {
	id: 'axis-coverage-team-gaps',
	name: "Coverage: my team's gaps",
	icon: 'groups',
	description: 'Cells without an owner in the groups that a person answers for',
	overview: (options) => shown(options, { axis: 'Axis', person: 'Person' }),
	options: [
		{
			field: 'person',
			name: 'Person',
			type: 'json',
			meta: {
				interface: 'collection-item-dropdown',
				width: 'half',
				note: 'Whose groups; empty for whoever started the Flow. A schedule has nobody: name a person',
				options: { selectedCollection: 'directus_users', template: '{{ first_name }} {{ last_name }}' },
			},
		},
		AXIS,
		LIMIT,
	],
} satisfies OperationAppConfig;
