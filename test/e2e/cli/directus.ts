/**
 * `directus axis …` on a database of its own with the reference deployment: as an operator runs it, in a process of its own, or, for many commands in a
 * row, in one that stays (resident.mjs).
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
	/** For many commands in a row: answers what `run` does. */
	resident: Resident;
	/** `directus …`: another command than ours, in a process that loads the bundle all the same. */
	directus(...args: string[]): Promise<CliAnswer>;
	drop(): Promise<void>;
}

const RESIDENT = fileURLToPath(new URL('resident.mjs', import.meta.url));

/** Runs commands one after the other in one process, which starts with the first. */
export interface Resident {
	run(...args: string[]): Promise<CliAnswer>;
	stop(): void;
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
	const resident = keepResident(workDir, env);
	return {
		db,
		workDir,
		start,
		directus: (...args) => directus(...args).ended,
		run: (...args) => start(...args).ended,
		resident,
		async drop() {
			resident.stop();
			await db.destroy();
			await dropDatabase(postgresUrl, name);
		},
	};
}

/** Runs a command in the working directory of a host, with the configuration that the host was started with. */
export function runAxis(workDir: string, ...args: string[]): Promise<CliAnswer> {
	return runDirectus(workDir, configOf(workDir), ['axis', ...args]).ended;
}

/** For several commands of `directus axis` in a row, as runAxis. */
export const residentOf = (workDir: string): Resident => keepResident(workDir, configOf(workDir));

const configOf = (workDir: string) => ({
	PATH: process.env.PATH,
	HOME: process.env.HOME,
	NODE_ENV: 'production',
	CONFIG_PATH: join(workDir, 'config.json'),
});

function keepResident(cwd: string, env: NodeJS.ProcessEnv): Resident {
	const waiting = new Map<number, (answer: CliAnswer) => void>();
	let child: ChildProcess | undefined;
	let ready: Promise<void> | undefined;
	let sent = 0;

	const start = () =>
		new Promise<void>((resolve, reject) => {
			const { program, environment } = directusCommand(lane());
			const [execPath, cli] = program;
			child = fork(RESIDENT, [dirname(dirname(cli))], {
				cwd,
				execPath,
				env: { ...environment, ...env },
				execArgv: [],
				stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
			});
			child.once('exit', (code) => reject(new Error(`The resident command line ended with ${code}`)));
			child.on('message', (told: CliAnswer & { id?: number }) => {
				if (told.id === undefined) resolve();
				else waiting.get(told.id)?.(told);
			});
		});

	return {
		async run(...args) {
			await (ready ??= start());
			sent += 1;
			const id = sent;
			return new Promise((resolve) => {
				waiting.set(id, ({ code, stdout, stderr }) => resolve({ code, stdout, stderr }));
				child?.send({ id, args: ['axis', ...args] });
			});
		},
		stop: () => void child?.disconnect(),
	};
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
