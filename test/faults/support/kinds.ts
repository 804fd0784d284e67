/** The kinds of faults. Each strikes once, and is healed as an operator or the network would heal it. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Operation } from './operations';
import type { Random } from '../../support/random';
import { ledgerWriter, lockHolder, terminate, terminateIdle, worker } from './sessions';
import { MAX_CONNECTIONS, POOL_SIZE, type World } from './world';

export interface Strike {
	world: World;
	operation: Operation;
	random: Random;
	/** True once the caller has its answer. */
	isOver: () => boolean;
	/** Fulfils when the caller has its answer, or after so many milliseconds. */
	untilAnswered: (atMostMs: number) => Promise<void>;
}

export interface Kind {
	name: string;
	/** When it strikes, as a part of the operation's duration: from, to. Below 0 is before the call. */
	window: readonly [number, number];
	suits: (operation: Operation) => boolean;
	/** What this machine lacks for it, in words; null where it has all. */
	lacks?: (world: World) => string | null;
	/** Before the operation is called. */
	prepare?: (world: World) => Promise<void>;
	/** Answers whether there was something to strike. */
	strike: (strike: Strike) => Promise<boolean>;
	heal: (world: World) => Promise<void>;
}

const ANY_TIME = [-0.05, 0.95] as const;
const always = () => true;
const nothing = () => Promise.resolve();

export const KINDS: readonly Kind[] = [
	{
		name: 'session of the work killed',
		window: ANY_TIME,
		suits: always,
		strike: async ({ world: { db } }) => terminate(db, await worker(db)),
		heal: nothing,
	},
	{
		name: 'session of the sequence lock killed',
		window: ANY_TIME,
		suits: ({ isSequence }) => isSequence,
		strike: async ({ world: { db } }) => terminate(db, await lockHolder(db, 'sequence')),
		heal: nothing,
	},
	{
		name: 'session that writes the ledger killed',
		// Half of them before the call: its first write is the one of a session of its own.
		window: [-0.5, 0.5],
		suits: ({ name }) => name !== 'scan',
		strike: killLedgerWriter,
		heal: nothing,
	},
	{
		name: 'PostgreSQL stopped at once',
		window: ANY_TIME,
		suits: always,
		strike: async ({ world }) => world.crashPostgres().then(() => true),
		heal: (world) => world.ensurePostgres(),
	},
	{
		name: 'Directus killed',
		window: ANY_TIME,
		suits: always,
		strike: async ({ world }) => world.killDirectus().then(() => true),
		heal: (world) => world.ensureDirectus(),
	},
	{
		name: "Directus' pool used up",
		window: [-0.5, 1],
		suits: always,
		strike: useUpPool,
		heal: nothing,
	},
	{
		name: "PostgreSQL's connections used up",
		window: [-0.5, 1],
		suits: always,
		strike: useUpConnections,
		heal: nothing,
	},
	{
		name: 'disk full',
		window: ANY_TIME,
		suits: always,
		lacks: ({ disk }) => (disk.limited ? null : 'a small disk (tmpfs) for PostgreSQL, which this user may not mount'),
		prepare: ({ disk }) => disk.reserve(),
		async strike({ world: { disk }, untilAnswered }) {
			await disk.fill();
			await untilAnswered(1500);
			return true;
		},
		async heal(world) {
			await world.disk.free();
			await world.ensurePostgres();
		},
	},
	{
		name: 'network cut',
		window: ANY_TIME,
		suits: always,
		async strike({ world: { proxy }, random }) {
			proxy.refuse();
			// Half of them are back at once.
			if (random.next() < 0.5) await sleep(100 + random.next() * 1200);
			return true;
		},
		heal: ({ proxy }) => Promise.resolve(proxy.heal()),
	},
	{
		name: 'network stalled, then cut',
		window: ANY_TIME,
		suits: always,
		async strike({ world: { proxy }, random }) {
			proxy.stall();
			await sleep(50 + random.next() * 1000);
			return true;
		},
		heal: ({ proxy }) => Promise.resolve(proxy.heal()),
	},
	commitKind('COMMIT lost on its way', 'lost'),
	commitKind('answer to COMMIT lost', 'unanswered'),
];

function commitKind(name: string, fate: 'lost' | 'unanswered'): Kind {
	return {
		name,
		window: [-0.01, -0.01],
		suits: always,
		// Which COMMIT is drawn instead of a time; it is met while the operation runs, so this does not wait for it.
		strike({ world: { proxy }, operation, random, untilAnswered }) {
			const { struck, cancel } = proxy.meetCommit(1 + Math.floor(random.next() * operation.commits), fate);
			const missed = untilAnswered(20_000).then(cancel);
			return Promise.race([struck.then(() => true), missed.then(() => false)]);
		},
		heal: nothing,
	};
}

/** Holds the ledger until a session waits to write it, and kills that one. */
async function killLedgerWriter({ world: { db }, isOver, untilAnswered }: Strike): Promise<boolean> {
	const holder = await db.transaction();
	try {
		await holder.raw(`set local lock_timeout = '1s'`);
		const locked = await holder.raw('lock table axis_rollout_run in exclusive mode').then(
			() => true,
			() => false,
		);
		if (!locked) return false;
		for (let waits = 0; waits < 300; waits++) {
			if (await terminate(db, await ledgerWriter(db))) return true;
			if (isOver()) return false;
			await untilAnswered(4);
		}
		return false;
	} finally {
		await holder.rollback();
	}
}

/** As many slow requests as Directus has connections, and some more: they wait for a table that is locked. */
async function useUpPool({ world: { admin, db }, random, untilAnswered }: Strike): Promise<boolean> {
	const holder = await db.transaction();
	await holder.raw('lock table directus_folders in access exclusive mode');
	const requests = Array.from({ length: POOL_SIZE + 4 }, () => admin.get('/folders'));
	await untilAnswered(300 + random.next() * 2500);
	await holder.rollback();
	await Promise.all(requests);
	return true;
}

/** Every connection that PostgreSQL gives is somebody else's; those that Directus held idle are taken from it. */
async function useUpConnections({ world: { db, connection }, random, untilAnswered }: Strike): Promise<boolean> {
	const others: pg.Client[] = [];
	const take = async () => {
		const client = new pg.Client(connection);
		client.on('error', () => {});
		await client.connect();
		others.push(client);
	};
	try {
		await terminateIdle(db);
		for (let all = false; !all && others.length < MAX_CONNECTIONS;) {
			await Promise.all([take(), take(), take()]).catch(() => (all = true));
		}
		await untilAnswered(200 + random.next() * 1500);
		return true;
	} finally {
		await Promise.all(others.map((client) => client.end()));
	}
}
