/** Which required cells are chosen, by mouse, keyboard or checkbox. Chosen cells stay chosen while their rows scroll out of sight. */
import { computed, shallowRef, type ComputedRef } from 'vue';
import type { MatrixCell } from '../../src/contract';
import type { ChosenCell } from '../../app/cell-actions';
import type { CellPosition } from '../../app/use-roving-cell';
import type { ObjectRow } from './use-matrix-pages';

export interface Selection {
	cells: ComputedRef<ChosenCell[]>;
	has: (row: ObjectRow, valueCode: string) => boolean;
	/** Every required cell of the row is chosen, some are, or none is. */
	ofRow: (row: ObjectRow) => 'all' | 'some' | 'none';
	toggle: (position: CellPosition) => void;
	toggleRow: (row: ObjectRow) => void;
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

	function ofRow(row: ObjectRow): 'all' | 'some' | 'none' {
		const required = row.cells.filter(isRequired);
		const count = required.filter((cell) => chosen.value.has(keyOf(row, cell.value_code))).length;
		if (count === 0) return 'none';
		return count === required.length ? 'all' : 'some';
	}

	function toggleRow(row: ObjectRow): void {
		const isChosen = ofRow(row) === 'all';
		change((cells) => {
			for (const cell of row.cells.filter(isRequired)) {
				const key = keyOf(row, cell.value_code);
				if (isChosen) cells.delete(key);
				else cells.set(key, toChosen(axis(), row, cell));
			}
		});
	}

	function clear(): void {
		anchor = null;
		chosen.value = new Map();
	}

	return {
		cells: computed(() => [...chosen.value.values()]),
		has: (row, valueCode) => chosen.value.has(keyOf(row, valueCode)),
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
