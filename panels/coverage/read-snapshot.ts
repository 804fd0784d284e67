/** One consistent reading of everything that the panel shows. */
import type { useApi } from '@directus/extensions-sdk';
import { coverageRoute, ROUTES, type AxisCoverage, type CoverageMatrix, type Plan } from '../../src/contract';
import { readFailure, UnexpectedAnswer, type Failure } from './failure';

type Api = ReturnType<typeof useApi>;

/** After that a request counts as failed, so that a hanging one cannot hold up every later refresh. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The matrix of one axis, or why there is none. A failed matrix leaves the bars standing. */
export type MatrixPart = { axis: AxisCoverage; matrix: CoverageMatrix } | { axis: AxisCoverage; failure: Failure };

export type Snapshot =
	| { kind: 'ready'; axes: AxisCoverage[]; part: MatrixPart | null; readAt: Date }
	/** No axis is active; the plan tells what is missing. */
	| { kind: 'empty'; plan: Plan; readAt: Date }
	| { kind: 'unknown_axis'; axis: string; active: string[]; readAt: Date };

export interface Wish {
	/** The one axis to show; null for all active ones. */
	axis: string | null;
	/** The axis whose matrix is wanted; the first one where it is null or not active any more. */
	matrixOf: string | null;
	showMatrix: boolean;
}

/** @throws what the HTTP client rejects with, and UnexpectedAnswer. */
export async function readSnapshot(api: Api, wish: Wish, signal: AbortSignal): Promise<Snapshot> {
	const active = await getList<AxisCoverage>(api, ROUTES.coverage, signal);

	if (active.length === 0) {
		const plan = await get<Plan>(api, ROUTES.plan, signal);
		return { kind: 'empty', plan, readAt: new Date() };
	}

	const axes = wish.axis === null ? active : active.filter((axis) => axis.axis_code === wish.axis);

	if (wish.axis !== null && axes.length === 0) {
		return { kind: 'unknown_axis', axis: wish.axis, active: active.map((axis) => axis.axis_code), readAt: new Date() };
	}

	const shown = axes.find((axis) => axis.axis_code === wish.matrixOf) ?? axes[0];
	const part = wish.showMatrix && shown ? await readPart(api, shown, signal) : null;
	return { kind: 'ready', axes, part, readAt: new Date() };
}

async function readPart(api: Api, axis: AxisCoverage, signal: AbortSignal): Promise<MatrixPart> {
	try {
		return { axis, matrix: await get<CoverageMatrix>(api, coverageRoute(axis.axis_code, 'matrix'), signal) };
	} catch (error) {
		return { axis, failure: readFailure(error) };
	}
}

async function get<Data extends object>(api: Api, path: string, signal: AbortSignal): Promise<Data> {
	const answer = await api.get<{ data?: Data }>(path, { signal, timeout: REQUEST_TIMEOUT_MS });
	// Somebody wants something else by now: the requests that would follow are not sent.
	signal.throwIfAborted();
	const data = answer.data?.data;
	if (typeof data !== 'object' || data === null) throw new UnexpectedAnswer(answer.status);
	return data;
}

async function getList<Item>(api: Api, path: string, signal: AbortSignal): Promise<Item[]> {
	const data = await get<Item[]>(api, path, signal);
	if (!Array.isArray(data)) throw new UnexpectedAnswer(200);
	return data;
}
