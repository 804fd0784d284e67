/** Calls when the page is looked at again after it was hidden: another tab, another window. To be called in `setup`. */
import { onUnmounted } from 'vue';

export function useReturn(back: () => void): void {
	const look = () => {
		if (document.visibilityState === 'visible') back();
	};
	document.addEventListener('visibilitychange', look);
	onUnmounted(() => document.removeEventListener('visibilitychange', look));
}
