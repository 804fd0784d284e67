/** The command line of `npm start`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

export const USAGE = `Usage: npm start -- [options]

  --port N               port of Directus (default 8055)
  --data-dir DIR         where the demo keeps its data (default .axis-coverage in the checkout)
  --reset                delete the data directory of an earlier start first
  --fixture NAME         one-roof (the reference deployment, default), project (a website and a shop
                         without a base model) or empty
  --fixture-scale N      multiply the reference deployment's objects (default 1)
  --directus 11|12       major version of Directus (default 12)
  --database-url URL     use this database, postgres://user:password@host:port/directus, empty or from an
                         earlier start, instead of the embedded PostgreSQL
  --password TEXT        password of the three users (default axis-demo)
  --help                 this text

Ctrl-C (or SIGTERM) ends everything that was started, with exit code 0; pressed again it kills at once (130).`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {number} port
 * @property {string} dataDir absolute
 * @property {boolean} reset
 * @property {'one-roof' | 'project' | 'empty' | undefined} fixture undefined: not said
 * @property {number | undefined} scale whole number from 1; undefined: not said
 * @property {11 | 12 | undefined} directus undefined: not said
 * @property {string | undefined} databaseUrl
 * @property {string | undefined} password undefined: not said
 */

/**
 * @param {string[]} args
 * @param {string} root the checkout
 * @returns {StartOptions}
 * @throws {Failure} unknown option or a value that makes no sense; the message ends with the usage
 */
export function parseOptions(args, root) {
	const values = parse(args);
	return {
		help: values.help === true,
		port: values.port === undefined ? 8055 : wholeNumber('--port', values.port, 1, 65_535),
		dataDir: values['data-dir'] === undefined ? resolve(root, '.axis-coverage') : resolve(values['data-dir']),
		reset: values.reset === true,
		fixture: oneOf('--fixture', values.fixture, ['one-roof', 'project', 'empty']),
		scale: values['fixture-scale'] === undefined ? undefined : wholeNumber('--fixture-scale', values['fixture-scale'], 1, 10_000),
		directus: { undefined: undefined, 11: 11, 12: 12 }[String(oneOf('--directus', values.directus, ['11', '12']))],
		databaseUrl: values['database-url'] === undefined ? undefined : databaseUrl(values['database-url']),
		password: values.password === '' ? refuse('--password must not be empty.') : values.password,
	};
}

/** @param {string[]} args */
function parse(args) {
	/** @type {const} */
	const text = { type: 'string' };
	/** @type {const} */
	const flag = { type: 'boolean' };
	try {
		return parseArgs({
			args,
			options: {
				port: text,
				'data-dir': text,
				reset: flag,
				fixture: text,
				'fixture-scale': text,
				directus: text,
				'database-url': text,
				password: text,
				help: flag,
			},
		}).values;
	} catch (error) {
		return refuse(`${/** @type {Error} */ (error).message.split('\n')[0]?.replace(/\. To specify.*/, '.')}`);
	}
}

/**
 * @param {string} name
 * @param {string} value
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(name, value, least, most) {
	const number = Number(value);
	if (/^\d+$/.test(value) && number >= least && number <= most) return number;
	return refuse(`${name} takes a whole number from ${least} to ${most}, not "${value}".`);
}

/**
 * @template {string} Choice
 * @param {string} name
 * @param {string | undefined} value
 * @param {Choice[]} choices
 * @returns {Choice | undefined}
 */
function oneOf(name, value, choices) {
	if (value === undefined) return undefined;
	return choices.find((choice) => choice === value) ?? refuse(`${name} takes ${choices.join(' or ')}, not "${value}".`);
}

/** @param {string} value */
function databaseUrl(value) {
	const url = URL.canParse(value) ? new URL(value) : undefined;
	if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || url.pathname.length < 2) {
		return refuse(
			'--database-url takes a PostgreSQL address that ends in a database, such as postgres://user:password@host:5432/directus.',
		);
	}
	return value;
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function refuse(sentence) {
	throw new Failure(`${sentence}\n\n${USAGE}`);
}
