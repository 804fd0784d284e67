/** Writes one file, and never over another. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from './options';

/** Answers its absolute path. Errors: UsageError where there is such a file; the file system's own. */
export async function writeNewFile(path: string, text: string): Promise<string> {
	const file = resolve(path);
	try {
		await writeFile(file, text, { flag: 'wx' });
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
			throw new UsageError(`${file} exists. Nothing was written. Choose another file.`);
		}
		throw error;
	}
	return file;
}
