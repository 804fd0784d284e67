/** Words beside the cell that the pointer or the focus is on. */
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import { cellPosition, type CellPosition } from './cell-position';
import { rowCells, type CellView, type GridRow } from './cell-view';
import type { Texts } from './texts/use-texts';
import { placeTip, type TipPlace } from './tip-place';

export interface Tip {
	/** null where there is nothing to tell. */
	tip: ComputedRef<{ cell: CellView; place: TipPlace } | null>;
	/** `target` may be a cell or lie in one; elsewhere the words go. */
	showTip: (target: EventTarget | null) => void;
	hideTip: () => void;
	/** Scrolling moves the cell away from its words: those of the focused cell follow it, those of the pointer go. */
	followScroll: () => void;
}

interface Source {
	/** What words are placed in, and the part of it that scrolls. */
	root: Ref<HTMLElement | null>;
	scroller: Ref<HTMLElement | null>;
	rowAt: (row: number) => GridRow | null;
	values: () => readonly string[];
	texts: Texts;
}

/** To be called in `setup`. */
export function useTip({ root, scroller, rowAt, values, texts }: Source): Tip {
	const shown = shallowRef<{ position: CellPosition; place: TipPlace } | null>(null);
	/** Looked up anew after a refresh, so that the words follow the cell. */
	const tip = computed(() => {
		if (!shown.value) return null;
		const { position, place } = shown.value;
		const row = rowAt(position.row);
		const cell = row && rowCells(row, values(), texts)[position.column];
		return cell ? { cell, place } : null;
	});

	function showTip(target: EventTarget | null): void {
		const position = cellPosition(target);
		const cell = target instanceof Element ? target.closest('td') : null;
		if (!position || !cell || !root.value || !scroller.value) return hideTip();
		shown.value = { position, place: placeTip(cell, root.value, scroller.value) };
	}

	function hideTip(): void {
		shown.value = null;
	}

	function followScroll(): void {
		const focused = document.activeElement;
		if (focused && scroller.value?.contains(focused)) showTip(focused);
		else hideTip();
	}

	return { tip, showTip, hideTip, followScroll };
}
