/** Looks at the base model that the project could have, and makes it. */
import { shallowRef, type ShallowRef } from 'vue';
import { ROUTES, type Foundation } from '../src/contract';
import { announceChange } from './changes';
import { usePost, type Posting } from './use-post';

export interface FoundationToBe extends Pick<Posting, 'busy' | 'failure'> {
	/** What would be made and what would count then; null before anybody asked. */
	preview: ShallowRef<Foundation | null>;
	look: () => Promise<void>;
	/** Every screen reads anew afterwards, also where it was refused: somebody else may have made one. */
	make: () => Promise<void>;
}

/** To be called in `setup`. */
export function useFoundation(): FoundationToBe {
	const { busy, failure, post } = usePost();
	const preview = shallowRef<Foundation | null>(null);

	return {
		preview,
		busy,
		failure,
		look: async () => {
			preview.value = await post<Foundation>(ROUTES.foundationPreview, {});
		},
		make: async () => {
			await post<Foundation>(ROUTES.foundation, {});
			announceChange();
		},
	};
}
