/** What this worker's files run on. Two files run at once, so the global setup made two lanes, each a server, a host and a folder of its own. */
import { inject } from 'vitest';
import type { Common, Lane } from './global-setup';

export function lane(): Common & Lane {
	const { lanes, ...common } = inject('e2e');
	// Vitest numbers its workers from 1 and never runs two of a number at once.
	const own = lanes[Number(process.env.VITEST_POOL_ID) - 1];
	if (!own) throw new Error(`There is no lane for worker ${process.env.VITEST_POOL_ID}`);
	return { ...common, ...own };
}
