/** Where the words of a cell go: beside the cell, inside of what is visible of the matrix. */

/** In pixels from the upper left corner of the matrix. */
export interface TipPlace {
	/** Middle of the cell from side to side, and its upper and lower edge. */
	middle: number;
	top: number;
	bottom: number;
	/** The visible part of the matrix; beyond it words would be cut off. */
	visible: { left: number; right: number; top: number; bottom: number };
}

const MARGIN_PX = 4;

/** `frame` is the element that scrolls a small panel, or holds the matrix in a large one. */
export function placeTip(cell: Element, matrix: Element, frame: Element): TipPlace {
	const inner = cell.getBoundingClientRect();
	const outer = matrix.getBoundingClientRect();
	const view = frame.getBoundingClientRect();
	return {
		middle: inner.left - outer.left + inner.width / 2,
		top: inner.top - outer.top,
		bottom: inner.bottom - outer.top,
		visible: {
			left: Math.max(outer.left, view.left) - outer.left,
			right: Math.min(outer.right, view.right) - outer.left,
			top: Math.max(outer.top, view.top) - outer.top,
			bottom: Math.min(outer.bottom, view.bottom) - outer.top,
		},
	};
}

/** Upper left corner of words of that size: under the cell, or above it where only there is room. */
export function tipCorner(place: TipPlace, width: number, height: number): { left: number; top: number } {
	const { middle, top, bottom, visible } = place;
	const above = top - height - MARGIN_PX;
	const isBelow = bottom + height + MARGIN_PX <= visible.bottom || above < visible.top;
	return {
		left: Math.max(visible.left + MARGIN_PX, Math.min(middle - width / 2, visible.right - width - MARGIN_PX)),
		top: isBelow ? bottom + MARGIN_PX : above,
	};
}
