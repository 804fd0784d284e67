/** Numbers that look random and come again: one seed, one run of the suite. */

export interface Random {
	/** In [0, 1). */
	next(): number;
	/** One of them. Errors: RangeError for none. */
	pick<Item>(items: readonly Item[]): Item;
	/** The same items in another order. */
	shuffle<Item>(items: readonly Item[]): Item[];
}

/** Mulberry32. `seed` is a 32-bit integer. */
export function createRandom(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const pick = <Item>(items: readonly Item[]): Item => {
		const item = items[Math.floor(next() * items.length)];
		if (item === undefined) throw new RangeError('nothing to pick from');
		return item;
	};
	const shuffle = <Item>(items: readonly Item[]): Item[] => {
		const left = [...items];
		return items.map(() => {
			const item = pick(left);
			left.splice(left.indexOf(item), 1);
			return item;
		});
	};
	return { next, pick, shuffle };
}
