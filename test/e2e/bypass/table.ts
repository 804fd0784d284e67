/** The table of outcomes in docs/evidence/bypasses.md. */
import { markdownTable } from '../../support/generated-section';
import { MAJORS, type Major } from '../support/majors';
import type { Path } from './path';
import { selfTestNamesOf } from './self-test-names';

export interface Outcome {
	path: Path;
	major: Major;
	/** What the caller was told with the gate shut, and open. */
	shut: string;
	open: string;
	/** True when something changed although the gate was shut. */
	changed: boolean;
}

/** One row a path, below a sentence that counts. */
export function describeOutcomes(paths: readonly Path[], outcomes: readonly Outcome[]): string {
	const passed = outcomes.filter(({ changed }) => changed).length;
	const summary = `${paths.length} paths, ${outcomes.length} trials on ${MAJORS.map((major) => `Directus ${major}`).join(' and ')}: with the gate shut ${passed} passed.`;
	const rows = paths.map((path) => {
		const of = (major: Major) => outcomes.find((outcome) => outcome.path === path && outcome.major === major);
		return [
			path.name,
			selfTestNamesOf(path.name).join(', ') || '–',
			path.by,
			...MAJORS.map((major) => code(of(major)?.shut)),
			opened(MAJORS.map((major) => of(major)?.open)),
		];
	});
	const opaque = paths.flatMap(({ name, opaque }) => (opaque === undefined ? [] : [`- ${name}: ${opaque}.`]));
	const untried = paths.flatMap(({ name, notOpened }) =>
		Object.entries(notOpened ?? {}).map(([major, why]) => `- ${name}, Directus ${major}: ${why}.`),
	);
	return [
		summary,
		markdownTable(
			['what was tried', 'path of the self-test', 'refused by', ...MAJORS.map((major) => `gate shut, ${major}`), 'gate open'],
			rows,
		),
		'Refused, but Directus does not hand the code on:',
		opaque.join('\n'),
		'Not tried with the gate open:',
		untried.join('\n'),
	].join('\n\n');
}

function opened(words: readonly (string | undefined)[]): string {
	return [...new Set(words.map(code))].filter((word) => word !== '–').join(' or ');
}

function code(word: string | undefined): string {
	return word === undefined || word === '' ? '–' : `\`${word}\``;
}
