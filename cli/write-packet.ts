/** Writes the packet's files, and never over somebody else's. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CHECKSUMS } from '../src/packet/build-packet';
import { UsageError } from './options';

/** A line of our SHA256SUMS. */
const SUM = /^[0-9a-f]{64} {2}([\w.]+)$/;

/**
 * Replaces an earlier packet whole. Answers the folder's absolute path.
 * Errors: UsageError for a folder that holds anything but a packet; the file system's own.
 */
export async function writePacket(out: string, files: ReadonlyMap<string, string>): Promise<string> {
	const directory = resolve(out);
	await mkdir(directory, { recursive: true });
	for (const name of await readEarlier(directory)) await rm(join(directory, name), { force: true });
	for (const [name, text] of files) await writeFile(join(directory, name), text);
	return directory;
}

/** Names of the files of the packet in the folder; none for an empty one. */
async function readEarlier(directory: string): Promise<string[]> {
	const found = await readdir(directory);
	if (found.length === 0) return [];
	const sums = await readFile(join(directory, CHECKSUMS), 'utf8').catch(() => '');
	const names = sums.split('\n').flatMap((line) => SUM.exec(line)?.[1] ?? []);
	const foreign = found.filter((name) => name !== CHECKSUMS && !names.includes(name));
	if (!names.includes('99_run_all.sql') || foreign.length > 0) {
		const what = foreign.length > 0 ? foreign.slice(0, 3).join(', ') : 'no packet of ours';
		throw new UsageError(`${directory} is not empty and holds ${what}. Nothing was written. Choose another folder.`);
	}
	return [...names, CHECKSUMS];
}
