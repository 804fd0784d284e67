/** The rows of the matrix, page by page as they come into view. The first page tells values, groups and how many objects there are. */
import { onUnmounted, shallowRef, triggerRef, watch, type ShallowRef } from 'vue';
import { useApi } from '@directus/extensions-sdk';
import { coverageRoute, type MatrixCell, type MatrixPage, type MatrixRow } from '../../src/contract';
import { fetchWith, withQuery, type Fetch } from '../../app/client';
import { useReading, type Reading } from '../../app/use-reading';

export const PAGE_ROWS = 200;

export type ObjectRow = MatrixRow<MatrixCell>;

/** As the API takes it; null for no filter. An empty group is that of objects in no group. */
export interface Filter {
	group: string | null;
	owner: string | null;
	state: string | null;
	search: string | null;
}

export interface MatrixPages extends Reading<MatrixPage> {
	/** The row at that place, or null while its page is not there. */
	rowAt: (row: number) => ObjectRow | null;
	/** Loads the pages of those rows that are not there yet. */
	need: (first: number, last: number) => void;
	/** Path of the whole under its filter, as CSV. */
	address: () => string;
}

export function useMatrixPages(axis: () => string, filter: () => Filter, dashboard: () => string | undefined): MatrixPages {
	const api = useApi();
	const address = () => withQuery(coverageRoute(axis(), 'matrix'), { ...filter() });
	const page = (fetch: Fetch, number: number) =>
		fetch.data<MatrixPage>(
			withQuery(coverageRoute(axis(), 'matrix'), { ...filter(), limit: PAGE_ROWS, offset: number * PAGE_ROWS }),
		);
	const reading = useReading({ read: (fetch) => page(fetch, 0), depends: [address], dashboard });

	const pages: ShallowRef<Map<number, ObjectRow[]>> = shallowRef(new Map());
	const asked = new Set<number>();
	let current = new AbortController();
	let shown: MatrixPage | null = null;

	// After every reading the rows may be others: pages come anew, and what older ones still answer is dropped.
	watch(
		reading.state,
		(state) => {
			// A refresh that failed leaves the rows as they are.
			if (state.name !== 'shown' || state.data === shown) return;
			shown = state.data;
			current.abort();
			current = new AbortController();
			asked.clear();
			asked.add(0);
			pages.value = new Map([[0, state.data.rows]]);
		},
		{ flush: 'sync' },
	);
	onUnmounted(() => current.abort());

	async function load(number: number): Promise<void> {
		const own = current;
		try {
			const { rows } = await page(fetchWith(api, own.signal), number);
			if (own !== current) return;
			pages.value.set(number, rows);
			triggerRef(pages);
		} catch {
			// Its rows stay blank and are asked for again when they come into view once more; the next refresh tells a lasting failure.
			if (own === current) asked.delete(number);
		}
	}

	function need(first: number, last: number): void {
		for (let number = Math.floor(first / PAGE_ROWS); number <= Math.floor(last / PAGE_ROWS); number += 1) {
			if (asked.has(number)) continue;
			asked.add(number);
			void load(number);
		}
	}

	return { ...reading, rowAt: (row) => pages.value.get(Math.floor(row / PAGE_ROWS))?.[row % PAGE_ROWS] ?? null, need, address };
}
