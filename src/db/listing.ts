/** Lists that one query answers: a page of them, or all of it in batches, as fast as whoever takes them is ready. */
import type { Knex } from 'knex';
import { ZodError } from 'zod';
import type { UnreadableRow } from '../contract';
import { readInBatches, type RowTaker } from './cursor';
import { queryRows, type Row } from './run-sql';
import type { Variables } from './sql-text';
import { withSnapshot } from './transaction';

export interface Page {
	/** From 1. */
	limit: number;
	/** From 0. */
	offset: number;
	/** Takes the rows of the page in batches; the listing then has none. Of a record that could not be read it is given the id alone. */
	taker?: RowTaker | undefined;
}

export interface Listing<Item> {
	rows: Item[];
	/** Number of rows without limit and offset; of those that were handed over where somebody takes them. */
	total: number;
	/** Records of the page that could not be read, as another build wrote them: left out of `rows`, and no reason to refuse the others. */
	unreadable?: UnreadableRow[];
}

export interface ListQuery<Item extends object> {
	/** Takes limit and offset. Without a `count` each of its rows tells the number of all as total_count. */
	text: string;
	variables: Variables;
	/** Answers that number as `total`. */
	count?: string;
	parse: (row: Row) => Item;
}

/**
 * A page of a list of the structure. `find` tells its query, or null for what does not exist yet: that list is empty. Errors: `find`'s, the database's
 * own, DatabaseLost, UnsupportedDatabaseError, the taker's.
 */
export async function readListing<Item extends object>(
	db: Knex,
	page: Page,
	find: (trx: Knex.Transaction) => Promise<ListQuery<Item> | null>,
): Promise<Listing<Item>> {
	return withSnapshot(db, async (trx) => readPageOf(trx, page, await find(trx)));
}

/** The same in a transaction that the caller has. */
export async function readPageOf<Item extends object>(
	trx: Knex.Transaction,
	page: Page,
	query: ListQuery<Item> | null,
): Promise<Listing<Item>> {
	if (!query) return { rows: [], total: 0 };
	const { text, variables } = query;
	const { limit, offset, taker } = page;
	const bound = { ...variables, limit, offset };
	if (taker) {
		let total = 0;
		await readInBatches(trx, { text, variables: bound }, taker, (rows) => {
			total += rows.length;
			return rows.flatMap((row): object[] => {
				const { items, unreadable } = readEach([row], query);
				// There is no other place to tell it: a list that leaves a record out would look whole.
				return [...items, ...unreadable.map(({ id }) => ({ id }))];
			});
		});
		return { rows: [], total };
	}
	const rows = await queryRows(trx, text, bound);
	const { items, unreadable } = readEach(rows, query);
	const total = await totalOf(trx, query, page, rows);
	return { rows: items, total, ...(unreadable.length > 0 ? { unreadable } : {}) };
}

// Each by itself. What has no id is no record, and must show.
function readEach<Item extends object>(
	rows: readonly Row[],
	{ parse }: ListQuery<Item>,
): { items: Item[]; unreadable: UnreadableRow[] } {
	const unreadable: UnreadableRow[] = [];
	const items = rows.flatMap((row) => {
		try {
			return [parse(row)];
		} catch (error) {
			if (!(error instanceof ZodError) || typeof row.id !== 'string') throw error;
			unreadable.push({
				id: row.id,
				problems: error.issues.slice(0, 10).map(({ path, message }) => `${path.join('.')}: ${message}`),
			});
			return [];
		}
	});
	return { items, unreadable };
}

async function totalOf<Item extends object>(
	trx: Knex.Transaction,
	{ text, variables, count }: ListQuery<Item>,
	{ offset }: Page,
	rows: Row[],
): Promise<number> {
	if (count !== undefined) return Number((await queryRows(trx, count, variables))[0]?.total ?? 0);
	// Past the end no row carries the total; counting again is cheap there and exact.
	const isPastEnd = rows.length === 0 && offset > 0;
	const [first] = isPastEnd ? await queryRows(trx, text, { ...variables, limit: 1, offset: 0 }) : rows;
	return Number(first?.total_count ?? 0);
}
