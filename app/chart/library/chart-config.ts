/** What the chart library is told: lines of whole numbers, in the theme's colours, in the Studio's language. */
import type { ChartConfiguration } from 'chart.js';
import type { ColourName, Colours } from '../theme-colours';

export interface Series {
	label: string;
	/** One number a label; null where there is none. */
	values: (number | null)[];
	colour: ColourName;
	/** Differs from the others by more than its colour. */
	dashed?: boolean;
	/** It has no entry of its own in the legend: the note tells what it is. */
	unlisted?: boolean;
}

export interface ChartContent {
	labels: string[];
	series: Series[];
	/** Last in the legend: what dashed lines are. */
	dashedAre?: string;
}

export interface ChartLook {
	colours: Colours;
	/** Family of the theme's font. */
	font: string;
	moving: boolean;
	number: (value: number) => string;
}

export type AxisChartConfiguration = ChartConfiguration<'line', (number | null)[], string>;

export function chartConfig(content: ChartContent, look: ChartLook): AxisChartConfiguration {
	const { colours, number } = look;
	const ticks = { color: colours.foreground, font: { family: look.font, size: 11 } };
	return {
		type: 'line',
		data: { labels: content.labels, datasets: content.series.map((series) => dataset(series, colours)) },
		options: {
			responsive: true,
			maintainAspectRatio: false,
			animation: look.moving ? { duration: 300 } : false,
			interaction: { mode: 'index', axis: 'x', intersect: false },
			scales: {
				x: {
					grid: { display: false },
					border: { color: colours.border },
					ticks: { ...ticks, maxRotation: 0, maxTicksLimit: 8 },
				},
				y: {
					beginAtZero: true,
					grid: { color: colours.border },
					border: { display: false },
					ticks: { ...ticks, precision: 0, maxTicksLimit: 6, callback: (value: string | number) => number(Number(value)) },
				},
			},
			plugins: { tooltip: tooltip(look) },
		},
	};
}

function dataset(series: Series, colours: Colours) {
	const colour = colours[series.colour];
	return {
		label: series.label,
		data: series.values,
		backgroundColor: colour,
		hoverBackgroundColor: colour,
		borderColor: colour,
		hoverBorderColor: colour,
		borderWidth: 2,
		borderDash: series.dashed ? [5, 4] : [],
		// Hollow: a single point has no line to be dashed.
		pointBackgroundColor: series.dashed ? colours.background : colour,
		pointRadius: series.values.length > 40 ? 0 : 2.5,
		pointHoverRadius: 4,
		spanGaps: true,
	};
}

function tooltip({ colours, font, number }: ChartLook) {
	return {
		backgroundColor: colours.accent,
		titleColor: colours.background,
		bodyColor: colours.background,
		titleFont: { family: font },
		bodyFont: { family: font },
		callbacks: {
			label: (item: { dataset: { label?: string | undefined }; raw: unknown }) =>
				`${item.dataset.label ?? ''}: ${typeof item.raw === 'number' ? number(item.raw) : '–'}`,
		},
	};
}
