/**
 * What a dialog that writes does: POST requests, one at a time, with what went wrong kept for the reader. After a write all that is on screen reads anew
 * at once; the dialog stays open, for its notice and its undo.
 */
import { reactive } from 'vue';
import { useApi } from '@directus/extensions-sdk';
import { announceChange } from '../changes';
import { REQUEST_TIMEOUT_MS } from '../client';
import { readFailure, UnexpectedAnswer, type Failure } from '../failure';

/** What the frame of the dialog shows. */
export interface FrameState {
	/** A request is under way: nothing else is sent. */
	busy: boolean;
	/** Why the latest request failed; null where it did not. */
	failure: Failure | null;
	/** What the latest write answered; null before one. */
	notice: string | null;
}

export interface WriteDialog {
	frame: FrameState;
	/**
	 * Sends the body and answers the data; null where it failed, or where another request is under way. What was written is told in the words, and
	 * announced; a preview has none.
	 */
	send: <Data extends object>(path: string, body: object, words?: (answer: Data) => string) => Promise<Data | null>;
	/** Whoever shows the cells learns whether something was written before the dialog closes: what was chosen is done with then. */
	leave: () => void;
}

/** To be called in `setup`. */
export function useWriteDialog(emit: { (event: 'done'): void; (event: 'close'): void }): WriteDialog {
	const api = useApi();
	const frame = reactive<FrameState>({ busy: false, failure: null, notice: null });
	let wrote = false;

	async function send<Data extends object>(path: string, body: object, words?: (answer: Data) => string): Promise<Data | null> {
		if (frame.busy) return null;
		frame.busy = true;
		frame.failure = null;
		if (!words) frame.notice = null;
		try {
			const answer = await api.post<{ data?: Data }>(path, body, { timeout: REQUEST_TIMEOUT_MS });
			const data = answer.data?.data;
			if (typeof data !== 'object' || data === null) throw new UnexpectedAnswer(answer.status);
			if (words) {
				frame.notice = words(data);
				wrote = true;
				announceChange();
			}
			return data;
		} catch (error) {
			frame.failure = readFailure(error);
			return null;
		} finally {
			frame.busy = false;
		}
	}

	function leave(): void {
		if (wrote) emit('done');
		emit('close');
	}

	return { frame, send, leave };
}
