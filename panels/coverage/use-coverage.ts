/** The panel's reading, and which axis' matrix somebody chose. */
import { ref, type Ref } from 'vue';
import { useReading, type Reading } from '../../app/use-reading';
import { readSnapshot, type Snapshot } from './read-snapshot';

export interface Coverage extends Reading<Snapshot> {
	/** Code of the axis whose matrix was asked for; null until somebody chose one. */
	chosenAxis: Ref<string | null>;
}

export interface CoverageOptions {
	dashboard: () => string | undefined;
	axis: () => string | null;
	showMatrix: () => boolean;
}

export function useCoverage(options: CoverageOptions): Coverage {
	const chosenAxis = ref<string | null>(null);
	const reading = useReading({
		dashboard: options.dashboard,
		depends: [options.axis, options.showMatrix, () => chosenAxis.value],
		read: (fetch) => readSnapshot(fetch, { axis: options.axis(), matrixOf: chosenAxis.value, showMatrix: options.showMatrix() }),
	});
	return { ...reading, chosenAxis };
}
