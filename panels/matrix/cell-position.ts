/** Where a cell lies in the table, and where a key leads from it: arrow keys, Home, End, Page Up and Page Down. */

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
