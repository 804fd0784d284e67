/** Refusals of writing cells, assigning owners, undoing it, waiving, setting goals; and of acknowledging findings. */
import { refusal, showFact, type FactsOf } from './define';
import { listViolations } from './tier';

const listAll = ({ violations, total }: Pick<FactsOf<'AXIS_CELLS_REFUSED'>, 'violations' | 'total'>) =>
	listViolations(violations.slice(0, 3)) + (total > 3 ? `; and ${total - 3} more` : '');

/** The cells, the owner or the group are not what can be written. */
export const CellsRefusedError = refusal(
	'AXIS_CELLS_REFUSED',
	(facts) => `${facts.asked} was refused: ${listAll(facts)}. Nothing was changed. Correct what is listed, and ask again.`,
);

/** The findings cannot be acknowledged, or nobody did. */
export const FindingsRefusedError = refusal(
	'AXIS_FINDINGS_REFUSED',
	(facts) =>
		`${facts.asked} was refused: ${listAll(facts)}. Nothing was changed. GET /axis/drift lists the findings; correct what is listed, and ask again.`,
);

/** Rows of a file are wrong. */
export const ImportRefusedError = refusal('AXIS_IMPORT_REFUSED', ({ asked, rows, row_numbers, total }) => {
	const told = rows
		.slice(0, 3)
		.map(({ row, problem, value }) => `row ${row}: ${problem}${value === null ? '' : ` (${showFact(value)})`}`);
	const numbers = row_numbers.length > 200 ? `${row_numbers.slice(0, 200)}…` : row_numbers;
	return `${asked} was refused: ${total === 1 ? '1 row is' : `${total} rows are`} wrong (${numbers}). ${told.join('; ')}${total > 3 ? '; …' : ''}. Nothing was changed. Correct the rows, and send the file again.`;
});

/** Rows that a file changes are not those that its preview showed. */
export const ChangedMeanwhileError = refusal(
	'AXIS_CHANGED_MEANWHILE',
	({ asked }) =>
		`${asked} was refused: what the file changes is not what its preview showed, because somebody changed rows of it since, or the file is another. Nothing was changed. Preview it again, look at what differs, and send it with the new "expect".`,
);

/** The axis mirrors the canonical model, and the profile keeps its hands off that. */
export const OwnershipReadOnlyError = refusal(
	'AXIS_OWNERSHIP_READ_ONLY',
	({ axis_code }) =>
		`Writing owners was refused: the axis "${axis_code}" reads governance_object_ownership, and this profile does not let people write it (ownership.writable is false). Nothing was changed. Do it where the canonical model is kept, or let the profile allow it.`,
);

/** No authority of that code. */
export const UnknownAuthorityError = refusal(
	'AXIS_UNKNOWN_AUTHORITY',
	({ owner_gov_code }) =>
		`There is no authority "${owner_gov_code}". Nothing was changed. GET /axis/authorities lists the active ones.`,
);

/** Directus has no such role or user. */
export const UnknownPersonError = refusal(
	'AXIS_UNKNOWN_PERSON',
	({ kind, id }) =>
		`Directus has no ${kind} "${id}" to link an authority to. Nothing was changed. GET /axis/authorities/suggestions names some, and so do the settings of Directus.`,
);

/** No batch of that id. */
export const UnknownBatchError = refusal(
	'AXIS_UNKNOWN_BATCH',
	({ id }) =>
		`There is no batch of owners, waivers, goals or acknowledgements "${id}". Nothing was changed. GET /axis/changes lists them.`,
);

/** The batch cannot be undone: its rows are not as it left them, or it was undone before. */
export const BatchChangedError = refusal(
	'AXIS_BATCH_CHANGED',
	(facts) =>
		`Undoing the batch ${showFact(facts.id)} was refused: ${listAll(facts)}. Nothing was changed. Review the rows that are listed, and assign what should hold now.`,
);

/** No waiver of that id. */
export const UnknownWaiverError = refusal(
	'AXIS_UNKNOWN_WAIVER',
	({ id }) => `There is no waiver "${id}". Nothing was changed. GET /axis/waivers lists them.`,
);

/** No standing goal of that id. */
export const UnknownGoalError = refusal(
	'AXIS_UNKNOWN_GOAL',
	({ id }) => `No goal "${id}" stands. Nothing was changed. GET /axis/goals lists those that do.`,
);
