/** Refusals of changes of the model: axes, values and rules. */
import type { AxisStatus, ModelKind, Violation } from '../contract';
import { define } from './define';
import { listViolations } from './tier';

/** No axis, value or rule of that code. */
export const UnknownCodeError = define<{ kind: ModelKind; name: string; axis_code: string | null }>(
	'AXIS_UNKNOWN_CODE',
	({ kind, name, axis_code }) =>
		`There is no ${kind} "${name}"${axis_code === null ? '' : ` on an axis "${axis_code}"`}. Nothing was changed. GET /axis/model lists axes, values and rules.`,
);

/** The new status cannot follow the present one. */
export const TransitionError = define<{
	kind: ModelKind;
	name: string;
	from: AxisStatus;
	to: AxisStatus;
	allowed: AxisStatus[];
}>(
	'AXIS_TRANSITION',
	({ kind, name, from, to, allowed }) =>
		`The ${kind} "${name}" is ${from} and cannot become ${to}. Nothing was changed. ${allowed.length > 0 ? `It can become ${allowed.join(' or ')}.` : 'Nothing follows; POST /axis/model/changes/:id/undo takes a change back.'}`,
);

/** The model is not as the change, or its undo, needs it. */
export const LifecycleConflictError = define<{ asked: string; violations: Violation[] }>(
	'AXIS_LIFECYCLE_CONFLICT',
	({ asked, violations }) =>
		`${asked} was refused: ${listViolations(violations)}. Nothing was changed. Correct what is listed, or ask for something else.`,
);
