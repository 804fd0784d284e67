/** `npx directus` in the demo's working directory, although its Directus is installed elsewhere. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { directusCommand } from './host.mjs';

/**
 * Writes the program that npx finds in a working directory: the installed Directus, with the configuration that the demo runs on.
 *
 * @param {{ workDir: string, hostDir: string, node: string }} host hostDir and node: see installHost
 */
export async function writeHostCommand({ workDir, hostDir, node }) {
	const directory = resolve(workDir);
	const { program, environment } = directusCommand({ hostDir, node });
	const settings = { NODE_ENV: 'production', CONFIG_PATH: join(directory, 'config.json'), ...environment };
	const exported = Object.entries(settings).map(([name, value]) => `export ${name}=${quote(value)}`);
	const bin = join(directory, 'node_modules/.bin');
	await mkdir(bin, { recursive: true });
	await writeFile(join(bin, 'directus'), `#!/bin/sh\n${exported.join('\n')}\nexec ${program.map(quote).join(' ')} "$@"\n`, {
		mode: 0o755,
	});
}

/** @param {string} text one word of a shell's command */
function quote(text) {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
