/** Makes what users install: the tests run the packed tarball, never the checkout. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts'];

/** Builds and packs the checkout, installs the tarball into `folder`, and answers the folder that Directus may load. */
export async function packExtension(root: string, folder: string): Promise<string> {
	await npm(['run', 'build'], root);
	const [packed]: { filename: string; name: string }[] = JSON.parse(
		await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
	);
	if (!packed) throw new Error('npm pack made no tarball');
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	await npm(['install', '--offline', ...QUIET, join(folder, packed.filename)], folder);
	return join(folder, 'node_modules', packed.name);
}

async function npm(args: string[], cwd: string): Promise<string> {
	// An outer `npm test` names its own package in the environment; this npm works elsewhere.
	const env = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') || name === 'npm_config_cache'),
	);
	const { stdout } = await run('npm', args, { cwd, env: { ...env, NODE_ENV: 'production' }, maxBuffer: 64 * 1024 * 1024 });
	return stdout;
}
