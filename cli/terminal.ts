/** What a command reads and writes: answers on stdout, everything else on stderr. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

export interface Terminal {
	/** Resolves when the text is written: the process ends right after. */
	answer(text: string): Promise<void>;
	/** One line on stderr. */
	tell(line: string): void;
	/** A line on stderr that the next one overwrites; nothing where stderr is no terminal. */
	tellBriefly(line: string): void;
	/** Whether a person can be asked. */
	interactive: boolean;
	/** Whether stderr is a terminal. */
	watched: boolean;
	/** Asks on stderr. Empty when the input ends. */
	ask(question: string): Promise<string>;
}

const CLEAR_LINE = '\r\u001b[2K';

interface Streams {
	stdin: Readable & { isTTY?: boolean };
	stdout: Writable;
	stderr: Writable & { isTTY?: boolean };
}

export function createTerminal({ stdin, stdout, stderr }: Streams): Terminal {
	const watched = stderr.isTTY === true;
	let brief = false;
	const clear = () => {
		if (brief) stderr.write(CLEAR_LINE);
		brief = false;
	};
	return {
		watched,
		interactive: stdin.isTTY === true && watched,
		answer: (text) =>
			new Promise((resolve) => {
				clear();
				stdout.write(`${text}\n`, () => resolve());
			}),
		tell(line) {
			clear();
			stderr.write(`${line}\n`);
		},
		tellBriefly(line) {
			if (!watched) return;
			stderr.write(`${CLEAR_LINE}${line}`);
			brief = true;
		},
		async ask(question) {
			clear();
			const reader = createInterface({ input: stdin, output: stderr });
			try {
				const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
				return (await Promise.race([reader.question(question), ended])).trim();
			} finally {
				reader.close();
			}
		},
	};
}
