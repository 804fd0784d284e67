/** Says what is missing of the base model where the database refused a name of it. */
import type { ErrorRequestHandler } from 'express';
import { explainMissing } from '../../src/foundation/explain-missing';
import { readingContext, type RouteContext } from './context';

/** Of these one tier may stand when the next one fails; they ask what is there before the first. */
const SEVERAL_TIERS = /^\/(apply|rollback)$/;

export function explainMissingModel(context: RouteContext): ErrorRequestHandler {
	return (error: unknown, { path }, _response, next) => {
		if (SEVERAL_TIERS.test(path)) next(error);
		else explainMissing(() => readingContext(context), error).then(next, next);
	};
}
