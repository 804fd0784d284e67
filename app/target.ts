/** How far an axis is from a target of covered cells. */
import type { AxisCoverage } from '../src/contract';

/** Cells that have to be covered yet, so that at least `target` percent of the required ones are; 0 where they are. Counted in cells, never in rounded percent. */
export function missingToTarget(axis: AxisCoverage, target: number): number {
	// Thousandths of a percent are whole numbers, so that 29 % of 100 cells is 29 and not 29.000000000000004.
	const wanted = Math.ceil((axis.required_cells * Math.round(target * 1000)) / 100_000);
	return Math.max(0, wanted - axis.covered_cells);
}

/** The option as people leave it: a number from 0 to 100, or null for no target. */
export function targetOption(value: number | string | null | undefined): number | null {
	if (value === null || value === undefined || value === '') return null;
	const target = Number(value);
	return Number.isFinite(target) && target >= 0 && target <= 100 ? target : null;
}
