/** Why an authority is not retired: it owns something. */
import type { AnswersFor, Violation } from '../contract';
import { FoundationRefusedError } from '../errors';
import type { AuthorityRow } from './authority-row';

/** Whether a change retires it. */
export const retires = (before: AuthorityRow, after: AuthorityRow): boolean =>
	after.status === 'retired' && before.status !== 'retired';

/** The refusal, with its first owner rows. */
export function stillOwning(asked: string, { first_rows, rows }: AnswersFor): Error {
	const violations: Violation[] = first_rows.map(({ axis_code, object_type, object_ref, value_code }) => ({
		violation: 'an owner row in effect',
		...{ axis_code, object_type, object_ref, value_code },
	}));
	return new FoundationRefusedError({ asked, reason: 'still_owns', violations, total: rows });
}
