/** The chart library: most of what the Studio loads of the bundle, so it comes when the first chart is on screen. */
import { CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';
import { chartConfig, type ChartContent, type ChartLook } from './chart-config';

/** Draws on an unused canvas; answers what takes the chart away again. */
export function drawChart(canvas: HTMLCanvasElement, content: ChartContent, look: ChartLook): () => void {
	Chart.register(CategoryScale, LinearScale, LineController, LineElement, PointElement, Tooltip);
	const chart = new Chart(canvas, chartConfig(content, look));
	return () => chart.destroy();
}
