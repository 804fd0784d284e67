/** The network between Directus and PostgreSQL: passes bytes on until a test says otherwise. */
import { createServer, connect, type Socket } from 'node:net';

/**
 * What becomes of one COMMIT: `lost` never reaches the server; `unanswered` reaches it, and its answer is lost. The connection is cut either way;
 * `severed` is unanswered, and no connection is made from that moment on, until `heal`.
 */
export type CommitFate = 'lost' | 'unanswered' | 'severed';

export interface Proxy {
	port: number;
	/** Resets every connection, in both directions. New ones pass. */
	cut: () => void;
	/** Passes nothing on, in either direction, and accepts connections without passing them on. */
	stall: () => void;
	/** Resets every connection that the stall caught, and passes on again. */
	heal: () => void;
	/** Resets every connection now, and each new one at once, until `heal`. */
	refuse: () => void;
	/** Gives the n-th COMMIT from now on (1: the next one) its fate; `cancel` takes that back. `struck` fulfils when it has met it. */
	meetCommit: (n: number, fate: CommitFate) => { struck: Promise<void>; cancel: () => void };
	close: () => Promise<void>;
}

interface Pair {
	client: Socket;
	server: Socket;
}

/** knex sends it as one simple query, as it stands. */
const COMMIT = Buffer.from('COMMIT;\0');

/** Listens on a free port of 127.0.0.1 and passes on to `target`, a port of 127.0.0.1. */
export async function startProxy(target: number): Promise<Proxy> {
	const pairs = new Set<Pair>();
	let mode: 'open' | 'stalled' | 'refusing' = 'open';
	let awaited: { left: number; fate: CommitFate; strike: () => void } | null = null;

	const reset = (pair: Pair) => {
		pairs.delete(pair);
		pair.client.resetAndDestroy();
		pair.server.resetAndDestroy();
	};
	const cut = () => [...pairs].forEach(reset);
	const refuse = () => {
		mode = 'refusing';
		cut();
	};
	/** True when the chunk must not be passed on. */
	const commitMeetsItsFate = (pair: Pair, chunk: Buffer): boolean => {
		if (awaited === null || !chunk.includes(COMMIT) || --awaited.left > 0) return false;
		const { fate, strike } = awaited;
		awaited = null;
		strike();
		if (fate === 'lost') {
			reset(pair);
			return true;
		}
		// The server answers once it has committed; that answer is the sign, and goes no further.
		pair.server.removeAllListeners('data').once('data', () => (fate === 'severed' ? refuse() : reset(pair)));
		return false;
	};

	const listener = createServer({ noDelay: true }, (client) => {
		if (mode === 'refusing') return void client.resetAndDestroy();
		const server = connect({ port: target, host: '127.0.0.1', noDelay: true });
		const pair = { client, server };
		pairs.add(pair);
		client.on('data', (chunk) => {
			if (!commitMeetsItsFate(pair, chunk)) server.write(chunk);
		});
		server.on('data', (chunk) => client.write(chunk));
		for (const [from, to] of [
			[client, server],
			[server, client],
		] as const) {
			if (mode === 'stalled') from.pause();
			from.on('end', () => to.end());
			from.on('error', () => reset(pair));
			from.on('close', () => pairs.delete(pair));
		}
	});
	await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
	const address = listener.address();
	if (address === null || typeof address === 'string') throw new Error('the proxy has no port');

	return {
		port: address.port,
		cut,
		stall() {
			mode = 'stalled';
			for (const { client, server } of pairs) {
				client.pause();
				server.pause();
			}
		},
		refuse,
		heal() {
			if (mode === 'stalled') cut();
			mode = 'open';
		},
		meetCommit(n, fate) {
			let strike = () => {};
			const struck = new Promise<void>((done) => (strike = done));
			const mine = { left: n, fate, strike };
			awaited = mine;
			return {
				struck,
				cancel: () => {
					if (awaited === mine) awaited = null;
				},
			};
		},
		close: () =>
			new Promise((done) => {
				cut();
				listener.close(() => done());
			}),
	};
}
