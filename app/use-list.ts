/** A list of a route that grows by a page at a time. It is read anew as a whole, so that its rows are of one moment. */
import { ref, watch } from 'vue';
import { withQuery, type List } from './client';
import { useReading, type Reading } from './use-reading';

const PAGE_ROWS = 100;
/** What the API answers at most; who wants more takes the CSV. */
const MAX_ROWS = 1000;

export interface GrowingList<Item> extends Reading<List<Item>> {
	/** Shows a page more. */
	more: () => void;
	/** Whether there is room for more. */
	isExtendable: () => boolean;
}

export interface ListOptions {
	path: () => string;
	/** Parameters besides limit; null ones are left out. */
	query?: () => Readonly<Record<string, string | number | null>>;
	dashboard?: () => string | undefined;
}

/** To be called in `setup`. Another path or query begins with one page again. */
export function useList<Item>({ path, query = () => ({}), dashboard }: ListOptions): GrowingList<Item> {
	const limit = ref(PAGE_ROWS);
	const address = () => withQuery(path(), query());
	watch(address, () => (limit.value = PAGE_ROWS), { flush: 'sync' });

	const reading = useReading<List<Item>>({
		read: (fetch) => fetch.list<Item>(withQuery(path(), { ...query(), limit: limit.value })),
		depends: [address, () => limit.value],
		...(dashboard ? { dashboard } : {}),
	});
	return {
		...reading,
		more: () => (limit.value = Math.min(MAX_ROWS, limit.value + PAGE_ROWS)),
		isExtendable: () => limit.value < MAX_ROWS,
	};
}
