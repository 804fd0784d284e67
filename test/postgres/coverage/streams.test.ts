/** Lists as CSV: the rows of the JSON pages, a batch at a time, no faster than they are taken, and no longer than anybody wants them. */
import type { AddressInfo } from 'node:net';
import { get, type Server } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handleList } from '../../../endpoints/axis/large-answer';
import { createReadQueue } from '../../../src/db/read-queue';
import { readPage } from '../../../endpoints/axis/request';
import { readCells } from '../../../src/coverage/cells';
import { COUNTED_BY, readCounts } from '../../../src/coverage/counts';
import { listAuthorities } from '../../../src/owners/authorities';
import { listChanges } from '../../../src/changes/list-changes';
import { listWaivers } from '../../../src/owners/waivers';
import { csvRecords } from '../../../src/contract';
import { readReport, REPORTS } from '../../../src/coverage/reports';
import { BATCH_ROWS, GaveWay } from '../../../src/db/cursor';
import { LOCKS, NAMESPACE } from '../../../src/db/lock-keys';
import type { RowTaker } from '../../../src/db/cursor';
import { readListing, type Page } from '../../../src/db/listing';
import { withTransaction } from '../../../src/db/transaction';
import { listRuns } from '../../../src/run/ledger-read';
import type { TestDatabase } from '../support/database';
import { outcomeOf, until } from '../support/sessions';
import peopleSql from '../support/people.sql';
import { createDatabaseAt } from '../support/states';

const ALL: Page = { limit: 2_147_483_647, offset: 0 };
const FILTER = { group: null, owner: '', state: '', search: '' } as const;

let database: TestDatabase;
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	await database.db.raw(peopleSql);
});
afterAll(() => database.drop());

/** A list of so many rows, each of some 200 bytes; `text` may stand in for its rows. */
const longList = (
	rows: number,
	page: Page,
	text = `select n, repeat('x', 200) as text from generate_series(1, :'rows'::integer) n`,
) =>
	readListing(database.db, page, () =>
		Promise.resolve({
			text: `${text} limit :'limit'::bigint offset :'offset'::bigint`,
			variables: { rows },
			parse: (row) => row,
		}),
	);

function takerOf(take: RowTaker['take'], signal = new AbortController().signal): RowTaker {
	return { signal, begin: () => undefined, take };
}

async function taken(read: (page: Page) => Promise<unknown>): Promise<object[]> {
	const rows: object[] = [];
	await read({ ...ALL, taker: takerOf((batch) => (rows.push(...batch), Promise.resolve())) });
	return rows;
}

describe('as CSV every list has the records of its JSON', () => {
	const AXES = ['responsibility', 'containment', 'topic'];
	const lists: [string, (page: Page) => Promise<{ rows: readonly object[] }>][] = [
		...COUNTED_BY.flatMap((by) =>
			AXES.map((axis): (typeof lists)[number] => [`${by} of ${axis}`, (page) => readCounts(database.db, axis, by, page)]),
		),
		...AXES.map((axis): (typeof lists)[number] => [
			`gaps of ${axis}`,
			(page) => readCells(database.db, axis, { gaps: null }, page),
		]),
		['matrix', (page) => readCells(database.db, 'responsibility', { kept: FILTER }, page)],
		...REPORTS.map((name): (typeof lists)[number] => [name, (page) => readReport(database.db, name, page)]),
		['runs', async (page) => ({ rows: (await listRuns(database.db, page)).runs })],
		['waivers', (page) => listWaivers(database.db, page, { axis: '', state: '' })],
		['owners', (page) => listAuthorities(database.db, page)],
		['changes', (page) => listChanges(database.db, page)],
	];

	it.each(lists)('%s', async (_name, read) => {
		const { rows } = await read(ALL);
		const columns = Object.keys(rows[0] ?? {});
		expect(csvRecords(columns, await taken(read))).toBe(csvRecords(columns, rows));
	});
});

it('holds one batch of a hundred, and fetches the next when that was taken', async () => {
	let held = 0;
	let batches = 0;
	const take = async (rows: readonly object[]) => {
		batches += 1;
		held += rows.length;
		expect(held).toBeLessThanOrEqual(BATCH_ROWS);
		await new Promise((resolve) => setImmediate(resolve));
		held -= rows.length;
	};
	const { rows, total } = await longList(100 * BATCH_ROWS, { ...ALL, taker: takerOf(take) });
	expect([batches, rows, total]).toEqual([100, [], 100 * BATCH_ROWS]);
});

