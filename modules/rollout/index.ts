/** Module "Axis rollout": the gate, the ladder of tiers, and the buttons that take a step of it. */
import { h, resolveComponent } from 'vue';
import type { ModuleConfig } from '@directus/extensions';
import type { ROLLOUT_MODULE } from '../../src/contract';
import { lateComponent } from '../../app/late/late-component';

const name = 'Axis rollout';
const icon = 'stairs';

const RolloutPage = lateComponent(
	() => import('./page.vue'),
	(content) => h(resolveComponent('private-view'), { title: name, icon }, () => content),
);

export default {
	// The type alone: the constant's file comes late.
	id: 'axis-rollout' satisfies typeof ROLLOUT_MODULE,
	name,
	icon,
	routes: [{ path: '', component: RolloutPage }],
} satisfies ModuleConfig;
