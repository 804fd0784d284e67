/** What was measured at several sizes, as a table of Markdown. */

/** Milliseconds by number of objects, by what was measured. */
export type Growth = Map<string, Map<number, number>>;

/** Time per object at a size beside that of another size: 1 is linear. */
function growthOf(row: ReadonlyMap<number, number>, from: number, to: number): string {
	const perObject = (objects: number) => (row.get(objects) ?? Number.NaN) / objects;
	return (perObject(to) / perObject(from)).toFixed(2);
}

/**
 * One line for each, in the order of measuring; the last columns are the growth up to the largest size, from each smaller one. What a call costs
 * whatever there is hides in the first of them, so the last one says more.
 */
export function showGrowth(times: Growth): string {
	const sizes = [...new Set([...times.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
	const largest = sizes.at(-1) ?? 0;
	const smaller = sizes.slice(0, -1);
	const shown = (size: number) => size.toLocaleString('en');
	const head = ['', ...sizes.map(shown), ...smaller.map((size) => `per object, beside ${shown(size)}`)];
	const lines = [...times].map(([what, row]) => [
		what,
		...sizes.map((size) => `${(row.get(size) ?? Number.NaN).toFixed(0)} ms`),
		...smaller.map((size) => growthOf(row, size, largest)),
	]);
	return [head, ['---', ...head.slice(1).map(() => '---:')], ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
