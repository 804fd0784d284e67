/**
 * `npm test`: what must hold before a change goes in, from a fresh clone; `npm run test:long`: the long tables. Until the packages are installed
 * only Node's own modules are used.
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainFailure } from './lib/failure.mjs';
import { installExtension, installHost } from './lib/install.mjs';
import { foldersOfCode } from './lib/rooms.mjs';
import { LONG, ORDINARY, parseTestOptions, TEST_USAGE } from './lib/test-options.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

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
	for (const { name, command } of partsOf(options)) {
		heading(name);
		const startedAt = Date.now();
		const passed = (await run(command)) === 0;
		console.log(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
		if (!passed) failed.push(name);
	}
	if (options.report) await writeFile(options.report, JSON.stringify({ failed, vitest: vitestReport(options.report) }));
	heading(failed.length === 0 ? 'All parts passed' : `Failed: ${failed.join(', ')}`);
	return failed.length === 0 ? 0 : 1;
}

/**
 * @param {import('./lib/test-options.mjs').TestOptions} options
 * @returns {{ name: string, command: string[] }[]}
 */
function partsOf({ only, long, report, rest }) {
	const reporters = report ? ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport(report)}`] : [];
	const vitest = ['vitest', 'run', ...reporters];
	const projects = (/** @type {readonly string[]} */ names) => names.flatMap((name) => ['--project', name]);
	if (long !== undefined)
		return [
			{
				name: `Tests, ${long}`,
				command: [...vitest, ...projects([long === 'model' ? 'postgres' : 'long']), LONG[long], ...rest],
			},
		];
	if (only.length > 0) return [{ name: 'Tests', command: [...vitest, ...projects(only), ...rest] }];
	return [
		{ name: 'Lint', command: ['eslint', '.', '--max-warnings', '0'] },
		{ name: 'Rooms', command: ['depcruise', '--config', '.dependency-cruiser.mjs', ...CODE] },
		{ name: 'Format', command: ['prettier', '--check', '.'] },
		{ name: 'Types', command: ['vue-tsc', '--noEmit'] },
		{ name: 'Build', command: ['directus-extension', 'build'] },
		{ name: 'Validate', command: ['directus-extension', 'validate'] },
		// Part of the tests would miss the threshold of coverage.
		{ name: 'Tests', command: [...vitest, ...projects(ORDINARY), ...(rest.length === 0 ? ['--coverage'] : []), ...rest] },
	];
}

/** @param {string} report */
function vitestReport(report) {
	return `${resolve(report)}.vitest.json`;
}

/**
 * @param {string[]} command a program of node_modules/.bin with its arguments
 * @returns {Promise<number>} its exit code; 1 when it was killed or could not be started
 */
function run([program = '', ...args]) {
	return new Promise((done) => {
		const child = spawn(join(ROOT, 'node_modules/.bin', program), args, { cwd: ROOT, stdio: 'inherit' });
		child.once('error', (error) => {
			console.error(error.message);
			done(1);
		});
		child.once('close', (code) => done(code ?? 1));
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
