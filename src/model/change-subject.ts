/** The axis, value or rule that is to change: whether it is there, and whether it may take that way. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { MODEL_TRANSITIONS, type AskedChange } from '../contract';
import { AxisStatus } from '../contract/schemas';
import { queryRows } from '../db/run-sql';
import { InvalidPayloadError, LifecycleConflictError, TransitionError, UnknownCodeError } from '../errors';
import partsViolations from './sql/parts-violations.sql';
import readSubjectText from './sql/read-subject.sql';
import { asListing } from '../run/row-violations';

/** Where the subject stands. */
export const subjectRow = z.object({
	relation: z.enum(['axis_registry', 'axis_value', 'coverage_rule']),
	id: z.string(),
	axis_code: z.string(),
	status: AxisStatus,
});

/** `status` is null where the change itself makes it, or its undo takes it away. */
export type Subject = Omit<z.infer<typeof subjectRow>, 'status'> & { status: AxisStatus | null };

/** What is done beside the change of status. */
export type Move = 'status' | 'merge' | 'split';

export function moveOf({ merge_into, split_into }: AskedChange): Move {
	if (merge_into !== null) return 'merge';
	return split_into === null ? 'status' : 'split';
}

/** Where the value's assignments and owners go, as plan-change.sql takes it. */
export function partsOf({ merge_into, split_into }: AskedChange): { value_code: string; objects: unknown }[] {
	if (merge_into !== null) return [{ value_code: merge_into, objects: null }];
	return (split_into ?? []).map(({ value_code, objects = null }) => ({ value_code, objects }));
}

/** What no database needs to be asked for. Errors: InvalidPayloadError. */
export function requireMeaning(change: AskedChange): void {
	const { kind, code, axis_code, to, merge_into, split_into } = change;
	const refuse = (reason: string) => new InvalidPayloadError({ reason });
	if (kind === 'value' && axis_code === null) throw refuse('a value is named with its axis_code');
	if (kind !== 'value' && axis_code !== null) throw refuse('only a value is named with an axis_code');
	if (merge_into === null && split_into === null) return;
	if (kind !== 'value') throw refuse('only values are merged and split');
	if (merge_into !== null && split_into !== null) throw refuse('give merge_into or split_into, not both');
	if (to === 'active') throw refuse('a value that is merged or split becomes deprecated or retired');
	const codes = partsOf(change).map((part) => part.value_code);
	if (codes.includes(code)) throw refuse(`"${code}" cannot give way to itself`);
	if (new Set(codes).size < codes.length) throw refuse('split_into names a value twice');
	const parts = split_into ?? [];
	if (parts.filter((part) => part.objects === undefined).length > 1) throw refuse('one part at most may be without objects');
	const named = parts
		.flatMap((part) => part.objects ?? [])
		.map((object) => JSON.stringify([object.object_type, object.object_ref]));
	if (new Set(named).size < named.length) throw refuse('split_into names an object twice');
}

/** Errors: UnknownCodeError. */
export async function readSubject(
	trx: Knex,
	{ kind, code, axis_code }: Pick<AskedChange, 'kind' | 'code' | 'axis_code'>,
): Promise<z.infer<typeof subjectRow>> {
	const [row] = await queryRows(trx, readSubjectText, { kind, code, axis_code: axis_code ?? '' });
	if (!row) throw new UnknownCodeError({ kind, name: code, axis_code });
	return subjectRow.parse(row);
}

/** Errors: TransitionError, naming the statuses that may follow. */
export function requireTransition({ kind, code, to }: AskedChange, subject: { status: AxisStatus }): void {
	const allowed = MODEL_TRANSITIONS[subject.status];
	if (!allowed.includes(to)) throw new TransitionError({ kind, name: code, from: subject.status, to, allowed: [...allowed] });
}

/** Errors: LifecycleConflictError, listing why the value cannot be merged or split so. */
export async function requireParts(trx: Knex, change: AskedChange, subject: Subject): Promise<void> {
	const action = moveOf(change);
	if (action === 'status') return;
	const { code } = change;
	const variables = { axis_code: subject.axis_code, code, action, parts: JSON.stringify(partsOf(change)) };
	const { violations, total } = asListing(await queryRows(trx, partsViolations, variables));
	if (violations.length > 0) throw new LifecycleConflictError({ asked: askedOf(change), violations, total });
}

/** What is asked, as a noun phrase. */
export function askedOf({ kind, code, axis_code, to, merge_into, split_into }: AskedChange): string {
	const what = `${kind} "${code}"${axis_code === null ? '' : ` of axis "${axis_code}"`}`;
	if (merge_into !== null) return `Merging ${what} into "${merge_into}"`;
	if (split_into !== null) return `Splitting ${what}`;
	return `Making ${what} ${to}`;
}
