/** What a write of owners did, or would do, for people. */
import type { AssignmentEffect, EndedEffect } from '../src/contract';
import { blocks } from './render';
import { formatTable } from './table';

/** Owners that ended or were handed over. */
export function renderEnded(effect: EndedEffect): string {
	const { rows_ended, rows_inserted, passed_cells, inherited_cells, opened_cells, kept_cells, gaps_before, gaps_after } = effect;
	return blocks(
		`Rows ended: ${rows_ended}, made: ${rows_inserted}. Cells passed: ${passed_cells}, inherited now: ${inherited_cells}, without an owner now: ${opened_cells}, still the same: ${kept_cells}. Gaps: ${gaps_before} before, ${gaps_after} after.`,
		formatTable(
			['axis', 'object', 'value', 'effect', 'before', 'after'],
			effect.cells.map((cell) => [
				...[cell.axis_code, `${cell.object_type} ${cell.object_ref}`, cell.value_code, cell.effect],
				...[cell.owners_before.join(', '), cell.owners_after.join(', ')],
			]),
		),
	);
}

/** Owners that were given. */
export function renderGiven(effect: AssignmentEffect): string {
	const { asked_cells, covered_cells, overridden_cells, replaced_cells, kept_cells, conflict_cells } = effect;
	return blocks(
		`Cells: ${asked_cells}. Covered: ${covered_cells}, overridden: ${overridden_cells}, replaced: ${replaced_cells}, kept: ${kept_cells}, in conflict: ${conflict_cells}. Gaps: ${effect.gaps_before} before, ${effect.gaps_after} after.`,
		formatTable(
			['object', 'value', 'effect', 'before', 'after'],
			effect.cells.map((cell) => [
				...[`${cell.object_type} ${cell.object_ref}`, cell.value_code, cell.effect],
				...[cell.owners_before.join(', '), cell.owners_after.join(', ')],
			]),
		),
	);
}
