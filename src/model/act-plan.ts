/** What an act is going to write: rows that it makes or sets, each with the name that people know it by, and rows that it leaves as they are. */
import { randomUUID } from 'node:crypto';
import type { ActRow } from '../contract';
import { InvalidPayloadError, LifecycleConflictError } from '../errors';
import type { Subject } from './change-subject';
import type { RowChange, WholeRow } from './write-changes';

/** What an answer calls a row by. */
export type Named = Pick<ActRow, 'kind' | 'key'>;

export interface ActPlan {
	/** As a noun phrase: "Adding …". */
	asked: string;
	subject: Subject;
	rows: (RowChange & Named)[];
	kept: (Named & { why: string })[];
	/** How many are left as they are beyond those in `kept`; none where it is left out. */
	kept_beyond?: number;
}

/** A row that is to be made, by a person. */
export function make(relation: string, named: Named, actor: string, row: WholeRow): RowChange & Named {
	const id = randomUUID();
	return { relation, id, change: {}, row: { id, tag: null, created_by: actor, ...row }, ...named };
}

/** Errors: LifecycleConflictError where there is anything in the list. */
export function refuseWhere(asked: string, violations: readonly { violation: string; object: string }[]): void {
	if (violations.length > 0) throw new LifecycleConflictError({ asked, violations: [...violations] });
}

/** What is named twice, each once. */
export function twice(codes: readonly string[]): string[] {
	return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))];
}

/**
 * Values that are already there are never below new ones: a circle is among the new. The database would refuse it too, in its own words.
 * Errors: InvalidPayloadError for a value that would be its own ancestor.
 */
export function refuseCircles(values: readonly { value_code: string; parent_value_code?: string | undefined }[]): void {
	const parents = new Map(values.map((value) => [value.value_code, value.parent_value_code]));
	const grounded = new Set<string>();
	for (const { value_code } of values) {
		const way = new Set<string>();
		for (let at: string | undefined = value_code; at !== undefined && !grounded.has(at); at = parents.get(at)) {
			if (way.has(at)) throw new InvalidPayloadError({ reason: `the value "${at}" cannot be broader than itself` });
			way.add(at);
		}
		for (const code of way) grounded.add(code);
	}
}
