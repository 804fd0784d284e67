/** What this file runs on. Two files run at once, so the global setup made two lanes, each a server, a host and a folder of its own. */
import { inject } from 'vitest';
import type { Common, Lane } from './global-setup';

export function lane(): Common & Lane {
	const { lanes, ...common } = inject('e2e');
	const own = lanes[Number(process.env.AXIS_TEST_LANE)];
	if (!own) throw new Error('This file has no lane: test/e2e/support/take-lane.ts has to run before it');
	return { ...common, ...own };
}
