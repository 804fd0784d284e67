/** The active axes, or what is missing before there is one. Most panels begin with it. */
import { ROUTES, type AxisCoverage, type Plan } from '../src/contract';
import type { Fetch } from './client';

export type AxesReading =
	| { kind: 'axes'; axes: AxisCoverage[] }
	/** No axis is active; the plan tells what is missing. */
	| { kind: 'empty'; plan: Plan }
	| { kind: 'unknown_axis'; axis: string; active: string[] };

/** `wanted` is the code of the one axis to show, null for all active ones. */
export async function readAxes(fetch: Fetch, wanted: string | null): Promise<AxesReading> {
	const { rows: active } = await fetch.list<AxisCoverage>(ROUTES.coverage);
	if (active.length === 0) return { kind: 'empty', plan: await fetch.data<Plan>(ROUTES.plan) };

	const axes = wanted === null ? active : active.filter((axis) => axis.axis_code === wanted);
	if (wanted !== null && axes.length === 0) {
		return { kind: 'unknown_axis', axis: wanted, active: active.map((axis) => axis.axis_code) };
	}
	return { kind: 'axes', axes };
}

/** An option that holds an axis code, as people leave it: blank or not at all means all axes. */
export function axisOption(value: string | null | undefined): string | null {
	return value?.trim() || null;
}
