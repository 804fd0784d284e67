/** Operation "Coverage: status", as a Flow's editor shows it. */
import type { OperationAppConfig } from '@directus/extensions';
import { AXIS, shown } from '../options';

export default {
	id: 'axis-coverage-status',
	name: 'Coverage: status',
	icon: 'stacked_bar_chart',
	description: 'How many cells each axis requires, and how many have an owner',
	overview: (options) => shown(options, { axis: 'Axis' }),
	options: [AXIS],
} satisfies OperationAppConfig;
