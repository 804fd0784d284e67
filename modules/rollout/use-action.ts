/** Sends what an operator asked for. The request is not ended with the page: the server goes on, and the ledger tells how it ended. */
import { ROUTES, type PlanSeal, type RunAnswer } from '../../src/contract';
import { usePost, type Posting } from '../../app/use-post';
import { requestOf, type Action, type Given } from './actions';

export interface Acting extends Pick<Posting, 'busy' | 'failure'> {
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
	const { busy, failure, post } = usePost();

	return {
		busy,
		failure,
		act: async (action, given) => {
			const { path, body } = requestOf(action, given);
			const answer = await post<RunAnswer>(path, body, started);
			if (answer) answered(answer);
			ended();
		},
		seal: (code, through) => post<PlanSeal>(ROUTES.seal, { ratified_apr: code, ...(through === null ? {} : { through }) }),
	};
}
