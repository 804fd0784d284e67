/** Sends requests one after the other, and tells that one is under way and why the last one failed. */
import { useApi } from '@directus/extensions-sdk';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { readFailure, type Failure } from './failure';

export interface Posting {
	/** A request is under way. */
	busy: Ref<boolean>;
	/** Why the last one was refused or failed; null where it did not. */
	failure: ShallowRef<Failure | null>;
	/** Answers null where it was refused or failed. `whileSent` is given the request, to look at what it does meanwhile. */
	post: <Data>(path: string, body: object, whileSent?: (request: Promise<unknown>) => void) => Promise<Data | null>;
}

/** To be called in `setup`. */
export function usePost(): Posting {
	const api = useApi();
	const busy = ref(false);
	const failure = shallowRef<Failure | null>(null);

	async function post<Data>(path: string, body: object, whileSent?: (request: Promise<unknown>) => void): Promise<Data | null> {
		busy.value = true;
		failure.value = null;
		try {
			const request = api.post<{ data: Data }>(path, body);
			whileSent?.(request);
			return (await request).data.data;
		} catch (error) {
			failure.value = readFailure(error);
			return null;
		} finally {
			busy.value = false;
		}
	}

	return { busy, failure, post };
}
