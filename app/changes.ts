/** One signal for all that is on screen: somebody changed what coverage, model or gate are made of. Other tabs of this browser hear it too. */
import { onUnmounted } from 'vue';
import { forgetShared } from './shared-get';

type Listener = () => void;

const listeners = new Set<Listener>();
/** Made once somebody listens: nothing happens while the Studio loads. */
let channel: BroadcastChannel | null = null;

/** Tells every reading, here and in other tabs, that its figures may be older than the change. To be called after a write, or when a run ended. */
export function announceChange(): void {
	tell();
	channel?.postMessage('changed');
}

/** Calls after each change that was announced; to be called in `setup`. */
export function useChanges(changed: Listener): void {
	channel ??= openChannel();
	listeners.add(changed);
	onUnmounted(() => {
		listeners.delete(changed);
	});
}

function openChannel(): BroadcastChannel {
	const opened = new BroadcastChannel('directus-extension-axis-coverage');
	opened.onmessage = tell;
	return opened;
}

function tell(): void {
	// An answer that is under way may be of before the change.
	forgetShared();
	for (const listener of [...listeners]) listener();
}
