/** What PostgreSQL ended to resolve a deadlock is run again a few times; whatever else it says is told at once. */
import { expect, it } from 'vitest';
import { repeatOnDeadlock } from '../../src/db/deadlock';

const postgres = (code: string) => Object.assign(new Error('select secret'), { code });
const failing = (times: number, error: Error) => {
	const run = async () => {
		run.calls++;
		if (run.calls <= times) throw error;
		return 'done';
	};
	run.calls = 0;
	return run;
};

it.each(['40P01', '40001'])('%s is repeated until it passes', async (code) => {
	const run = failing(2, postgres(code));
	expect(await repeatOnDeadlock(run)).toBe('done');
	expect(run.calls).toBe(3);
});

it('a statement of a tier counts by its cause', async () => {
	const run = failing(1, new Error('tier', { cause: postgres('40P01') }));
	expect(await repeatOnDeadlock(run)).toBe('done');
});

it('after four tries the last deadlock is told', async () => {
	const error = postgres('40P01');
	const run = failing(9, error);
	await expect(repeatOnDeadlock(run)).rejects.toBe(error);
	expect(run.calls).toBe(4);
});

it.each(['55P03', '57014', '23505'])('%s is not repeated', async (code) => {
	const run = failing(9, postgres(code));
	await expect(repeatOnDeadlock(run)).rejects.toMatchObject({ code });
	expect(run.calls).toBe(1);
});
