/** Keys and clicks on the grid: which cell has the focus, what is chosen, what is opened. */
import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue';
import { cellPosition, moveByKey, type CellPosition } from './cell-position';
import type { Selection } from './use-selection';

export interface GridInput {
	/** The cell that Tab leads to. */
	tabStop: ComputedRef<CellPosition>;
	onKeydown: (event: KeyboardEvent) => void;
	onClick: (event: MouseEvent) => void;
}

interface Grid {
	scroller: Ref<HTMLElement | null>;
	size: () => { rows: number; columns: number };
	/** In their order. */
	drawnRows: () => readonly number[];
	/** null where cells can only be looked at. */
	selection: () => Selection | null;
	/** Scrolls as far as it needs so that the row is drawn and seen. */
	reveal: (row: number) => void;
	open: (position: CellPosition) => void;
	/** Escape takes away what is told of a cell. */
	leave: () => void;
}

/** To be called in `setup`. */
export function useGridInput(grid: Grid): GridInput {
	const active = ref<CellPosition>({ row: 0, column: 0 });

	/** The active cell, or one in view where that was scrolled away or is gone. */
	const tabStop = computed<CellPosition>(() => {
		const drawn = grid.drawnRows();
		const { row, column } = active.value;
		return { row: drawn.includes(row) ? row : (drawn[0] ?? 0), column: Math.min(column, grid.size().columns - 1) };
	});

	async function focus(position: CellPosition): Promise<void> {
		active.value = position;
		grid.reveal(position.row);
		await nextTick();
		const cell = grid.scroller.value?.querySelector<HTMLElement>(
			`[data-row="${position.row}"][data-column="${position.column}"]`,
		);
		cell?.focus({ preventScroll: true });
		// Lines that are not drawn are revealed above; the column, and the matrix in its page, are the browser's to bring into view.
		cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
	}

	function onKeydown(event: KeyboardEvent): void {
		const from = cellPosition(event.target);
		if (!from) return;
		const selection = grid.selection();
		const { rows, columns } = grid.size();
		const to = moveByKey(event, from, rows, columns);
		if (to) {
			if (event.shiftKey) selection?.extend(from, to);
			void focus(to);
		} else if (event.key === 'Escape') {
			grid.leave();
			if (!selection || selection.cells.value.length === 0) return;
			selection.clear();
		} else if (!selection) return;
		else if (event.key === ' ' && event.shiftKey) selection.toggleRow(from.row);
		else if (event.key === ' ') selection.toggle(from);
		else if (event.key === 'Enter') grid.open(from);
		else return;
		event.preventDefault();
	}

	function onClick(event: MouseEvent): void {
		const position = cellPosition(event.target);
		if (!position) return;
		const from = active.value;
		active.value = position;
		const selection = grid.selection();
		if (!selection) return;
		if (event.shiftKey) selection.extend(from, position);
		else if (event.ctrlKey || event.metaKey) selection.toggle(position);
		else grid.open(position);
	}

	return { tabStop, onKeydown, onClick };
}
