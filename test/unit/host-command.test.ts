import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeHostCommand } from '../../scripts/lib/host-command.mjs';

let root: string;

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), "axis it's "));
});

afterEach(() => rm(root, { recursive: true, force: true }));

it('npx finds the demo’s Directus in its working directory, with its configuration and the words that were given', async () => {
	const [workDir, hostDir] = [join(root, 'work'), join(root, 'installed')];
	const cli = join(hostDir, 'node_modules/@directus/api/dist/cli');
	await mkdir(cli, { recursive: true });
	await mkdir(workDir);
	await writeFile(join(workDir, 'package.json'), '{ "private": true }');
	await writeFile(join(cli, 'run.js'), 'console.log(JSON.stringify([process.env.CONFIG_PATH, ...process.argv.slice(2)]))');
	await writeHostCommand({ workDir, hostDir, node: process.execPath });
	await writeHostCommand({ workDir, hostDir, node: process.execPath });
	const answer = execFileSync('npx', ['--offline', 'directus', 'axis', 'gate', "it's $HOME"], { cwd: workDir, encoding: 'utf8' });
	expect(JSON.parse(answer)).toEqual([join(workDir, 'config.json'), 'axis', 'gate', "it's $HOME"]);
});
