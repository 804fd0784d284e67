/**
 * Prints the line that a CI run ends with, `N passed, N failed[, N skipped]`, from the report of `npm test -- --report FILE`, and exits with 1 when
 * anything failed. Every part besides the tests (lint, format, types, build) counts as one failure when it failed.
 */
import { readFile } from 'node:fs/promises';

const [file = '', status = '1'] = process.argv.slice(2);
const report = await readJson(file);
const tests = report ? await readJson(report.vitest) : undefined;

const parts = report ? report.failed.filter((/** @type {string} */ name) => name !== 'Tests').length : 0;
const suites = (tests?.testResults ?? []).filter(
	(/** @type {{ status: string, assertionResults: { status: string }[] }} */ suite) =>
		suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
).length;
const counted = (tests?.numFailedTests ?? 0) + suites;
// Something failed that no test tells of: the installation, the coverage threshold, a crash.
const untold = status !== '0' && counted + parts === 0 ? 1 : 0;
const crashed = report?.failed.includes('Tests') && counted === 0 && untold === 0 ? 1 : 0;

const failed = counted + parts + untold + crashed;
const skipped = (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0);
console.log(`${tests?.numPassedTests ?? 0} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** @param {string} path */
async function readJson(path) {
	return readFile(path, 'utf8').then(JSON.parse, () => undefined);
}
