/** Times alternatives against each other inside one run, so that a slow or noisy machine slows them alike. */
import { availableParallelism, totalmem } from 'node:os';

export interface Alternative {
	name: string;
	/** Runs once and answers its own duration in milliseconds, so that it can leave preparation out. */
	run: (round: number) => Promise<number>;
}

/** Duration of work, in milliseconds. */
export async function clock(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}

/** Runs the alternatives in turn, forwards and backwards by round (A B B A …), after a warm-up. Answers each one's durations. */
export async function alternate(
	alternatives: readonly Alternative[],
	rounds: number,
	warmUp: number,
): Promise<Map<string, number[]>> {
	const times = new Map(alternatives.map(({ name }) => [name, [] as number[]]));
	for (let round = -warmUp; round < rounds; round++) {
		for (const { name, run } of round % 2 === 0 ? alternatives : [...alternatives].reverse()) {
			const took = await run(round + warmUp);
			if (round >= 0) times.get(name)?.push(took);
		}
	}
	return times;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
	return (low + high) / 2;
}

/** Prints min, median and max of each, and the ratio of its median to that of the base, beside the goal. */
export function report(title: string, times: ReadonlyMap<string, number[]>, base: string, goal: string): void {
	const yardstick = median(times.get(base) ?? []);
	const rows = [...times].map(([name, values]) => [
		name,
		String(values.length),
		...[Math.min(...values), median(values), Math.max(...values)].map((value) => value.toFixed(1)),
		(median(values) / yardstick).toFixed(3),
	]);
	const table = [['', 'runs', 'min ms', 'median ms', 'max ms', `÷ ${base}`], ...rows];
	const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
	const lines = table.map((row) =>
		row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
	);
	console.log(`\n${title}\nGoal: ${goal}\n${lines.join('\n')}\n`);
}

/** The day and the machine, as figures that are kept name them. */
export function whenAndWhere(): string {
	const gigabytes = Math.round(totalmem() / 1024 ** 3);
	return `Measured on ${new Date().toISOString().slice(0, 10)} on ${availableParallelism()} cores and ${gigabytes} GB, database and Directus on the same machine.`;
}
