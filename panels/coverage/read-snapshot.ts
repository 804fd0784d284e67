/** One consistent reading of everything that the panel shows. */
import { coverageRoute, type AxisCoverage, type CoverageMatrix } from '../../src/contract';
import type { Fetch } from '../../app/client';
import { readFailure, type Failure } from '../../app/failure';
import { readAxes, type AxesReading } from '../../app/read-axes';

/** The matrix of one axis, or why there is none. A failed matrix leaves the bars standing. */
export type MatrixPart = { axis: AxisCoverage; matrix: CoverageMatrix } | { axis: AxisCoverage; failure: Failure };

export type Snapshot = { kind: 'ready'; axes: AxisCoverage[]; part: MatrixPart | null } | Exclude<AxesReading, { kind: 'axes' }>;

export interface Wish {
	/** The one axis to show; null for all active ones. */
	axis: string | null;
	/** The axis whose matrix is wanted; the first one where it is null or not active any more. */
	matrixOf: string | null;
	showMatrix: boolean;
}

/** @throws what the HTTP client rejects with, and UnexpectedAnswer. */
export async function readSnapshot(fetch: Fetch, wish: Wish): Promise<Snapshot> {
	const reading = await readAxes(fetch, wish.axis);
	if (reading.kind !== 'axes') return reading;

	const { axes } = reading;
	const shown = axes.find((axis) => axis.axis_code === wish.matrixOf) ?? axes[0];
	return { kind: 'ready', axes, part: wish.showMatrix && shown ? await readPart(fetch, shown) : null };
}

async function readPart(fetch: Fetch, axis: AxisCoverage): Promise<MatrixPart> {
	try {
		return { axis, matrix: await fetch.data<CoverageMatrix>(coverageRoute(axis.axis_code, 'matrix')) };
	} catch (error) {
		return { axis, failure: readFailure(error) };
	}
}
