import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writePacket } from '../../../cli/write-packet';

const SUM = '0'.repeat(64);
const PACKET = new Map([
	['99_run_all.sql', 'all'],
	['10_structure.sql', 'one'],
	['SHA256SUMS', `${SUM}  10_structure.sql\n${SUM}  99_run_all.sql\n`],
]);

describe('writing the packet', () => {
	let folder: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'axis-coverage-out-'));
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	it('makes the folder and answers its whole path', async () => {
		const directory = join(folder, 'deep/down');
		expect(await writePacket(directory, PACKET)).toBe(directory);
		expect((await readdir(directory)).sort()).toEqual([...PACKET.keys()].sort());
	});

	it('replaces an earlier packet whole: a file that is no part of the new one goes', async () => {
		await writePacket(folder, PACKET);
		const smaller = new Map([...PACKET].filter(([name]) => name !== '10_structure.sql').map(([name]) => [name, 'new'] as const));
		await writePacket(folder, smaller);
		expect((await readdir(folder)).sort()).toEqual([...smaller.keys()].sort());
		expect(await readFile(join(folder, '99_run_all.sql'), 'utf8')).toBe('new');
	});

	it.each([
		["somebody else's file beside a packet", 'mine.txt', true],
		['a folder without a packet', 'mine.txt', false],
	])('refuses %s and touches nothing', async (_case, name, packet) => {
		if (packet) await writePacket(folder, PACKET);
		await writeFile(join(folder, name), 'mine');
		const before = (await readdir(folder)).sort();
		await expect(writePacket(folder, new Map([['99_run_all.sql', 'new']]))).rejects.toThrow(
			'holds mine.txt. Nothing was written.',
		);
		expect((await readdir(folder)).sort()).toEqual(before);
	});

	it('refuses checksums that are not ours', async () => {
		await writeFile(join(folder, 'SHA256SUMS'), `${SUM}  release.tar.gz\n`);
		await expect(writePacket(folder, PACKET)).rejects.toThrow('holds no packet of ours. Nothing was written.');
	});
});
