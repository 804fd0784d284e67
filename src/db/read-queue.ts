/** Lets few of the reads that ask much of the database run at once. The others wait here, before they take a connection of the host's pool. */
import type { Knex } from 'knex';
import { TooManyReadsError } from '../errors';

export interface QueueLimits {
	/** Reads that run at once. */
	running: number;
	/** Reads that wait; and of them, of one user. */
	waiting: number;
	waitingOfOne: number;
	/** Longest wait, milliseconds. */
	waitMs: number;
}

export interface ReadQueue {
	/**
	 * Runs the work when its turn has come. One user has all places but one at most, where there are several; the next is of the user who has the
	 * fewest running, of those the one whose turn is longest ago, and of their reads the one that came first. The work can ask whether another user
	 * waits meanwhile. Errors: work's own; TooManyReadsError where too many wait, or it waited too long.
	 */
	run<Result>(user: string, work: (isWaitedFor: () => boolean) => Promise<Result>): Promise<Result>;
}

/** Many may wait for little: a dashboard asks a dozen questions at once. */
export const MOST_WAITING = 20;
const WAIT_MS = 20_000;

/** Not more than a third of the host's pool, and never more than three. */
export function queueFor(db: Knex): ReadQueue {
	const pool = Number(db.client?.pool?.max);
	const running = Math.max(1, Math.min(3, Math.floor((Number.isFinite(pool) ? pool : 10) / 3)));
	return createReadQueue({ running, waiting: 2 * MOST_WAITING, waitingOfOne: MOST_WAITING, waitMs: WAIT_MS });
}

const queues = new WeakMap<object, ReadQueue>();

/** The queue of all who read that database in this process: routes and operations of Flows. Made with the first of them: the host is ready by then. */
export function readQueueOf(db: Knex): ReadQueue {
	// A transaction has it of the pool that it came from.
	const pool: object = db.client?.config ?? db;
	const known = queues.get(pool);
	if (known) return known;
	const queue = queueFor(db);
	queues.set(pool, queue);
	return queue;
}

interface Waiting {
	user: string;
	start: () => void;
}

export function createReadQueue({ running, waiting, waitingOfOne, waitMs }: QueueLimits): ReadQueue {
	const ofUser = new Map<string, number>();
	const line: Waiting[] = [];
	/** When each user had a turn last, in turns; forgotten once nobody runs or waits. */
	const lastTurn = new Map<string, number>();
	const mostOfOne = Math.max(1, running - 1);
	let busy = 0;
	let turns = 0;

	const runningOf = (user: string) => ofUser.get(user) ?? 0;
	const isFree = (user: string) => busy < running && runningOf(user) < mostOfOne;

	function next(): void {
		const free = line.filter(({ user }) => isFree(user));
		const fewest = Math.min(...free.map(({ user }) => runningOf(user)));
		const [chosen] = free
			.filter(({ user }) => runningOf(user) === fewest)
			.sort((a, b) => (lastTurn.get(a.user) ?? 0) - (lastTurn.get(b.user) ?? 0));
		if (!chosen) return;
		line.splice(line.indexOf(chosen), 1);
		chosen.start();
	}

	function take(user: string): void {
		busy += 1;
		turns += 1;
		lastTurn.set(user, turns);
		ofUser.set(user, runningOf(user) + 1);
	}

	function giveBack(user: string): void {
		busy -= 1;
		const left = runningOf(user) - 1;
		if (left > 0) ofUser.set(user, left);
		else ofUser.delete(user);
		next();
		if (busy === 0) lastTurn.clear();
	}

	function waitForTurn(user: string): Promise<void> {
		const own = line.filter((one) => one.user === user).length;
		if (line.length >= waiting || own >= waitingOfOne) throw new TooManyReadsError({ running, waiting: line.length });
		return new Promise((resolve, reject) => {
			const waited = setTimeout(() => {
				line.splice(line.indexOf(one), 1);
				reject(new TooManyReadsError({ running, waiting: line.length }));
			}, waitMs);
			const one: Waiting = {
				user,
				start: () => {
					clearTimeout(waited);
					take(user);
					resolve();
				},
			};
			line.push(one);
		});
	}

	return {
		async run(user, work) {
			if (isFree(user)) take(user);
			else await waitForTurn(user);
			try {
				return await work(() => line.some((one) => one.user !== user));
			} finally {
				giveBack(user);
			}
		},
	};
}
