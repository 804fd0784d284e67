/** Where the rollout stands: gate and plan, read together, and whether the user may act. */
import { useStores } from '@directus/extensions-sdk';
import { computed, type ComputedRef } from 'vue';
import { APPROVALS_TABLE, LEDGER_TABLE, ROUTES, type GateStatus, type Plan } from '../../src/contract';
import { useReading, type Reading } from '../../app/use-reading';

export interface Standing {
	gate: GateStatus;
	plan: Plan;
}

export function useStanding(): Reading<Standing> {
	return useReading<Standing>({
		read: async (fetch) => {
			const [gate, plan] = await Promise.all([fetch.data<GateStatus>(ROUTES.gate), fetch.data<Plan>(ROUTES.plan)]);
			return { gate, plan };
		},
	});
}

/** The part of the Studio's store that is used here. */
export interface PermissionsStore {
	hasPermission: (collection: string, action: string) => boolean;
}
interface UserStore {
	isAdmin: boolean;
}

/** What the server will allow, as the Studio knows it. The server decides again. */
export function useRights(): { mayAct: ComputedRef<boolean>; mayRatify: ComputedRef<boolean>; isAdmin: ComputedRef<boolean> } {
	const stores = useStores();
	const permissions: PermissionsStore = stores['usePermissionsStore']();
	const user: UserStore = stores['useUserStore']();
	return {
		mayAct: computed(() => permissions.hasPermission(LEDGER_TABLE, 'create')),
		mayRatify: computed(() => permissions.hasPermission(APPROVALS_TABLE, 'create')),
		isAdmin: computed(() => user.isAdmin),
	};
}
