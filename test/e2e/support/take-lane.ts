/**
 * Takes a lane before a test file and gives it back after. Vitest's numbers of workers do not tell lanes apart: where a group of projects follows
 * another, the last worker of the first frees its number while a worker of the second has it, and two files run on one lane (vitest 4.1, Pool).
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, inject } from 'vitest';

const { lanes } = inject('e2e');
const taken = await takeLane();
process.env.AXIS_TEST_LANE = String(taken.number);
// Hooks after all run in reverse order: this one after those of the file.
afterAll(() => rm(taken.mark));

async function takeLane(): Promise<{ number: number; mark: string }> {
	for (;;) {
		for (const [number, { scratch }] of lanes.entries()) {
			const mark = join(scratch, 'taken-by');
			if (await isGone(mark)) await rm(mark, { force: true });
			try {
				await writeFile(mark, String(process.pid), { flag: 'wx' });
				return { number, mark };
			} catch (error) {
				if (!isCode(error, 'EEXIST')) throw error;
			}
		}
		await sleep(50);
	}
}

/** Whether the mark is of a worker that ended without giving back. */
async function isGone(mark: string): Promise<boolean> {
	try {
		const pid = Number(await readFile(mark, 'utf8'));
		// Taken this moment: the number is not written yet.
		if (pid !== 0) process.kill(pid, 0);
		return false;
	} catch (error) {
		return isCode(error, 'ESRCH');
	}
}

function isCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
