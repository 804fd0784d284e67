/**
 * Prints the line that a CI run ends with, `N passed, N failed[, N skipped]`, and exits with 1 when anything failed. Takes pairs of a report that
 * `npm test -- --report FILE` or `npm run test:long -- --report FILE` wrote, and the exit status of that command. Every part besides the tests
 * (lint, format, types, build) counts as one failure when it failed.
 */
import { readFile } from 'node:fs/promises';

const total = { passed: 0, failed: 0, skipped: 0 };
const args = process.argv.slice(2);
for (let next = 0; next === 0 || next < args.length; next += 2) {
	const { passed, failed, skipped } = await count(args[next] ?? '', args[next + 1] ?? '1');
	total.passed += passed;
	total.failed += failed;
	total.skipped += skipped;
}
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * @param {string} file
 * @param {string} status
 */
async function count(file, status) {
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
	return {
		passed: tests?.numPassedTests ?? 0,
		failed: counted + parts + untold + crashed,
		skipped: (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0),
	};
}

/** @param {string} path */
async function readJson(path) {
	return readFile(path, 'utf8').then(JSON.parse, () => undefined);
}
