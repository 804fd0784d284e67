/** The figures that a suite of faults prints at its end, and that its full length writes into docs/evidence/faults.md. */
import { markdownTable } from '../../support/generated-section';
import { inWords, type OperationName, type Told } from './operations';

export interface RunRecord {
	number: number;
	kind: string;
	operation: OperationName;
	/** Where the operation was when the fault struck. */
	when: 'before' | 'inside' | 'after';
	/** Whether there was something to strike, e.g. a session to kill. */
	struck: boolean;
	told: Told;
	/** Steps of the operation that the database held then (tiers applied or rolled back, a scan made), of how many; a rehearsal has none. */
	steps: number;
	whole: number;
	/** From the fault's preparation to the last check. */
	seconds: number;
	problems: string[];
}

export interface Suite {
	seed: number;
	records: readonly RunRecord[];
	/** Kinds that could not be tried here, each with the reason. */
	skipped: ReadonlySet<string>;
}

const OPERATIONS: readonly OperationName[] = [
	'rehearse',
	'apply a tier',
	'apply all',
	'scan',
	'roll back a tier',
	'roll back all',
];

/** True where the fault struck the operation while it was under way. */
export function isHit({ when, struck }: RunRecord): boolean {
	return when === 'inside' && struck;
}

/** All of it, Markdown: what was skipped, the runs by kind and operation, what they found, and what callers were told. */
export function report({ seed, records, skipped }: Suite): string {
	const seconds = records.reduce((sum, record) => sum + record.seconds, 0);
	const problems = records.filter((record) => record.problems.length > 0).length;
	return [
		`${records.length} runs of seed ${seed} in ${Math.round(seconds)} s; ${records.filter(isHit).length} met the operation under way; ${problems} with a problem.`,
		...[...skipped].map((reason) => `Skipped: ${reason}.`),
		markdownTable(['runs', ...OPERATIONS, 'all'], byKind(records, countRuns)),
		markdownTable(['fault', ...COLUMNS.map(([name]) => name)], byKind(records, countOutcomes)),
		answers(records),
	].join('\n\n');
}

type Cells = (group: readonly RunRecord[]) => string[];

function byKind(records: readonly RunRecord[], cells: Cells): string[][] {
	const kinds = [...new Set(records.map(({ kind }) => kind))].sort((one, other) => one.localeCompare(other, 'en'));
	const rows = kinds.map((kind) => [kind, ...cells(records.filter((record) => record.kind === kind))]);
	return [...rows, ['all', ...cells(records)]];
}

function countRuns(group: readonly RunRecord[]): string[] {
	const counts = OPERATIONS.map((name) => group.filter((record) => record.operation === name).length);
	return [...counts, group.length].map(String);
}

function countOutcomes(group: readonly RunRecord[]): string[] {
	return COLUMNS.map(([, figure]) => String(figure(group)));
}

const count = (holds: (record: RunRecord) => boolean) => (group: readonly RunRecord[]) => group.filter(holds).length;

const COLUMNS: readonly [string, (group: readonly RunRecord[]) => number | string][] = [
	['met it under way', count(isHit)],
	['nothing is there', count(({ steps, whole }) => steps === 0 && whole > 0)],
	['whole tiers, not all', count(({ steps, whole }) => steps > 0 && steps < whole)],
	['all is there', count(({ steps, whole }) => steps === whole && whole > 0)],
	['rehearsed', count(({ whole }) => whole === 0)],
	['told: done', count(({ told }) => told.status === 200)],
	['told: failed', count(({ told }) => told.status > 0 && told.status !== 200 && told.code !== 'AXIS_OUTCOME_UNKNOWN')],
	['told: unknown', count(({ told }) => told.code === 'AXIS_OUTCOME_UNKNOWN')],
	['no answer', count(({ told }) => told.status <= 0)],
	['longest, s', (group) => Math.max(0, ...group.map(({ seconds }) => seconds)).toFixed(1)],
];

/** How often each answer was given, most often first. */
function answers(records: readonly RunRecord[]): string {
	const counts = new Map<string, number>();
	for (const { told } of records) counts.set(inWords(told), (counts.get(inWords(told)) ?? 0) + 1);
	const rows = [...counts].sort(([, one], [, other]) => other - one).map(([words, runs]) => [words, String(runs)]);
	return markdownTable(['the caller was told', 'runs'], rows);
}
