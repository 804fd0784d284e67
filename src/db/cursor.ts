/** Reads many rows without holding them: a cursor of PostgreSQL's, from which the next batch is fetched when the last one was taken. */
import type { Knex } from 'knex';
import { queryRows, type Row } from './run-sql';
import { cancelBackend } from './send';
import type { Variables } from './sql-text';
import waitersText from './sql/waiters.sql';

/** Takes the rows of a list that is too long to hold. */
export interface RowTaker {
	/** Given once nobody wants them any more: the query ends. */
	signal: AbortSignal;
	/** Called when everything that could refuse the list was asked, before its first row is computed. */
	begin(): void;
	/** Fulfils when there is room for the next batch. */
	take(rows: readonly object[]): Promise<void>;
}

/** Rows of a batch: some 100 kB of cells, which take a few milliseconds to write. */
export const BATCH_ROWS = 1000;

/** So often a stream looks for somebody who waits for it while its client takes nothing. */
const LOOK_MS = 500;

/** The transaction stays open while a slow client reads; a host that is gone must not keep it. */
const IDLE_MS = 60_000;

/** A reader ended because another session waited for it. */
export class GaveWay extends Error {}

/**
 * Hands over what one query finds, in batches, in the caller's transaction, whose statement timeout holds for each batch. Once the signal is given the
 * query ends, wherever it is. Somebody who waits for this transaction, to roll a tier back say, need not wait for a slow client: the stream gives way.
 * Errors: the query's own; DatabaseLost; what the taker or `prepare` throws; GaveWay; once the signal is given, its reason, or that of the
 * query that was cancelled for it.
 */
export async function readInBatches(
	trx: Knex.Transaction,
	{ text, variables }: { text: string; variables: Variables },
	taker: RowTaker,
	prepare: (rows: Row[]) => readonly object[],
): Promise<void> {
	// All rows are read: a plan that is quick with the first tenth of them, as for other cursors, would be the wrong one.
	const [session] = await queryRows(
		trx,
		`select
			pg_backend_pid() as pid,
			set_config('cursor_tuple_fraction', '1', true),
			set_config('idle_in_transaction_session_timeout', :'idle_timeout', true)`,
		{ idle_timeout: `${IDLE_MS}ms` },
	);
	const release = cancelWhenGiven(trx, Number(session?.pid), taker.signal);
	try {
		taker.begin();
		taker.signal.throwIfAborted();
		await queryRows(trx, `declare axis_rows no scroll cursor for ${text}`, variables);
		for (;;) {
			const rows = await queryRows(trx, `fetch forward ${BATCH_ROWS} from axis_rows`);
			if (rows.length === 0) return;
			const taken = taker.take(prepare(rows));
			// Nobody may be waiting for it any more when it fails.
			taken.catch(() => undefined);
			do await giveWay(trx);
			while (!(await isDoneWithin(taken, LOOK_MS)));
			taker.signal.throwIfAborted();
		}
	} finally {
		await release();
	}
}

async function giveWay(trx: Knex.Transaction): Promise<void> {
	const [found] = await queryRows(trx, waitersText);
	if (found?.waited_for === true) throw new GaveWay('Another session waited for what this one reads.');
}

/** Errors: the work's own. */
async function isDoneWithin(work: Promise<void>, waitMs: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const waited = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), waitMs)));
	try {
		return await Promise.race([work.then(() => true), waited]);
	} finally {
		clearTimeout(timer);
	}
}

/**
 * Cancels what the backend is doing once the signal is given. By a connection of its own: the pool may have none left. To be released before the
 * transaction ends, so that nothing is cancelled that somebody else began on the same connection.
 */
function cancelWhenGiven(trx: Knex.Transaction, pid: number, signal: AbortSignal): () => Promise<void> {
	let cancelling: Promise<void> = Promise.resolve();
	const cancel = () => {
		// Where it cannot be cancelled the query runs to the end of its batch, and nobody takes the rows.
		cancelling = cancelBackend(trx, pid).catch(() => undefined);
	};
	signal.addEventListener('abort', cancel, { once: true });
	return async () => {
		signal.removeEventListener('abort', cancel);
		await cancelling;
	};
}
