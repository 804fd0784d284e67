/**
 * Child processes that end with us: each has its own process group, so that Ctrl-C reaches only the parent, which then stops them in order, and
 * where Linux' setpriv knows --pdeathsig the kernel stops them even when the parent is killed outright.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';

const KEPT_LINES = 200;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} Child
 * @property {import('node:child_process').ChildProcess} process
 * @property {() => string} output the last 200 lines of stdout and stderr together
 * @property {Promise<string>} ended resolves with a description ("exit code 1", "signal SIGKILL") once the process is gone; never rejects
 * @property {(signal?: NodeJS.Signals, timeoutMs?: number) => Promise<void>} stop sends the signal, after timeoutMs SIGKILL; idempotent
 */

/**
 * Starts a program and keeps its last lines.
 *
 * @param {string[]} command program and arguments; the program may be wrapped by `withParentDeathSignal`
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, logFile?: string }} [options]
 * @returns {Child}
 */
export function startChild(command, { cwd, env, onLine, logFile } = {}) {
	const [program = '', ...args] = command;
	const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
	running.add(child);
	/** @type {string[]} */
	const lines = [];
	const file = logFile ? createWriteStream(logFile, { flags: 'a' }) : undefined;
	file?.on('error', () => {});
	for (const stream of [child.stdout, child.stderr]) {
		readLines(stream, (line) => {
			lines.push(line);
			if (lines.length > KEPT_LINES) lines.shift();
			file?.write(`${line}\n`);
			onLine?.(line);
		});
	}
	/** @type {Promise<string>} */
	const ended = new Promise((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('close', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
	});
	void ended.then(() => {
		running.delete(child);
		file?.end();
	});
	return {
		process: child,
		output: () => lines.join('\n'),
		ended,
		stop: (signal, timeoutMs) => stopChild(child, ended, signal, timeoutMs),
	};
}

/** Kills whatever still runs, with its descendants, at once and without a word: the last resort before this process ends. */
export function killChildren() {
	for (const child of running) {
		try {
			if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
		} catch {
			// It ended a moment ago.
		}
	}
}

/**
 * The command, prefixed so that the kernel sends it `signal` when the parent dies; unchanged where that is not possible.
 *
 * @param {string[]} command
 * @param {'TERM' | 'INT'} signal
 * @returns {string[]}
 */
export function withParentDeathSignal(command, signal) {
	if (process.platform !== 'linux') return command;
	const probe = spawnSync('setpriv', ['--pdeathsig', signal, 'true'], { stdio: 'ignore' });
	return probe.status === 0 ? ['setpriv', '--pdeathsig', signal, ...command] : command;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {Promise<string>} ended
 * @param {NodeJS.Signals} [signal]
 * @param {number} [timeoutMs]
 */
async function stopChild(child, ended, signal = 'SIGTERM', timeoutMs = 15_000) {
	if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) child.kill(signal);
	const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
	await ended;
	clearTimeout(timer);
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @param {(line: string) => void} onLine
 */
function readLines(stream, onLine) {
	let rest = '';
	stream?.setEncoding('utf8');
	stream?.on('data', (chunk) => {
		const parts = (rest + chunk).split('\n');
		rest = parts.pop() ?? '';
		for (const line of parts) onLine(line);
	});
	stream?.on('end', () => rest && onLine(rest));
	stream?.on('error', () => {});
}
