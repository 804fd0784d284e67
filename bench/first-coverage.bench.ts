/** From `npm install` in a fresh Directus to figures on the screen, action by action. */
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bootstrapHost, runHost } from '../scripts/lib/host.mjs';
import { writeHostCommand } from '../scripts/lib/host-command.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { createApi, signIn } from '../test/e2e/support/api';
import { PASSWORD } from '../test/e2e/support/global-setup';
import { lane } from '../test/e2e/support/lane';
import { createDatabase, databaseUrl, dropDatabase, loadProject } from '../test/e2e/support/postgres';
import { markdownTable, recordSection } from '../test/support/generated-section';
import { clock, whenAndWhere } from './measure';

const NAME = 'first_coverage';
const execute = promisify(execFile);

let tarball: string;
let workDir: string;
let run: Parameters<typeof runHost>[0];
let host: Awaited<ReturnType<typeof runHost>>;
beforeAll(async () => {
	const { postgresUrl, scratch, hostDir, node, extensionDir } = lane();
	const folder = dirname(dirname(extensionDir));
	tarball = join(folder, (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '');
	workDir = join(scratch, NAME);
	await createDatabase(postgresUrl, NAME);
	const url = databaseUrl(postgresUrl, NAME);
	run = { hostDir, node, extensionDir: null, workDir, databaseUrl: url, port: await freePort(), password: PASSWORD };
	await bootstrapHost(run);
	await loadProject(url);
	await writeHostCommand({ workDir, hostDir, node });
	host = await runHost(run);
});
afterAll(async () => {
	await host.stop();
	await dropDatabase(lane().postgresUrl, NAME);
});

// An outer `npm run` names its own package in the environment.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));

async function asPerson(program: string, ...args: string[]): Promise<string> {
	return (await execute(program, args, { cwd: workDir, env: { ...environment, LOG_LEVEL: 'error' } })).stdout;
}

async function restart(): Promise<void> {
	await host.stop();
	host = await runHost(run);
	while ((await createApi(null, host.url).get('/axis/gate')).status === 404) await sleep(50);
}

it('from npm install to figures on the screen', async () => {
	let told = '';
	const install = await clock(() => asPerson('npm', 'install', '--no-audit', '--no-fund', tarball));
	const look = await clock(async () => (told = await asPerson('npx', 'directus', 'axis', 'foundation', '--dry-run')));
	expect(told).toContain('13 objects × 6 scopes = 78 cells, 78 of them without an accountable owner.');
	const again = await clock(restart);
	const admin = createApi(await signIn('admin', host.url), host.url);
	const preview = await clock(() => admin.send('POST', '/axis/foundation/preview', {}));

	const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
	const rows = [
		['`npm install directus-extension-axis-coverage`', seconds(install)],
		['`npx directus axis foundation --dry-run`', seconds(look)],
		['**figures in the terminal: two actions**', `**${seconds(install + look)}**`],
		['restart of Directus', seconds(again)],
		['`POST /axis/foundation/preview`', seconds(preview)],
		['**figures over HTTP: three actions**', `**${seconds(install + again + preview)}**`],
	];
	const figures = `${whenAndWhere()}\n\n${markdownTable(['action', 'measured'], rows)}`;
	console.log(`\n${figures}\n`);
	await recordSection('docs/evidence/first-coverage.md', NAME.replace('_', '-'), figures);
});
