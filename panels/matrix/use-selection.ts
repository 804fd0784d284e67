/** Which required cells are chosen, by mouse, keyboard or checkbox. Chosen cells stay chosen while their rows scroll out of sight. */
import { computed, shallowRef, type ComputedRef } from 'vue';
import type { MatrixCell } from '../../src/contract';
import type { ChosenCell } from '../../app/cell-actions';
import type { CellPosition } from './cell-position';
import type { ObjectRow } from './use-matrix-pages';

export interface Selection {
	cells: ComputedRef<ChosenCell[]>;
	has: (position: CellPosition) => boolean;
	/** Every required cell of the row is chosen, some are, or none is. */
	ofRow: (row: number) => 'all' | 'some' | 'none';
	toggle: (position: CellPosition) => void;
	toggleRow: (row: number) => void;
	/** Chooses every required cell between the last toggled cell and `to`, beside what was chosen before. */
	extend: (from: CellPosition, to: CellPosition) => void;
	clear: () => void;
}

interface Source {
	axis: () => string;
	values: () => readonly string[];
	rowAt: (row: number) => ObjectRow | null;
}

export function useSelection({ axis, values, rowAt }: Source): Selection {
	const chosen = shallowRef<ReadonlyMap<string, ChosenCell>>(new Map());
	let anchor: CellPosition | null = null;

	function change(edit: (cells: Map<string, ChosenCell>) => void): void {
		const cells = new Map(chosen.value);
		edit(cells);
		chosen.value = cells;
	}

	function cellAt({ row, column }: CellPosition): [string, ChosenCell] | null {
		const found = rowAt(row);
		const cell = found?.cells.find(({ value_code }) => value_code === values()[column]);
		return found && cell && isRequired(cell) ? [keyOf(found, cell.value_code), toChosen(axis(), found, cell)] : null;
	}

	function toggle(position: CellPosition): void {
		anchor = position;
		const found = cellAt(position);
		if (!found) return;
		const [key, cell] = found;
		change((cells) => (cells.delete(key) ? undefined : cells.set(key, cell)));
	}

	function extend(from: CellPosition, to: CellPosition): void {
		anchor ??= from;
		const [top, bottom] = [Math.min(anchor.row, to.row), Math.max(anchor.row, to.row)];
		const [left, right] = [Math.min(anchor.column, to.column), Math.max(anchor.column, to.column)];
		change((cells) => {
			for (let row = top; row <= bottom; row += 1)
				for (let column = left; column <= right; column += 1) {
					const found = cellAt({ row, column });
					if (found) cells.set(...found);
				}
		});
	}

	function ofRow(place: number): 'all' | 'some' | 'none' {
		const row = rowAt(place);
		const required = row?.cells.filter(isRequired) ?? [];
		if (!row || required.length === 0) return 'none';
		const count = required.filter((cell) => chosen.value.has(keyOf(row, cell.value_code))).length;
		if (count === 0) return 'none';
		return count === required.length ? 'all' : 'some';
	}

	function toggleRow(place: number): void {
		const row = rowAt(place);
		if (!row) return;
		const isChosen = ofRow(place) === 'all';
		change((cells) => {
			for (const cell of row.cells.filter(isRequired)) {
				const key = keyOf(row, cell.value_code);
				if (isChosen) cells.delete(key);
				else cells.set(key, toChosen(axis(), row, cell));
			}
		});
	}

	function has({ row, column }: CellPosition): boolean {
		const [found, value] = [rowAt(row), values()[column]];
		return found !== null && value !== undefined && chosen.value.has(keyOf(found, value));
	}

	function clear(): void {
		anchor = null;
		chosen.value = new Map();
	}

	return {
		cells: computed(() => [...chosen.value.values()]),
		has,
		ofRow,
		toggle,
		toggleRow,
		extend,
		clear,
	};
}

/** What an action is told of a cell. */
export function toChosen(axis_code: string, row: ObjectRow, cell: MatrixCell): ChosenCell {
	const { object_type, object_ref, group_ref } = row;
	const { value_code, state, owner_gov_code } = cell;
	return { axis_code, object_type, object_ref, value_code, group_ref, state, owner_gov_code };
}

function isRequired(cell: MatrixCell): boolean {
	return cell.state !== 'not_required';
}

function keyOf(row: ObjectRow, valueCode: string): string {
	return JSON.stringify([row.object_type, row.object_ref, valueCode]);
}
