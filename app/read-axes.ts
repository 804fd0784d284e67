/** The active axes, or what is missing before there is one. Most panels begin with it. */
import { ROUTES, type AxisCoverage, type Foundation, type Plan } from '../src/contract';
import type { Fetch } from './client';
import { readFailure } from './failure';

export type AxesReading =
	/** While none is active: the one that first figures are of, not rolled out. */
	| { kind: 'axes'; axes: AxisCoverage[] }
	/** No axis is active, or not the one that first figures are of; the plan tells what is missing. */
	| { kind: 'empty'; plan: Plan }
	/** The project has nothing to read who is accountable from. */
	| { kind: 'no_model' }
	| { kind: 'unknown_axis'; axis: string; active: string[] };

/** `wanted` is the code of the one axis to show, null for all active ones. */
export async function readAxes(fetch: Fetch, wanted: string | null): Promise<AxesReading> {
	const { rows: known } = await fetch.list<AxisCoverage>(ROUTES.coverage);
	const axes = wanted === null ? known : known.filter((axis) => axis.axis_code === wanted);
	if (axes.length > 0) return { kind: 'axes', axes };

	const active = known.filter((axis) => axis.rolled_out).map((axis) => axis.axis_code);
	return wanted !== null && active.length > 0 ? { kind: 'unknown_axis', axis: wanted, active } : readMissing(fetch);
}

async function readMissing(fetch: Fetch): Promise<AxesReading> {
	try {
		return { kind: 'empty', plan: await fetch.data<Plan>(ROUTES.plan) };
	} catch (error) {
		const failure = readFailure(error);
		if (failure.kind !== 'refused' || failure.code !== 'AXIS_PREREQUISITE_MISSING') throw error;
		// Whether there is no base model at all, or half of one, is another question.
		const { status } = await fetch.data<Foundation>(ROUTES.foundation);
		if (status === 'none') return { kind: 'no_model' };
		throw error;
	}
}

/** Whether what is shown is of a project that rolled nothing out yet. */
export function isFirst(axes: readonly AxisCoverage[]): boolean {
	return axes.some((axis) => !axis.rolled_out);
}

/** An option that holds an axis code, as people leave it: blank or not at all means all axes. */
export function axisOption(value: string | null | undefined): string | null {
	return value?.trim() || null;
}
