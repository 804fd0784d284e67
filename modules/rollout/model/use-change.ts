/** Tries a change of the model out, and makes it: what is confirmed is what was shown. */
import { computed, onUnmounted, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { useApi } from '@directus/extensions-sdk';
import { ROUTES, type AskedChange, type ChangePreview, type SplitPart } from '../../../src/contract';
import { REQUEST_TIMEOUT_MS } from '../../../app/client';
import { readFailure, UnexpectedAnswer, type Failure } from '../../../app/failure';

/** What is chosen; reason and code are given with the confirmation. */
export interface Choice {
	kind: AskedChange['kind'];
	code: string;
	axis_code?: string;
	to: AskedChange['to'];
	merge_into?: string;
	split_into?: readonly SplitPart[];
}

/** Given with the confirmation. */
export interface Given {
	reason: string;
	ratified_apr?: string;
}

export interface Change {
	/** Of the choice that is shown, and of no other; null until it is there. */
	preview: ComputedRef<ChangePreview | null>;
	busy: Ref<boolean>;
	failure: Ref<Failure | null>;
	/** Tries a choice out; an earlier trial is dropped. Null tries nothing. */
	look: (choice: Choice | null) => Promise<void>;
	/** True where it was made. A choice that is not the one shown is not sent. */
	make: (choice: Choice, given: Given) => Promise<boolean>;
	/** True where the event was undone. */
	undo: (path: string, given: Given) => Promise<boolean>;
}

/** The server asks for a reason with every change; of a trial it keeps none. */
const TRIAL = 'What if';

/** To be called in `setup`. */
export function useChange(): Change {
	const api = useApi();
	const shown = shallowRef<{ key: string; preview: ChangePreview } | null>(null);
	const wanted = ref('');
	const busy = ref(false);
	const failure = shallowRef<Failure | null>(null);
	let current: AbortController | null = null;
	onUnmounted(() => current?.abort());

	async function send(path: string, body: object): Promise<unknown> {
		current?.abort();
		const own = new AbortController();
		current = own;
		busy.value = true;
		failure.value = null;
		try {
			const answer = await api.post<{ data?: unknown }>(path, body, { signal: own.signal, timeout: REQUEST_TIMEOUT_MS });
			if (current !== own) return null;
			if (typeof answer.data?.data !== 'object' || answer.data.data === null) throw new UnexpectedAnswer(answer.status);
			return answer.data.data;
		} catch (error) {
			if (current === own) failure.value = readFailure(error);
			return null;
		} finally {
			if (current === own) busy.value = false;
		}
	}

	async function look(choice: Choice | null): Promise<void> {
		const key = JSON.stringify(choice);
		wanted.value = key;
		shown.value = null;
		if (choice === null) {
			current?.abort();
			[current, busy.value, failure.value] = [null, false, null];
			return;
		}
		const answer = await send(ROUTES.modelChangesPreview, { ...choice, reason: TRIAL });
		if (isPreview(answer)) shown.value = { key, preview: answer };
	}

	return {
		preview: computed(() => (shown.value?.key === wanted.value ? shown.value.preview : null)),
		busy,
		failure,
		look,
		make: async (choice, given) => {
			if (shown.value?.key !== JSON.stringify(choice)) return false;
			return (await send(ROUTES.modelChanges, { ...choice, ...given })) !== null;
		},
		undo: async (path, given) => (await send(path, given)) !== null,
	};
}

function isPreview(answer: unknown): answer is ChangePreview {
	return typeof answer === 'object' && answer !== null && 'needs_ratified_apr' in answer && 'gate' in answer;
}
