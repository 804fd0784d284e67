/** Notices that the gate opened or shut while the page is looked at: somebody ratified in a window of their own. */
import { useApi } from '@directus/extensions-sdk';
import { onUnmounted } from 'vue';
import { ROUTES, type GateStatus } from '../../src/contract';
import { announceChange } from '../../app/changes';
import { fetchWith } from '../../app/client';

/** Between two looks. The answer is one count of a small table. */
const LOOK_MS = 10_000;

/** To be called in `setup`. `shown` is the gate on screen, null while there is none. */
export function useGateWatch(shown: () => GateStatus | null): void {
	const api = useApi();
	const gone = new AbortController();

	async function look(): Promise<void> {
		const before = shown();
		if (before === null || document.visibilityState !== 'visible') return;
		// A look that fails tells nothing; the page's own readings tell what is wrong.
		const now = await fetchWith(api, gone.signal)
			.data<GateStatus>(ROUTES.gate)
			.catch(() => null);
		if (now !== null && signOf(now) !== signOf(before) && shown() === before) announceChange();
	}

	const timer = setInterval(() => void look(), LOOK_MS);
	onUnmounted(() => {
		clearInterval(timer);
		gone.abort();
	});
}

/** What the card shows of a gate. */
function signOf({ status, ratification_count, blockers }: GateStatus): string {
	return JSON.stringify([status, ratification_count, blockers.map(({ code }) => code)]);
}
