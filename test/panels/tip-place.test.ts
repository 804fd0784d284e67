import { describe, expect, it } from 'vitest';
import { tipCorner, type TipPlace } from '../../panels/matrix/tip-place';

const place = (changes: Partial<TipPlace>): TipPlace => ({
	middle: 200,
	top: 100,
	bottom: 128,
	visible: { left: 0, right: 400, top: 0, bottom: 300 },
	...changes,
});

describe('tipCorner', () => {
	it('puts words under the middle of the cell', () => {
		expect(tipCorner(place({}), 100, 40)).toEqual({ left: 150, top: 132 });
	});

	it('keeps words inside the visible part at either side', () => {
		expect(tipCorner(place({ middle: 10 }), 100, 40).left).toBe(4);
		expect(tipCorner(place({ middle: 390 }), 100, 40).left).toBe(296);
	});

	it('puts words above a cell at the lower edge', () => {
		expect(tipCorner(place({ top: 250, bottom: 278 }), 100, 40).top).toBe(206);
	});

	it('stays under the cell where there is no room above it either', () => {
		expect(tipCorner(place({ top: 10, bottom: 38, visible: { left: 0, right: 400, top: 0, bottom: 60 } }), 100, 40).top).toBe(42);
	});
});
