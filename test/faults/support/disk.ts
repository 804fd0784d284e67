/** A small disk of its own for PostgreSQL's data, which a test can fill up. */
import { spawnSync } from 'node:child_process';
import { mkdir, open, rm, rmdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';

export interface Disk {
	/** Where the data goes. */
	folder: string;
	/** False where this user may not mount: then it is an ordinary folder, which `reserve` and `fill` leave alone. */
	limited: boolean;
	/** Takes all but a little, so that `fill` takes no time. */
	reserve: () => Promise<void>;
	/** Leaves no byte free. */
	fill: () => Promise<void>;
	/** Gives back what `reserve` and `fill` took. */
	free: () => Promise<void>;
	/** Takes the disk away with all that is on it. */
	remove: () => Promise<void>;
}

const SIZE = '512m';
/** What `reserve` leaves, bytes: more than a tier needs. */
const LEFT = 24 * 1024 * 1024;
const CHUNK = Buffer.alloc(1024 * 1024, 1);

/** A tmpfs: fsync costs nothing there, and what a stopped server has written stays as long as the system runs. */
export async function createDisk(folder: string): Promise<Disk> {
	await mkdir(folder, { recursive: true });
	const limited = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], { stdio: 'ignore' }).status === 0;
	const ballasts = { reserve: join(folder, 'ballast-reserve'), fill: join(folder, 'ballast-fill') };
	const take = async (path: string, left: number) => {
		// What is not our own disk is never filled up.
		if (!limited) return;
		const file = await open(path, 'w');
		try {
			for (let free = await freeBytes(folder); free > left; free = await freeBytes(folder)) {
				await file.write(CHUNK, 0, Math.min(free - left, CHUNK.length));
			}
		} catch (error) {
			if (!isFull(error)) throw error;
		} finally {
			await file.close();
		}
	};
	return {
		folder,
		limited,
		reserve: () => take(ballasts.reserve, LEFT),
		fill: () => take(ballasts.fill, 0),
		async free() {
			for (const path of Object.values(ballasts)) await rm(path, { force: true });
		},
		async remove() {
			if (limited) {
				spawnSync('umount', ['--lazy', folder], { stdio: 'ignore' });
				await rmdir(folder);
			} else await rm(folder, { recursive: true, force: true });
		},
	};
}

async function freeBytes(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}

function isFull(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
