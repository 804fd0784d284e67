/** POST requests of a dialog: one at a time, with what went wrong kept for the reader. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useApi } from '@directus/extensions-sdk';
import { REQUEST_TIMEOUT_MS } from '../client';
import { readFailure, UnexpectedAnswer, type Failure } from '../failure';

export interface Write {
	/** A request is under way: nothing else is sent. */
	busy: Ref<boolean>;
	/** Why the latest request failed; null where it did not. */
	failure: ShallowRef<Failure | null>;
	/** Sends the body and answers the data; null where it failed, or where another request is under way. */
	send: <Data extends object>(path: string, body: object) => Promise<Data | null>;
}

/** To be called in `setup`. */
export function useWrite(): Write {
	const api = useApi();
	const busy = ref(false);
	const failure = shallowRef<Failure | null>(null);

	async function send<Data extends object>(path: string, body: object): Promise<Data | null> {
		if (busy.value) return null;
		busy.value = true;
		failure.value = null;
		try {
			const answer = await api.post<{ data?: Data }>(path, body, { timeout: REQUEST_TIMEOUT_MS });
			if (typeof answer.data?.data !== 'object' || answer.data.data === null) throw new UnexpectedAnswer(answer.status);
			return answer.data.data;
		} catch (error) {
			failure.value = readFailure(error);
			return null;
		} finally {
			busy.value = false;
		}
	}

	return { busy, failure, send };
}
