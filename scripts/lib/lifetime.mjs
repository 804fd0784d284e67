/** Ends what was started, in reverse order, exactly once: on Ctrl-C, on SIGTERM, when the terminal closes, or when a part dies. */
import { killChildren } from './child.mjs';

/** npm passes Ctrl-C on although the terminal has already told us: a second signal this soon is the same key press. */
const SAME_PRESS_MS = 1_000;

export class Lifetime {
	/** @type {(() => Promise<void>)[]} */
	#stops = [];

	/** @type {Promise<void> | undefined} */
	#ending;

	/** True from the first signal on: failures that follow are consequences. */
	get isEnding() {
		return this.#ending !== undefined;
	}

	/**
	 * Registers what must be stopped; the last registered is stopped first. When the end has already begun, it is stopped at once.
	 *
	 * @param {() => Promise<void>} stop idempotent
	 */
	async onEnd(stop) {
		if (this.isEnding) await stop();
		else this.#stops.push(stop);
	}

	/** Stops everything; a part that fails to stop doesn't keep the others from it. */
	end() {
		this.#ending ??= (async () => {
			for (const stop of this.#stops.reverse()) await stop().catch((error) => console.error(`While stopping: ${error}`));
			killChildren();
		})();
		return this.#ending;
	}

	/** Ends the process with exit code 0 on the first signal, and with 130, killing, on the second. */
	handleSignals() {
		let firstAt = 0;
		const onSignal = () => {
			if (firstAt === 0) {
				firstAt = Date.now();
				console.log('\nStopping …');
				void this.end().then(() => process.exit(0));
			} else if (Date.now() - firstAt > SAME_PRESS_MS) {
				killChildren();
				process.exit(130);
			}
		};
		for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal);
		process.on('exit', killChildren);
		if (process.env['npm_lifecycle_event'] !== undefined) this.#watchParent(onSignal);
	}

	/**
	 * A SIGTERM to npm ends npm and its shell, but the shell doesn't pass it on to us: we notice that our parent is gone.
	 *
	 * @param {() => void} onSignal
	 */
	#watchParent(onSignal) {
		const parent = process.ppid;
		const timer = setInterval(() => {
			if (process.ppid === parent) return;
			clearInterval(timer);
			onSignal();
		}, 500);
		timer.unref();
	}
}
