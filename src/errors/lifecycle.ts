/** Refusals of changes of the model: axes, values and rules. */
import { refusal, type FactsOf } from './define';
import { defineListing } from './listing';
import { listViolations } from './tier';

/** No axis, value or rule of that code. */
export const UnknownCodeError = refusal(
	'AXIS_UNKNOWN_CODE',
	({ kind, name, axis_code }) =>
		`There is no ${kind} "${name}"${axis_code === null ? '' : ` on an axis "${axis_code}"`}. Nothing was changed. GET /axis/model lists axes, values and rules.`,
);

/** The new status cannot follow the present one. */
export const TransitionError = refusal(
	'AXIS_TRANSITION',
	({ kind, name, from, to, allowed }) =>
		`The ${kind} "${name}" is ${from} and cannot become ${to}. Nothing was changed. ${allowed.length > 0 ? `It can become ${allowed.join(' or ')}.` : 'Nothing follows; POST /axis/model/changes/:id/undo takes a change back.'}`,
);

/** The model is not as the change, or its undo, needs it. */
export const LifecycleConflictError = defineListing<Omit<FactsOf<'AXIS_LIFECYCLE_CONFLICT'>, 'total'> & { total?: number }>(
	'AXIS_LIFECYCLE_CONFLICT',
	({ asked, violations, total }) =>
		`${asked} was refused: ${listViolations(violations, total)}. Nothing was changed. Correct what is listed, or ask for something else.`,
);
