/** The axes to choose from and the chosen one; for a compact panel its whole matrix with them, as one consistent reading. */
import { coverageRoute, type AxisCoverage, type CoverageMatrix } from '../../src/contract';
import type { Fetch } from '../../app/client';
import { readFailure, type Failure } from '../../app/failure';
import { readAxes, type AxesReading } from '../../app/read-axes';

/** The whole matrix, or why there is none: a failed one leaves the figures of the axes standing. */
export type WholeMatrix = { matrix: CoverageMatrix } | { failure: Failure };

export type MatrixReading =
	{ kind: 'ready'; axes: AxisCoverage[]; axis: AxisCoverage; whole: WholeMatrix | null } | Exclude<AxesReading, { kind: 'axes' }>;

export interface Wish {
	/** The one axis to show; null for all active ones. */
	axis: string | null;
	/** The axis that somebody chose; the first one where it is null or not active any more. */
	chosen: string | null;
	/** The matrix is wanted with the axes, rather than page by page later. */
	whole: boolean;
}

/** @throws what the HTTP client rejects with, and UnexpectedAnswer. */
export async function readMatrix(fetch: Fetch, wish: Wish): Promise<MatrixReading> {
	const reading = await readAxes(fetch, wish.axis);
	if (reading.kind !== 'axes') return reading;
	const { axes } = reading;
	const axis = axes.find((one) => one.axis_code === wish.chosen) ?? axes[0];
	if (!axis) throw new RangeError('readAxes answers at least one axis');
	return { kind: 'ready', axes, axis, whole: wish.whole ? await readWhole(fetch, axis.axis_code) : null };
}

async function readWhole(fetch: Fetch, axisCode: string): Promise<WholeMatrix> {
	try {
		return { matrix: await fetch.data<CoverageMatrix>(coverageRoute(axisCode, 'matrix')) };
	} catch (error) {
		return { failure: readFailure(error) };
	}
}
