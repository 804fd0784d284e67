/** From the command line to the exit code. */
import { fileURLToPath } from 'node:url';
import { runDemo } from './demo.mjs';
import { explainFailure } from './failure.mjs';
import { Lifetime } from './lifetime.mjs';
import { parseOptions, USAGE } from './options.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Exit code 0 after a signal or --help, 1 when something can't be done or has died, 130 when killed by a second Ctrl-C.
 *
 * @param {string[]} args
 */
export async function main(args) {
	process.stdout.on('error', () => {}); // A reader that went away is no reason to leave processes behind.
	const lifetime = new Lifetime();
	try {
		const options = parseOptions(args, ROOT);
		if (options.help) {
			console.log(USAGE);
			return;
		}
		lifetime.handleSignals();
		const sentence = await runDemo({ root: ROOT, options, lifetime });
		if (!lifetime.isEnding) console.error(`\n${sentence}`);
	} catch (error) {
		if (!lifetime.isEnding) console.error(`\n${explainFailure(error)}`);
	}
	// After a signal the handler ends the process, with its own exit code.
	if (lifetime.isEnding) return;
	await lifetime.end();
	process.exit(1);
}
