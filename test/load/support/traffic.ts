/** Callers that never pause: readers of coverage, and appliers that take turns as they come. */
import type { RunAnswer } from '../../../src/contract';
import { verdict, type Answer, type Api } from '../../e2e/support/api';
import type { Random } from '../../support/random';

const PARTS = ['by-value', 'by-owner', 'by-object', 'by-group', 'gaps', 'matrix', 'objects/collection/agents'];
const READS = [
	'/axis/coverage',
	'/axis/coverage/trend',
	...['responsibility', 'containment', 'topic'].flatMap((axis) => PARTS.map((part) => `/axis/coverage/${axis}/${part}`)),
];

const RATIFIED = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };
/** Mostly between tiers 2 and 6, so that readers have something to read; now and then all the way down. */
const ACTIONS: readonly [path: string, body: object][] = [
	...Array.from({ length: 12 }, (): [string, object] => ['/axis/apply', RATIFIED]),
	['/axis/apply', { ...RATIFIED, through: 3 }],
	...[1, 2, 3, 4, 5, 6].map((tier): [string, object] => [`/axis/apply/${tier}`, RATIFIED]),
	['/axis/rollback', { force: true }],
	['/axis/rollback', { force: true, to: 2 }],
	['/axis/rollback', { force: true, to: 4 }],
	['/axis/rollback', { force: true, to: 5 }],
	...[5, 6].map((tier): [string, object] => [`/axis/rollback/${tier}`, { force: true }]),
	['/axis/scan', {}],
	['/axis/scan', {}],
];

const EXPECTED = ['404 AXIS_UNKNOWN_AXIS', '503 AXIS_TOO_MANY_READS'];

export interface Tally {
	/** Answers by "GET 200" or "POST 409 AXIS_ORDER". */
	counts: Map<string, number>;
	/** Answers that must not be, as text. */
	wrong: string[];
	/** Milliseconds of each read. */
	readMs: number[];
	/** Tiers of committed runs, as they were answered. */
	committed: RunAnswer['tiers'];
}

/** Tiers that were applied, not rolled back. */
export const appliedOf = ({ committed }: Tally) => committed.filter(({ status }) => status === 'passed');

export function newTally(): Tally {
	return { counts: new Map(), wrong: [], readMs: [], committed: [] };
}

/** Reads one report after the other until it is over; reports of coverage where no others are given. */
export async function readUntil(
	isOver: () => boolean,
	api: Api,
	seed: number,
	tally: Tally,
	reads: readonly string[] = READS,
): Promise<void> {
	for (let turn = seed; !isOver(); turn++) {
		const path = reads[turn % reads.length] ?? '';
		const started = performance.now();
		const answer = await api.get<unknown>(path);
		tally.readMs.push(performance.now() - started);
		count(tally, 'GET', answer);
		// Between two tiers an axis may not be there, and one reader among fifty may be told to come back; everything else is a fault.
		if (answer.status !== 200 && !EXPECTED.includes(verdict(answer))) tally.wrong.push(`GET ${path}: ${answer.text}`);
		if (path === '/axis/coverage' && answer.status === 200) checkSums(answer.data, tally);
	}
}

/** Applies, rolls back and scans at random until it is over. */
export async function actUntil(isOver: () => boolean, api: Api, random: Random, tally: Tally): Promise<void> {
	while (!isOver()) {
		const [path, body] = random.pick(ACTIONS);
		const answer = await api.send<RunAnswer>('POST', path, body);
		count(tally, 'POST', answer);
		if (answer.status === 200 && path !== '/axis/scan') tally.committed.push(...answer.data.tiers);
		else if (answer.status !== 200 && answer.status !== 409) tally.wrong.push(`POST ${path}: ${answer.text}`);
	}
}

function count(tally: Tally, method: string, answer: Answer<unknown>): void {
	const key = `${method} ${verdict(answer)}`;
	tally.counts.set(key, (tally.counts.get(key) ?? 0) + 1);
}

/** A reader never sees half a tier: what is covered and what is not make up what is required. */
function checkSums(rows: unknown, tally: Tally): void {
	for (const row of Array.isArray(rows) ? rows : []) {
		const { required_cells, gap_cells, covered_cells, direct_cells, inherited_cells } = row;
		const sums = required_cells === gap_cells + covered_cells && covered_cells === direct_cells + inherited_cells;
		const whole = row.axis_code !== 'responsibility' || (required_cells === 210 && (gap_cells === 0 || gap_cells === 210));
		if (!sums || !whole) tally.wrong.push(`GET /axis/coverage: ${JSON.stringify(row)}`);
	}
}
