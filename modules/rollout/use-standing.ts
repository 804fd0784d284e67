/** Where the rollout stands: gate and plan, read together, or no base model yet; and whether the user may act. */
import { useStores } from '@directus/extensions-sdk';
import { computed, type ComputedRef } from 'vue';
import { LEDGER_TABLE, ROUTES, type GateStatus, type Plan } from '../../src/contract';
import { readOrNoModel, type NoModel } from '../../app/read-or-no-model';
import { useReading, type Reading } from '../../app/use-reading';

export interface Standing {
	kind: 'standing';
	gate: GateStatus;
	plan: Plan;
}

export function useStanding(): Reading<Standing | NoModel> {
	return useReading<Standing | NoModel>({
		read: (fetch) =>
			readOrNoModel(fetch, async () => {
				const [gate, plan] = await Promise.all([fetch.data<GateStatus>(ROUTES.gate), fetch.data<Plan>(ROUTES.plan)]);
				return { kind: 'standing', gate, plan };
			}),
	});
}

/** The part of the Studio's store that is used here. */
export interface PermissionsStore {
	hasPermission: (collection: string, action: string) => boolean;
}
interface UserStore {
	isAdmin: boolean;
}
interface CollectionsStore {
	/** `meta` is null for a table that Directus does not manage. */
	getCollection: (collection: string) => { meta: object | null } | null;
}

/** Whether the user signs in the Studio: with the table's form beside, not at all, or without a form because the table is not registered as a collection. */
export type SigningPlace = 'open' | 'closed' | 'unregistered';

export interface Rights {
	mayAct: ComputedRef<boolean>;
	isAdmin: ComputedRef<boolean>;
	/** For the source that the gate answers. */
	signingIn: (source: GateStatus['source']) => SigningPlace;
}

/** What the server will allow, as the Studio knows it. The server decides again. */
export function useRights(): Rights {
	const stores = useStores();
	const permissions: PermissionsStore = stores['usePermissionsStore']();
	const user: UserStore = stores['useUserStore']();
	const collections: CollectionsStore = stores['useCollectionsStore']();
	return {
		mayAct: computed(() => permissions.hasPermission(LEDGER_TABLE, 'create')),
		isAdmin: computed(() => user.isAdmin),
		signingIn: (source) => {
			if (source === null || !permissions.hasPermission(source.table, 'create')) return 'closed';
			return collections.getCollection(source.table)?.meta ? 'open' : 'unregistered';
		},
	};
}
