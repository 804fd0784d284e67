/** Module "Axis rollout": the gate, the ladder of tiers, and the buttons that take a step of it. */
import type { ModuleConfig } from '@directus/extensions';
import { ROLLOUT_MODULE } from '../../src/contract';
import RolloutPage from './page.vue';

export default {
	id: ROLLOUT_MODULE,
	name: 'Axis rollout',
	icon: 'stairs',
	routes: [{ path: '', component: RolloutPage }],
} satisfies ModuleConfig;
