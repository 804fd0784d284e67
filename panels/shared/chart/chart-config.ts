/** What the chart library is told: lines or stacked bars of whole numbers, in the theme's colours, in the Studio's language. */
import type { ChartConfiguration } from 'chart.js';
import type { ColourName, Colours } from './theme-colours';

export interface Series {
	label: string;
	/** One number a label; null where there is none. */
	values: (number | null)[];
	colour: ColourName;
	/** Of lines only: told from the others by more than its colour. */
	dashed?: boolean;
	/** It has no entry of its own in the legend: the note tells what it is. */
	unlisted?: boolean;
}

export interface ChartContent {
	/** `bars` lie on their side, one a label, their series stacked; `lines` run over the labels. */
	kind: 'bars' | 'lines';
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

export type AxisChartConfiguration = ChartConfiguration<'bar' | 'line', (number | null)[], string>;

export function chartConfig(content: ChartContent, look: ChartLook, pick: (position: number) => void): AxisChartConfiguration {
	const { colours, number } = look;
	const isLying = content.kind === 'bars';
	const ticks = { color: colours.foreground, font: { family: look.font, size: 11 } };
	const counts = {
		beginAtZero: true,
		stacked: isLying,
		grid: { color: colours.border },
		border: { display: false },
		ticks: { ...ticks, precision: 0, maxTicksLimit: 6, callback: (value: string | number) => number(Number(value)) },
	};
	const names = {
		stacked: isLying,
		grid: { display: false },
		border: { color: colours.border },
		ticks: { ...ticks, maxRotation: 0 },
	};

	return {
		type: isLying ? 'bar' : 'line',
		data: { labels: content.labels, datasets: content.series.map((series) => dataset(content.kind, series, colours)) },
		options: {
			indexAxis: isLying ? 'y' : 'x',
			responsive: true,
			maintainAspectRatio: false,
			animation: look.moving ? { duration: 300 } : false,
			interaction: { mode: 'index', axis: isLying ? 'y' : 'x', intersect: false },
			scales: isLying
				? { x: counts, y: names }
				: { x: { ...names, ticks: { ...ticks, maxRotation: 0, maxTicksLimit: 8 } }, y: counts },
			plugins: { tooltip: tooltip(look) },
			onClick: (_event, elements) => {
				const [first] = elements;
				if (first) pick(first.index);
			},
		},
	};
}

function dataset(kind: ChartContent['kind'], series: Series, colours: Colours) {
	const colour = colours[series.colour];
	const shared = { label: series.label, data: series.values, backgroundColor: colour, hoverBackgroundColor: colour };
	return kind === 'bars'
		? { ...shared, borderColor: colours.background, hoverBorderColor: colours.background, borderWidth: 1, maxBarThickness: 18 }
		: {
				...shared,
				borderColor: colour,
				hoverBorderColor: colour,
				borderWidth: 2,
				borderDash: series.dashed ? [5, 4] : [],
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
