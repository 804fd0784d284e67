/** Looks at the base model that the project could have, and makes it. */
import { useApi } from '@directus/extensions-sdk';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ROUTES, type Foundation } from '../src/contract';
import { announceChange } from './changes';
import { readFailure, type Failure } from './failure';

export interface FoundationToBe {
	/** What would be made and what would count then; null before anybody asked. */
	preview: ShallowRef<Foundation | null>;
	/** A request is under way. */
	busy: Ref<boolean>;
	/** Why the last one was refused or failed; null where it did not. */
	failure: ShallowRef<Failure | null>;
	look: () => Promise<void>;
	/** Every screen reads anew afterwards, also where it was refused: somebody else may have made one. */
	make: () => Promise<void>;
}

/** To be called in `setup`. */
export function useFoundation(): FoundationToBe {
	const api = useApi();
	const preview = shallowRef<Foundation | null>(null);
	const busy = ref(false);
	const failure = shallowRef<Failure | null>(null);

	async function send(path: string): Promise<Foundation | null> {
		busy.value = true;
		failure.value = null;
		try {
			return (await api.post<{ data: Foundation }>(path, {})).data.data;
		} catch (error) {
			failure.value = readFailure(error);
			return null;
		} finally {
			busy.value = false;
		}
	}

	return {
		preview,
		busy,
		failure,
		look: async () => {
			preview.value = await send(ROUTES.foundationPreview);
		},
		make: async () => {
			await send(ROUTES.foundation);
			announceChange();
		},
	};
}
