/** The command line of `npm test`. */
import { Failure } from './failure.mjs';

/** Suites that `npm run test:long` runs too, the longest of them shortened, and a part of the names of their tests' files. */
export const LONG = {
	bypass: 'test/e2e/bypass/',
	faults: 'test/faults/',
	fuzz: 'test/fuzz/',
	load: 'test/load/',
	model: 'model.test',
};
/** Projects of vitest.config.ts that `npm test` runs. */
export const ORDINARY = ['unit', 'panels', 'postgres', 'e2e'];
const PROJECTS = [...ORDINARY, 'long-postgres', 'long-e2e'];

export const TEST_USAGE = `Usage: npm test -- [options] [arguments of vitest]

Installs what is missing, then runs lint, format check, types, build, validation and the tests with coverage, all but the long tables.

  --only NAMES    only these tests, without the other checks: ${PROJECTS.join(', ')}; separated by commas
  --long NAME     only the tests of that suite, at full length: ${Object.keys(LONG).join(', ')}
  --report FILE   writes what failed to FILE, and Vitest's JSON report beside it
  --help          shows this
`;

/** @typedef {{ help: boolean, only: string[], long: string | undefined, report: string | undefined, rest: string[] }} TestOptions rest goes to vitest */

/**
 * @param {string[]} args
 * @returns {TestOptions}
 * @throws {Failure} a value is missing or unknown
 */
export function parseTestOptions(args) {
	/** @type {TestOptions} */
	const options = { help: false, only: [], long: undefined, report: undefined, rest: [] };
	const pending = args.flatMap((arg) =>
		/^--(only|long|report)=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg],
	);
	for (let arg = pending.shift(); arg !== undefined; arg = pending.shift()) {
		if (arg === '--help' || arg === '-h') options.help = true;
		else if (arg === '--only') options.only = valueOf(arg, pending.shift()).split(',');
		else if (arg === '--long') options.long = valueOf(arg, pending.shift());
		else if (arg === '--report') options.report = valueOf(arg, pending.shift());
		else options.rest.push(arg);
	}
	const unknown = options.only.filter((name) => !PROJECTS.includes(name));
	if (unknown.length > 0) throw new Failure(`There are no tests "${unknown.join(', ')}". --only takes ${PROJECTS.join(', ')}.`);
	if (options.long !== undefined && !Object.hasOwn(LONG, options.long))
		throw new Failure(`There are no long tests "${options.long}". --long takes ${Object.keys(LONG).join(', ')}.`);
	return options;
}

/**
 * @param {string} flag
 * @param {string | undefined} value
 */
function valueOf(flag, value) {
	if (value === undefined || value === '' || value.startsWith('-'))
		throw new Failure(`${flag} needs a value. See npm test -- --help.`);
	return value;
}
