/** Sends what an operator asked for. The request is not ended with the page: the server goes on, and the ledger tells how it ended. */
import { useApi } from '@directus/extensions-sdk';
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ROUTES, type PlanSeal, type RunAnswer } from '../../src/contract';
import { readFailure, type Failure } from '../../app/failure';
import { requestOf, type Action, type Given } from './actions';

export interface Acting {
	/** A request is under way. */
	busy: Ref<boolean>;
	/** Why the last one was refused or failed; null where it did not. */
	failure: ShallowRef<Failure | null>;
	act: (action: Action, given: Given) => Promise<void>;
	/** Seals the plan up to and with that tier; null seals it whole. Answers null where that was refused. */
	seal: (code: string, through: string | null) => Promise<PlanSeal | null>;
}

interface Steps {
	/** Given the request, to look for its run meanwhile. */
	started: (request: Promise<unknown>) => void;
	answered: (answer: RunAnswer) => void;
	/** Called last, whether it was answered or refused. */
	ended: () => void;
}

/** To be called in `setup`. */
export function useAction({ started, answered, ended }: Steps): Acting {
	const api = useApi();
	const busy = ref(false);
	const failure = shallowRef<Failure | null>(null);

	async function send<Data>(path: string, body: object, whileSent?: (request: Promise<unknown>) => void): Promise<Data | null> {
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

	return {
		busy,
		failure,
		act: async (action, given) => {
			const { path, body } = requestOf(action, given);
			const answer = await send<RunAnswer>(path, body, started);
			if (answer) answered(answer);
			ended();
		},
		seal: (code, through) => send<PlanSeal>(ROUTES.seal, { ratified_apr: code, ...(through === null ? {} : { through }) }),
	};
}
