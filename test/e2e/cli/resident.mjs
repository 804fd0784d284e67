/**
 * Directus' command line, kept alive: it is loaded once, as Directus loads it, and then runs one command after the other, each with commands registered
 * anew and a fresh pool of connections. Loading takes seconds, a command far less. Called with the folder of the API; told what to run over IPC.
 *
 * What needs a process of its own (signals, two at once, what is asked at a terminal) does not belong here.
 */
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [, , api = ''] = process.argv;
const load = (/** @type {string} */ file) => import(pathToFileURL(join(api, file)).href);

class Exit extends Error {
	/** @param {number} code */
	constructor(code) {
		super(`exit ${code}`);
		this.code = code;
	}
}

const [{ createCli }, { default: emitter }, { default: getDatabase }] = await Promise.all(
	['cli/index.js', 'emitter.js', 'database/index.js'].map(load),
);
const { constructor: Command } = await createCli();
const endProcess = process.exit;
process.on('disconnect', () => endProcess(0));

/** @type {Promise<unknown>} */
let last = Promise.resolve();
process.on('message', ({ id, args }) => {
	last = last.then(async () => process.send?.({ id, ...(await run(args)) }));
});
process.send?.({ ready: true });

/** @param {string[]} args */
async function run(args) {
	// A command ends its connections, as it ends its process.
	getDatabase().initialize();
	const program = new Command().name('directus');
	await emitter.emitInit('cli.before', { program });
	const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
	process.exit = (code) => {
		throw new Exit(Number(code ?? 0));
	};
	let code = 0;
	try {
		await program.parseAsync(['node', 'directus', ...args]);
	} catch (error) {
		if (!(error instanceof Exit)) process.stderr.write(String(error));
		code = error instanceof Exit ? error.code : 1;
	} finally {
		process.exit = endProcess;
	}
	return { code, stdout: stdout(), stderr: stderr() };
}

/**
 * Keeps what is written until the function made is called, which answers it.
 *
 * @param {NodeJS.WriteStream} stream
 */
function capture(stream) {
	const { write } = stream;
	let kept = '';
	stream.write = (/** @type {unknown} */ part, /** @type {unknown[]} */ ...more) => {
		kept += String(part);
		for (const one of more) if (typeof one === 'function') one();
		return true;
	};
	return () => {
		stream.write = write;
		return kept;
	};
}
