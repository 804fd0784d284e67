/** What a screen reads, or that the project has nothing to read who is accountable from. */
import { ROUTES, type Foundation } from '../src/contract';
import type { Fetch } from './client';
import { readFailure } from './failure';

/** The project has no base model at all: not an error, but a beginning. */
export interface NoModel {
	kind: 'no_model';
}

/** What `read` answers. Half of a base model is an error, as `read` has it. Errors: those of `read`. */
export async function readOrNoModel<Answer>(fetch: Fetch, read: () => Promise<Answer>): Promise<Answer | NoModel> {
	try {
		return await read();
	} catch (error) {
		const failure = readFailure(error);
		if (failure.kind !== 'refused' || failure.code !== 'AXIS_PREREQUISITE_MISSING') throw error;
		const { status } = await fetch.data<Foundation>(ROUTES.foundation);
		if (status === 'none') return { kind: 'no_model' };
		throw error;
	}
}
