/** `directus axis …` as an operator runs it: a process of its own, on a database of its own with the reference deployment. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import oneRoof from '../../../profiles/one-roof.json' with { type: 'json' };
import { directusCommand } from '../../../scripts/lib/host.mjs';
import { writeHostConfig } from '../../../scripts/lib/host-config.mjs';
import { PASSWORD, TEMPLATE } from '../support/global-setup';
import { createDatabase, databaseUrl, dropDatabase, openDatabase } from '../support/postgres';
import { lane } from '../support/lane';

export interface CliAnswer {
	code: number | null;
	stdout: string;
	stderr: string;
}

export interface CliRun {
	process: ChildProcess;
	ended: Promise<CliAnswer>;
	/** Fulfils when stderr holds the text. Errors: when the process ends without. */
	until(text: string): Promise<void>;
}

export interface CliHost {
	db: Knex;
	workDir: string;
	run(...args: string[]): Promise<CliAnswer>;
	start(...args: string[]): CliRun;
	/** `directus …`: another command than ours, in a process that loads the bundle all the same. */
	directus(...args: string[]): Promise<CliAnswer>;
	drop(): Promise<void>;
}

/** No server has ever started on it: a command line that comes first must do. */
export async function createCliHost(name: string, profile: Record<string, unknown> = {}): Promise<CliHost> {
	const { postgresUrl, scratch, extensionDir } = lane();
	await createDatabase(postgresUrl, name, TEMPLATE);
	const url = databaseUrl(postgresUrl, name);
	const db = openDatabase(url);
	const workDir = join(scratch, name);
	const profilePath = join(scratch, `${name}.json`);
	await writeFile(profilePath, JSON.stringify({ ...oneRoof, $schema: undefined, database: name, ...profile }));
	const { env } = await writeHostConfig({
		workDir,
		databaseUrl: url,
		port: 1,
		password: PASSWORD,
		extensionDir,
		env: { LOG_LEVEL: 'error', AXIS_PROFILE: profilePath },
	});
	const directus = (...args: string[]) => runDirectus(workDir, env, args);
	const start = (...args: string[]) => directus('axis', ...args);
	return {
		db,
		workDir,
		start,
		directus: (...args) => directus(...args).ended,
		run: (...args) => start(...args).ended,
		async drop() {
			await db.destroy();
			await dropDatabase(postgresUrl, name);
		},
	};
}

/** Runs a command in the working directory of a host, with the configuration that the host was started with. */
export function runAxis(workDir: string, ...args: string[]): Promise<CliAnswer> {
	const env = {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		NODE_ENV: 'production',
		CONFIG_PATH: join(workDir, 'config.json'),
	};
	return runDirectus(workDir, env, ['axis', ...args]).ended;
}

function runDirectus(cwd: string, env: NodeJS.ProcessEnv, args: readonly string[]): CliRun {
	const { program, environment } = directusCommand(lane());
	const [node, cli] = program;
	return watch(spawn(node, [cli, ...args], { cwd, env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }));
}

function watch(child: ChildProcess): CliRun {
	let stdout = '';
	let stderr = '';
	child.stdout?.on('data', (part: Buffer) => (stdout += part.toString()));
	child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
	const ended = new Promise<CliAnswer>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
	return {
		process: child,
		ended,
		until: (text) =>
			new Promise((resolve, reject) => {
				const look = () => stderr.includes(text) && resolve();
				child.stderr?.on('data', look);
				look();
				void ended.then((answer) => reject(new Error(`It ended without "${text}": ${JSON.stringify(answer)}`)));
			}),
	};
}

/** Every command starts a Directus, which takes a few seconds on a small machine, and more on a busy one. Two that change nothing run side by side. */
export const PATIENCE_MS = 300_000;

/** What a command printed with --json. */
export function jsonOf<Data = unknown>(answer: CliAnswer): Data {
	return JSON.parse(answer.stdout);
}
