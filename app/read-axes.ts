/** The active axes, or what is missing before there is one. Most panels begin with it. */
import { ROUTES, type AxisCoverage, type Plan } from '../src/contract';
import type { Fetch } from './client';
import { readOrNoModel, type NoModel } from './read-or-no-model';

export type AxesReading =
	/** While none is active: the one that first figures are of, not rolled out. */
	| { kind: 'axes'; axes: AxisCoverage[] }
	/** No axis is active, or not the one that first figures are of; the plan tells what is missing. */
	| { kind: 'empty'; plan: Plan }
	| NoModel
	| { kind: 'unknown_axis'; axis: string; active: string[] };

/** `wanted` is the code of the one axis to show, null for all active ones. */
export async function readAxes(fetch: Fetch, wanted: string | null): Promise<AxesReading> {
	const { rows: known } = await fetch.list<AxisCoverage>(ROUTES.coverage);
	const axes = wanted === null ? known : known.filter((axis) => axis.axis_code === wanted);
	if (axes.length > 0) return { kind: 'axes', axes };

	const active = known.filter((axis) => axis.rolled_out).map((axis) => axis.axis_code);
	return wanted !== null && active.length > 0
		? { kind: 'unknown_axis', axis: wanted, active }
		: readOrNoModel(fetch, async () => ({ kind: 'empty', plan: await fetch.data<Plan>(ROUTES.plan) }));
}

/** Whether what is shown is of a project that rolled nothing out yet. */
export function isFirst(axes: readonly AxisCoverage[]): boolean {
	return axes.some((axis) => !axis.rolled_out);
}

/** An option that holds an axis code, as people leave it: blank or not at all means all axes. */
export function axisOption(value: string | null | undefined): string | null {
	return value?.trim() || null;
}
