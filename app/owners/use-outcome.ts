/** What a dialog that writes tells afterwards. All that is on screen reads anew at once; the dialog stays open, for its notice and its undo. */
import { ref, type Ref } from 'vue';
import { announceChange } from '../changes';

export interface Outcome {
	/** What a write answered; null before one. */
	notice: Ref<string | null>;
	/** Tells it, and announces the change. */
	written: (words: string) => void;
	/** Whoever shows the cells learns whether something was written before the dialog closes: what was chosen is done with then. */
	leave: () => void;
}

/** To be called in `setup`. `done` is called before `close` where something was written. */
export function useOutcome({ done, close }: Record<'done' | 'close', () => void>): Outcome {
	const notice = ref<string | null>(null);
	let wrote = false;
	return {
		notice,
		written(words) {
			notice.value = words;
			wrote = true;
			announceChange();
		},
		leave() {
			if (wrote) done();
			close();
		},
	};
}
