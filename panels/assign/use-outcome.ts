/** What a dialog that writes tells afterwards, and whether the figures behind it are to be read anew. */
import { ref, type Ref } from 'vue';

export interface Outcome {
	/** Told after a write; null before one. */
	notice: Ref<string | null>;
	/** Tells it, and reads the dialog's own list anew. */
	written: (words: string) => void;
	/** The figures are read anew once the reader is done: whoever shows the cells may close the dialog with that. */
	leave: () => void;
}

/** To be called in `setup`. `done` is called before `close` where something was written. */
export function useOutcome({ reload, done, close }: Record<'reload' | 'done' | 'close', () => void>): Outcome {
	const notice = ref<string | null>(null);
	let wrote = false;
	return {
		notice,
		written(words) {
			notice.value = words;
			reload();
			wrote = true;
		},
		leave() {
			if (wrote) done();
			close();
		},
	};
}
