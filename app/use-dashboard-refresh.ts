/**
 * Follows the refresh of the dashboard (button and interval). The Studio reloads only panels with a `query` by itself;
 * the action of its insights store is the one signal that other panels get.
 */
import { onUnmounted } from 'vue';
import { useStores } from '@directus/extensions-sdk';

/** The part of the Studio's pinia store that is used here. */
interface InsightsStore {
	$onAction: (listener: (action: { name: string; args: unknown[] }) => void) => () => void;
}

export function useDashboardRefresh(dashboard: () => string | undefined, refresh: () => void): void {
	const store: InsightsStore = useStores()['useInsightsStore']();
	const stop = store.$onAction(({ name, args }) => {
		if (name === 'refresh' && args[0] === dashboard()) refresh();
	});
	onUnmounted(stop);
}
