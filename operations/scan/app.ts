/** Operation "Coverage: scan", as a Flow's editor shows it. */
import type { OperationAppConfig } from '@directus/extensions';

export default {
	id: 'axis-coverage-scan',
	name: 'Coverage: scan',
	icon: 'radar',
	description: 'Runs every detector once and records findings and figures; needs an open gate',
	overview: () => [],
	options: [],
} satisfies OperationAppConfig;
