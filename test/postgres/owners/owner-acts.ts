/** Steps of the model of owners as acts: what is asked of the product, and what is expected of it. */
import { expect } from 'vitest';
import { AssignmentEffect, EndedEffect } from '../../../src/contract/schemas';
import type { CellEffect } from '../../../src/contract';
import { assignOwner, previewAssignment } from '../../../src/owners/assign-owner';
import { endOwner, previewEnd } from '../../../src/owners/end-owner';
import { previewTransfer, transferOwner } from '../../../src/owners/transfer-owner';
import type { RolloutContext } from '../../../src/run/context';
import type { World } from '../support/world';
import { expectedOf, waivedAmong, type Expected } from './assign-model';
import { bodyOf, endBodyOf, transferBodyOf, type Step } from './assign-steps';
import { expectedEnd, expectedTransfer, type ExpectedEnd } from './end-model';

export const WRITER = { actor: 'test' };

export const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

function expectEffect(told: object, expected: Expected): void {
	const effect = AssignmentEffect.parse(told);
	const count = (name: string) => expected.cells.filter((cell) => cell.effect === name).length;
	expect(effect).toMatchObject({
		asked_cells: expected.cells.length,
		covered_cells: count('covered'),
		overridden_cells: count('overridden'),
		replaced_cells: count('replaced'),
		kept_cells: count('kept'),
		conflict_cells: count('conflict'),
		gaps_before: expected.gaps_before,
		gaps_after: expected.gaps_after,
	});
	const cells = expected.cells.map(({ type, ref, axis: _axis, value, effect, owners_before, owners_after }) => ({
		object_type: type,
		object_ref: ref,
		value_code: value,
		effect,
		owners_before,
		owners_after,
	}));
	expect(sorted(effect.cells)).toEqual(sorted(cells));
}

function expectEnd(told: object, expected: ExpectedEnd): void {
	const effect = EndedEffect.parse(told);
	const { rows_ended, rows_inserted, anchors_ended, kept_cells, gaps_before, gaps_after, axes } = expected;
	const count = (name: string) => expected.cells.filter((cell) => cell.effect === name).length;
	expect(effect).toMatchObject({
		...{ rows_ended, rows_inserted, anchors_ended, kept_cells, gaps_before, gaps_after, axes },
		asked_cells: expected.cells.length,
		passed_cells: count('passed'),
		inherited_cells: count('inherited'),
		opened_cells: count('opened'),
	});
	const cells = expected.cells.map(({ type, ref, axis, value, effect, owners_before, owners_after }) => ({
		axis_code: axis,
		object_type: type,
		object_ref: ref,
		value_code: value,
		effect,
		owners_before,
		owners_after,
	}));
	expect(sorted(effect.cells)).toEqual(sorted(cells));
}

/** What a step asks of the product and what the model expects of it. */
export interface Act {
	preview: () => Promise<object>;
	commit: () => Promise<{ batch: { id: string }; effect: object }>;
	refused: string | null;
	world: World;
	/** Fails where the effect of the preview is not the expected one. */
	judge: (effect: object) => void;
	/** What is counted, to know that it happened at all. */
	effects: (CellEffect | ExpectedEnd['cells'][number]['effect'])[];
	waived: number;
}

export function actOf(context: RolloutContext, one: Step, now: World): Act {
	if (one.act === 'assign') {
		const body = bodyOf(one, now);
		const expected = expectedOf(now, body);
		const isConflict = expected.cells.some((cell) => cell.effect === 'conflict');
		return {
			preview: () => previewAssignment(context, WRITER, body),
			commit: () => assignOwner(context, WRITER, body),
			refused: expected.refused ?? (isConflict ? 'AXIS_CELLS_REFUSED' : null),
			world: expected.world,
			judge: (effect) => expectEffect(effect, expected),
			effects: expected.cells.map((cell) => cell.effect),
			waived: waivedAmong(expected.cells, now),
		};
	}
	const [ending, handing] = [endBodyOf(one, now), transferBodyOf(one)];
	const expected = one.act === 'end' ? expectedEnd(now, ending) : expectedTransfer(now, handing);
	return {
		preview: () => (one.act === 'end' ? previewEnd(context, WRITER, ending) : previewTransfer(context, WRITER, handing)),
		commit: () => (one.act === 'end' ? endOwner(context, WRITER, ending) : transferOwner(context, WRITER, handing)),
		refused: expected.refused,
		world: expected.world,
		judge: (effect) => expectEnd(effect, expected),
		effects: expected.cells.map((cell) => cell.effect),
		waived: 0,
	};
}
