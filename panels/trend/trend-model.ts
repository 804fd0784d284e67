/** Turns the scans into lines, rows of a table and the words about the newest one. */
import type { TrendPoint } from '../../src/contract';
import type { ChartContent } from '../../app/chart/library/chart-config';
import type { ColourName } from '../../app/chart/theme-colours';
import type { TrendTexts } from './texts/use-texts';

/** One axis as of one scan. */
export interface TrendRow {
	scan_id: string;
	finished_at: string;
	axis_code: string;
	required_cells: number;
	gap_cells: number;
	open_drift: number;
	critical_drift: number;
}

/** Columns of the file. */
export const TREND_COLUMNS = [
	'scan_id',
	'finished_at',
	'axis_code',
	'required_cells',
	'gap_cells',
	'open_drift',
	'critical_drift',
] as const satisfies readonly (keyof TrendRow)[];

const LINE_COLOURS: readonly ColourName[] = ['danger', 'primary', 'warning', 'success', 'secondary', 'foreground'];

/** Codes of all axes that a scan has figures of, in the order of their first scan; only the wanted one where one is. */
export function axesOf(points: readonly TrendPoint[], wanted: string | null): string[] {
	const all = [...new Set(points.flatMap((point) => point.axes.map((axis) => axis.axis_code)))];
	return wanted === null ? all : all.filter((axis) => axis === wanted);
}

/** Two lines an axis: gaps solid, required cells dashed in the same colour. An axis that a scan does not know has no point there. */
export function coverageLines(
	points: readonly TrendPoint[],
	axes: readonly string[],
	{ text, moment }: TrendTexts,
): ChartContent {
	const values = (axis: string, figure: 'gap_cells' | 'required_cells') =>
		points.map((point) => point.axes.find((one) => one.axis_code === axis)?.[figure] ?? null);
	return {
		labels: points.map((point) => moment(point.finished_at)),
		series: axes.flatMap((axis, position) => {
			const colour = LINE_COLOURS[position % LINE_COLOURS.length] ?? 'foreground';
			return [
				{ label: text('line_gap', { axis }), values: values(axis, 'gap_cells'), colour },
				{ label: text('line_required', { axis }), values: values(axis, 'required_cells'), colour, dashed: true, unlisted: true },
			];
		}),
		dashedAre: text('required_lines'),
	};
}

export function driftLines(points: readonly TrendPoint[], { text, moment }: TrendTexts): ChartContent {
	return {
		labels: points.map((point) => moment(point.finished_at)),
		series: [
			{ label: text('open_drift'), values: points.map((point) => point.open_drift), colour: 'warning' },
			{ label: text('critical_drift'), values: points.map((point) => point.critical_drift), colour: 'danger', dashed: true },
		],
	};
}

/** Newest scan first; as the table shows them and as the CSV holds them. */
export function trendRows(points: readonly TrendPoint[], axes: readonly string[]): TrendRow[] {
	return points.toReversed().flatMap(({ scan_id, finished_at, open_drift, critical_drift, axes: figures }) =>
		figures
			.filter((axis) => axes.includes(axis.axis_code))
			.map(({ axis_code, required_cells, gap_cells }) => ({
				scan_id,
				finished_at,
				axis_code,
				required_cells,
				gap_cells,
				open_drift,
				critical_drift,
			})),
	);
}

/** What changed in an axis' gaps since the scan before, signed; null where there was none, or where it did not know the axis. */
export function gapChange(points: readonly TrendPoint[], axis: string): number | null {
	const [before, now] = points.slice(-2).map((point) => point.axes.find((one) => one.axis_code === axis)?.gap_cells);
	return before === undefined || now === undefined ? null : now - before;
}

/** The option as people leave it: 2 to 1000 scans, 30 where it says nothing usable. */
export function scansOption(value: number | string | null | undefined): number {
	const scans = Math.trunc(Number(value ?? Number.NaN));
	return Number.isFinite(scans) && scans >= 2 ? Math.min(scans, 1000) : 30;
}
