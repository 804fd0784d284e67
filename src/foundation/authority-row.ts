/** The row of an authority: how an act found it and left it, and how an answer tells that. */
import { z } from 'zod';
import type { ActRow, AuthorityAnswer } from '../contract';

/** The whole row, as the ledger keeps it: an undo gives it back to the letter. */
export const authorityRow = z.looseObject({ code: z.string(), name: z.string(), status: z.string() });
export type AuthorityRow = z.infer<typeof authorityRow>;

/** null where there is none. */
export interface RowBeforeAfter {
	row_before: AuthorityRow | null;
	row_after: AuthorityRow | null;
}

const TOLD = ['name', 'status'] as const;

/** An act on one authority as answers tell acts: what of its row changes, or that it stays as it is. */
export function tellAct(
	asked: string,
	owner_gov_code: string,
	{ row_before, row_after }: RowBeforeAfter,
): Omit<AuthorityAnswer, 'committed' | 'run'> {
	const what = whatOf(row_before, row_after);
	const row: ActRow = {
		what,
		kind: 'authority',
		key: owner_gov_code,
		why: what === 'kept' ? 'it is so already' : null,
		before: what === 'kept' ? null : tell(row_before, row_after),
		after: what === 'kept' ? null : tell(row_after, row_before),
	};
	const totals = { asked: 1, created: 0, changed: 0, deleted: 0, kept: 0, [what]: 1 };
	return { asked, owner_gov_code, totals, rows: [row] };
}

function whatOf(before: AuthorityRow | null, after: AuthorityRow | null): ActRow['what'] {
	if (before === null) return 'created';
	if (after === null) return 'deleted';
	return TOLD.every((name) => before[name] === after[name]) ? 'kept' : 'changed';
}

function tell(row: AuthorityRow | null, other: AuthorityRow | null): ActRow['before'] {
	return row && Object.fromEntries(TOLD.filter((name) => row[name] !== other?.[name]).map((name) => [name, row[name]]));
}