it('ends with the statement timeout for a batch that takes too long', async () => {
	const slow = `select n from generate_series(1, :'rows'::integer) n, lateral (select pg_sleep(60)) as slow`;
	const work = withTransaction(database.db, { lockTimeoutMs: 200, statementTimeoutMs: 200 }, (trx) =>
		readListing(trx, { ...ALL, taker: takerOf(() => Promise.resolve()) }, () =>
			Promise.resolve({ text: slow, variables: { rows: 2 }, parse: (row) => row }),
		),
	);
	expect(await outcomeOf(work)).toMatchObject({ error: { code: '57014' } });
});

it('gives way to a change of the structure, however slowly its client reads', async () => {
	let began = () => {};
	const reading = new Promise<void>((resolve) => (began = resolve));
	const forever = new Promise<void>(() => {});
	const stream = outcomeOf(longList(5000, { ...ALL, taker: takerOf(() => (began(), forever)) }));
	await reading;
	await withTransaction(database.db, { lockTimeoutMs: 10_000, statementTimeoutMs: 10_000 }, (trx) =>
		trx.raw('select pg_advisory_xact_lock(?::integer, ?::integer)', [NAMESPACE, LOCKS.structure]),
	);
	const ended = await stream;
	expect('error' in ended && ended.error).toBeInstanceOf(GaveWay);
});

describe('over HTTP', () => {
	let server: Server;
	let url: string;
	let text: string | undefined;
	let rows: number;
	beforeAll(async () => {
		const queue = createReadQueue({ running: 3, waiting: 1, waitingOfOne: 1, waitMs: 10_000 });
		const app = express();
		const list = handleList({ heavyReads: () => queue }, ['n', 'text'], async (request, taker) => ({
			data: (await longList(rows, readPage(request, taker), text)).rows,
		}));
		app.get('/list', list);
		app.use((error: { code?: string; status?: number }, _request: Request, response: Response, _next: NextFunction) => {
			response.status(error.status ?? 500).json({ code: error.code });
		});
		await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', resolve)));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/list`;
	});
	afterAll(() => new Promise((resolve) => server.close(resolve)));

	const ask = (method = 'GET') => fetch(url, { method, headers: { accept: 'text/csv' } });

	it('a long file is whole, and asking for its head asks for no rows', async () => {
		[text, rows] = [undefined, 30_000];
		expect((await (await ask()).text()).split('\r\n')).toHaveLength(rows + 2);
		const head = await ask('HEAD');
		expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
	});

	it('what fails before the first row has its status, and what fails after it breaks the connection', async () => {
		[text, rows] = [`select n / 0 as n from generate_series(1, :'rows'::integer) n`, 10];
		expect((await ask()).status).toBe(500);
		[text, rows] = [`select 1 / (n - 9000) as n from generate_series(1, :'rows'::integer) n`, 10_000];
		const broken = await ask();
		expect(broken.status).toBe(200);
		await expect(broken.text()).rejects.toThrow();
	});

	it('begins while the rows are still computed', async () => {
		await database.db.transaction(async (trx) => {
			// The list cannot go on before the test lets it.
			await trx.raw('select pg_advisory_xact_lock(4711)');
			[text, rows] = [
				`select n from generate_series(1, :'rows'::integer) n, lateral (select pg_advisory_xact_lock(4711)) as waits`,
				1,
			];
			expect((await ask()).status).toBe(200);
		});
	});

	it('a client that leaves ends the query, whether it computes or waits for the client', async () => {
		const running = `select 1 from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database() and query like '%axis_rows%' and`;
		const gone = `select 1 where not exists (${running} state <> 'idle')`;
		for (const [list, state] of [
			[`select n from generate_series(1, :'rows'::integer) n, lateral (select pg_sleep(600)) as slow`, 'active'],
			[undefined, 'idle in transaction'],
		] as const) {
			[text, rows] = [list, 1_000_000];
			// A client that takes nothing.
			const request = get(url, { headers: { accept: 'text/csv' } }, (response) => response.pause());
			request.on('error', () => undefined);
			await until(database.db, `${running} state = '${state}'`);
			request.destroy();
			await until(database.db, gone);
		}
	});
});
