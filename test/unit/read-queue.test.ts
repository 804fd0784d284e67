/** Whose turn is next among large reads, where the pool is small and one user asks without end. */
import knex from 'knex';
import { expect, it } from 'vitest';
import { createReadQueue, queueFor, type ReadQueue } from '../../src/db/read-queue';

/** Reads that end when they are told to, in the order in which they began. */
function reads(queue: ReadQueue) {
	const began: string[] = [];
	const ends: (() => void)[] = [];
	const ask = (user: string) =>
		queue.run(user, () => {
			began.push(user);
			return new Promise<void>((resolve) => ends.push(resolve));
		});
	const settle = () => new Promise((resolve) => setImmediate(resolve));
	return {
		began,
		ask,
		async end() {
			ends.shift()?.();
			await settle();
		},
	};
}

it('of one place, users have it in turn, however many reads of one of them wait', async () => {
	const { began, ask, end } = reads(createReadQueue({ running: 1, waiting: 40, waitingOfOne: 20, waitMs: 1000 }));
	const all = ['loop', 'loop', 'loop', 'loop', 'loop', 'once'].map(ask);
	for (let turn = 0; turn < all.length; turn += 1) await end();
	await Promise.all(all);
	expect(began).toEqual(['loop', 'once', 'loop', 'loop', 'loop', 'loop']);
});

it('one user never has the last place, so that another begins at once', async () => {
	const { began, ask, end } = reads(createReadQueue({ running: 3, waiting: 40, waitingOfOne: 20, waitMs: 1000 }));
	const all = [...Array.from({ length: 10 }, () => ask('loop')), ask('once')];
	expect(began).toEqual(['loop', 'loop', 'once']);
	for (let turn = 0; turn < all.length; turn += 1) await end();
	await Promise.all(all);
});

it('one user who fills their line leaves room in it for others', async () => {
	const { ask, end } = reads(createReadQueue({ running: 1, waiting: 4, waitingOfOne: 2, waitMs: 1000 }));
	const loop = [ask('loop'), ask('loop'), ask('loop')];
	await expect(ask('loop')).rejects.toMatchObject({ code: 'AXIS_TOO_MANY_READS' });
	const other = ask('once');
	for (let turn = 0; turn < 4; turn += 1) await end();
	await Promise.all([...loop, other]);
});

it('a read learns whether another user waits, and not that its own does', async () => {
	const queue = createReadQueue({ running: 1, waiting: 4, waitingOfOne: 2, waitMs: 1000 });
	const { ask, end } = reads(queue);
	let learnt: boolean[] = [];
	const first = queue.run('loop', async (isWaitedFor) => {
		const own = ask('loop');
		learnt = [isWaitedFor()];
		const other = ask('once');
		learnt.push(isWaitedFor());
		return [own, other];
	});
	const others = await first;
	await end();
	await end();
	await Promise.all(others);
	expect(learnt).toEqual([false, true]);
});

it.each([
	[1, 1],
	[3, 1],
	[6, 2],
	[10, 3],
	[100, 3],
])('of a pool of %i connections large reads take %i at most', async (max, running) => {
	const db = knex({ client: 'pg', connection: { host: '127.0.0.1' }, pool: { min: 0, max } });
	const { began, ask, end } = reads(queueFor(db));
	const all = Array.from({ length: 6 }, (_, user) => ask(`user ${user}`));
	expect(began).toHaveLength(running);
	for (let turn = 0; turn < all.length; turn += 1) await end();
	await Promise.all(all);
	await db.destroy();
});
