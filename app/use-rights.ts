/** What the server will let the user do, as the Studio knows it. The server decides again. */
import { useStores } from '@directus/extensions-sdk';
import { LEDGER_TABLE } from '../src/contract';

/** The part of the Studio's store that is used here. */
interface PermissionsStore {
	hasPermission: (collection: string, action: string) => boolean;
}

/** Whether the user may write cells; to be called in `setup`. The answer follows the store when it is asked in a render or `computed`. */
export function useMayAct(): () => boolean {
	const store: PermissionsStore = useStores()['usePermissionsStore']();
	return () => store.hasPermission(LEDGER_TABLE, 'create');
}
