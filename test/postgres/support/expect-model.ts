/** Compares what the coverage views say of a world with what its model says. */
import { expect } from 'vitest';
import type { Answer } from './model';

/** Rows as text, sorted: the views promise no order, and say no row twice. */
const rowsOf = (rows: unknown) =>
	(Array.isArray(rows) ? rows : []).map((row) => JSON.stringify(row, Object.keys(Object(row)).sort())).sort();

/** `views` is an answer of load_world. */
export function expectModel(views: Record<string, unknown>, model: Answer): void {
	for (const part of ['required', 'owners', 'gaps', 'quality', 'summary', 'waivers', 'tags', 'missing', 'crowded'] as const) {
		expect(rowsOf(views[part]), part).toEqual(rowsOf(model[part]));
	}
}
