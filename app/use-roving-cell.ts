/** One tab stop for a whole table: arrow keys, Home and End move the focus from cell to cell. */
import { nextTick, ref, watch, type Ref } from 'vue';

export interface CellPosition {
	row: number;
	column: number;
}

/** Rows that Page Up and Page Down skip. */
const PAGE_ROWS = 10;

/** Where the key leads from `from`, or null where the key has no meaning here. The result lies inside the table. */
export function moveByKey(event: KeyboardEvent, from: CellPosition, rows: number, columns: number): CellPosition | null {
	if (event.altKey || event.metaKey) return null;
	const clamp = (row: number, column: number): CellPosition => ({
		row: Math.max(0, Math.min(row, rows - 1)),
		column: Math.max(0, Math.min(column, columns - 1)),
	});

	switch (event.key) {
		case 'ArrowUp':
			return clamp(from.row - 1, from.column);
		case 'ArrowDown':
			return clamp(from.row + 1, from.column);
		case 'ArrowLeft':
			return clamp(from.row, from.column - 1);
		case 'ArrowRight':
			return clamp(from.row, from.column + 1);
		case 'PageUp':
			return clamp(from.row - PAGE_ROWS, from.column);
		case 'PageDown':
			return clamp(from.row + PAGE_ROWS, from.column);
		case 'Home':
			return clamp(event.ctrlKey ? 0 : from.row, 0);
		case 'End':
			return clamp(event.ctrlKey ? rows - 1 : from.row, columns - 1);
		default:
			return null;
	}
}

/** Position of the cell that holds `target`, read from its data attributes; null outside of cells. */
export function cellPosition(target: EventTarget | null): CellPosition | null {
	const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row][data-column]') : null;
	return cell ? { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) } : null;
}

export interface RovingCell {
	/** The cell that Tab leads to. */
	active: Ref<CellPosition>;
	onKeydown: (event: KeyboardEvent) => void;
	onFocusin: (event: FocusEvent) => void;
}

export function useRovingCell(table: Ref<HTMLElement | null>, rows: () => number, columns: () => number): RovingCell {
	const active = ref<CellPosition>({ row: 0, column: 0 });

	// After a refresh the table may be smaller: without this no cell would be reachable by Tab.
	watch([rows, columns], ([rowCount, columnCount]) => {
		if (active.value.row >= rowCount || active.value.column >= columnCount) active.value = { row: 0, column: 0 };
	});

	async function onKeydown(event: KeyboardEvent): Promise<void> {
		const from = cellPosition(event.target);
		const to = from && moveByKey(event, from, rows(), columns());
		if (!to) return;
		event.preventDefault();
		active.value = to;
		await nextTick();
		table.value?.querySelector<HTMLElement>(`[data-row="${to.row}"][data-column="${to.column}"]`)?.focus();
	}

	function onFocusin(event: FocusEvent): void {
		const position = cellPosition(event.target);
		if (position) active.value = position;
	}

	return { active, onKeydown: (event) => void onKeydown(event), onFocusin };
}
