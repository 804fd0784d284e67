/** The SQL of the command line goes to a new file: nobody's file is written over. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeNewFile } from '../../cli/write-new-file';

it('writes the text as it is and answers the path, and refuses a file that is there', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'axis-coverage-file-'));
	const path = join(folder, 'harden.sql');
	expect(await writeNewFile(path, 'select 1;\n')).toBe(path);
	await expect(writeNewFile(path, 'select 2;\n')).rejects.toThrow(`${path} exists. Nothing was written. Choose another file.`);
	expect(await readFile(path, 'utf8')).toBe('select 1;\n');
	await rm(folder, { recursive: true });
});
