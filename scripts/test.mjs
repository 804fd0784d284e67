/**
 * `npm test`: what must hold before a change goes in, from a fresh clone; `npm run test:long`: the long tables. Until the packages are installed
 * only Node's own modules are used.
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainFailure } from './lib/failure.mjs';
import { installExtension, installHost } from './lib/install.mjs';
import { foldersOfCode } from './lib/rooms.mjs';
import { LONG, ORDINARY, parseTestOptions, TEST_USAGE } from './lib/test-options.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Linting and type checking take a gigabyte each. */
const MOST_CHECKS = 2;

/** Folders of the code that the rooms are made of. */
const CODE = foldersOfCode();

/** @type {readonly (11 | 12)[]} */
const HOST_MAJORS = [12, 11];

/**
 * Runs the parts in order; a part that fails doesn't keep the later ones from running.
 *
 * @param {string[]} args
 * @returns {Promise<number>} the exit code: 0 when all parts passed
 */
async function main(args) {
	const options = parseTestOptions(args);
	if (options.help) {
		console.log(TEST_USAGE);
		return 0;
	}
	heading('Packages and Directus');
	await installExtension({ root: ROOT, onLine: console.log });
	for (const major of HOST_MAJORS) await installHost({ root: ROOT, major, onLine: console.log });

	// Read by test/support/length.ts.
	if (options.long !== undefined) process.env.AXIS_TEST_LONG = options.long;
	/** @type {string[]} */
	const failed = [];
	const tell = (/** @type {string} */ name, /** @type {number} */ code, /** @type {number} */ startedAt) => {
		console.log(`${code === 0 ? '✓' : '✗'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
		if (code !== 0) failed.push(name);
	};
	const { checks, tests } = partsOf(options);
	await runSideBySide(checks, tell);
	for (const { name, command } of tests) {
		heading(name);
		const startedAt = Date.now();
		const { code, printed } = await run(command, 'inherit');
		// Only that it could not be started.
		process.stdout.write(printed);
		tell(name, code, startedAt);
	}
	if (options.report) await writeFile(options.report, JSON.stringify({ failed, vitest: vitestReport(options.report) }));
	heading(failed.length === 0 ? 'All parts passed' : `Failed: ${failed.join(', ')}`);
	return failed.length === 0 ? 0 : 1;
}

/**
 * Runs checks, as many at once as the machine has room for, and prints what each says once it ended.
 *
 * @param {readonly Part[]} checks
 * @param {(name: string, code: number, startedAt: number) => void} tell
 */
async function runSideBySide(checks, tell) {
	const waiting = [...checks];
	const runNext = async () => {
		for (let part = waiting.shift(); part; part = waiting.shift()) {
			const startedAt = Date.now();
			const { code, printed } = await run(part.command, 'pipe');
			heading(part.name);
			process.stdout.write(printed);
			tell(part.name, code, startedAt);
		}
	};
	await Promise.all(Array.from({ length: Math.min(MOST_CHECKS, availableParallelism()) }, runNext));
}

/** @typedef {{ name: string, command: string[] }} Part */

/**
 * Checks may run side by side, and before the tests, which need what the build makes.
 *
 * @param {import('./lib/test-options.mjs').TestOptions} options
 * @returns {{ checks: Part[], tests: Part[] }}
 */
function partsOf({ only, long, report, rest }) {
	const reporters = report ? ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport(report)}`] : [];
	const vitest = ['vitest', 'run', ...reporters];
	const projects = (/** @type {readonly string[]} */ names) => names.flatMap((name) => ['--project', name]);
	const testsOnly = (/** @type {string} */ name, /** @type {string[]} */ chosen) => ({
		checks: [],
		tests: [{ name, command: [...vitest, ...chosen, ...rest] }],
	});
	if (long !== undefined)
		return testsOnly(`Tests, ${long}`, [...projects([long === 'model' ? 'long-postgres' : 'long-e2e']), LONG[long]]);
	if (only.length > 0) return testsOnly('Tests', projects(only));
	const checks = [
		{ name: 'Lint', command: ['eslint', '.', '--max-warnings', '0'] },
		{ name: 'Rooms', command: ['depcruise', '--config', '.dependency-cruiser.mjs', ...CODE] },
		{ name: 'Format', command: ['prettier', '--check', '.'] },
		{ name: 'Types', command: ['vue-tsc', '--noEmit'] },
		{ name: 'Build', command: ['directus-extension', 'build'] },
	];
	// Part of the tests would miss the threshold of coverage.
	const command = [...vitest, ...projects(ORDINARY), ...(rest.length === 0 ? ['--coverage'] : []), ...rest];
	return {
		checks,
		tests: [
			{ name: 'Validate', command: ['directus-extension', 'validate'] },
			{ name: 'Tests', command },
		],
	};
}

/** @param {string} report */
function vitestReport(report) {
	return `${resolve(report)}.vitest.json`;
}

/**
 * @param {string[]} command a program of node_modules/.bin with its arguments
 * @param {'inherit' | 'pipe'} output where it goes; 'pipe': into the answer
 * @returns {Promise<{ code: number, printed: string }>} its exit code: 1 when it was killed or could not be started
 */
function run([program = '', ...args], output) {
	return new Promise((done) => {
		const child = spawn(join(ROOT, 'node_modules/.bin', program), args, {
			cwd: ROOT,
			stdio: [output === 'pipe' ? 'ignore' : output, output, output],
		});
		let printed = '';
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (printed += part));
		child.once('error', (error) => done({ code: 1, printed: `${error.message}\n` }));
		child.once('close', (code) => done({ code: code ?? 1, printed }));
	});
}

/** @param {string} text */
function heading(text) {
	console.log(`\n━━ ${text}`);
}

try {
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	console.error(`\n${explainFailure(error)}`);
	process.exitCode = 1;
}
