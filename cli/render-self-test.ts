/** The self-test of the gate as text for people: one line a path, then what is worth a person's eye. */
import { SELF_TEST_LAYERS, type LayerResult, type PathVerdict, type SelfTest, type TestedPath } from '../src/contract';
import { blocks } from './render';
import { formatTable } from './table';

const OWNED =
	"Directus' database role owns axis tables: other code in its process may alter and drop them, and disable their triggers. The owner role of the runbook takes that away.";

/** Codes are what refused with the gate simulated shut; the column `as is` says whether the path is refused now. */
export function renderSelfTest(test: SelfTest): string {
	const table = formatTable(
		['path', ...SELF_TEST_LAYERS.map((layer) => layer.replace('_', ' ')), 'shut', 'as is'],
		test.paths.map(({ path, shut, as_is }) => [
			path,
			...SELF_TEST_LAYERS.map((layer) => tellLayer(shut.layers[layer])),
			tellHeld(shut),
			tellHeld(as_is),
		]),
	);
	return blocks(
		table,
		test.not_tried.length > 0 ? `Not tried: ${test.not_tried.join(', ')}.` : '',
		test.owns_axis_tables ? OWNED : '',
		tellAsIs(test),
		tellStatus(test),
	);
}

function tellLayer({ result, code }: LayerResult): string {
	switch (result) {
		case 'refused':
			return code ?? 'refused';
		case 'passed':
			return 'passed';
		case 'not_tried':
			return 'not tried';
		case 'not_applicable':
			return '–';
	}
}

function tellHeld({ held }: PathVerdict): string {
	if (held === null) return 'not tried';
	return held ? 'refused' : 'passes';
}

function tellAsIs({ as_is: { gate, consistent, differing } }: SelfTest): string {
	const word = gate === 'READY' ? 'open' : 'shut';
	return consistent
		? `The gate is ${word} as it is, and every path says so.`
		: `The gate is ${word} as it is, and these paths say otherwise: ${differing.join(', ')}.`;
}

function tellStatus({ status, holes, paths, duration_ms }: SelfTest): string {
	if (status === 'HOLDS') return `HOLDS: no path passes a shut gate. Rolled back, ${duration_ms} ms.`;
	const lines = paths.filter(({ path }) => holes.includes(path)).map(tellHole);
	return `HOLES: these paths pass a shut gate. Rolled back, ${duration_ms} ms.\n${lines.join('\n')}`;
}

function tellHole({ path, does, shut }: TestedPath): string {
	const details = SELF_TEST_LAYERS.map((layer) => shut.layers[layer].detail).filter((detail) => detail !== null);
	return `  ${path}: ${[does, ...details].join('; ')}`;
}
