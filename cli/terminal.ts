/**
 * What a command reads and writes: answers on stdout, everything else on stderr. Names and reasons come from people: what would move the cursor, set
 * the clipboard or turn the direction of writing is written as its number, as JSON writes it.
 */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';

export interface Terminal {
	/** Resolves when the text is written: the process ends right after. `exactly` is for what programs read. */
	answer(text: string, exactly?: boolean): Promise<void>;
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

/** Control characters but line break and tab, and those of Unicode that turn or break lines. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

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
		answer: (text, exactly = false) =>
			new Promise((resolve) => {
				clear();
				stdout.write(`${exactly ? text : shown(text)}\n`, () => resolve());
			}),
		tell(line) {
			clear();
			stderr.write(`${shown(line)}\n`);
		},
		tellBriefly(line) {
			if (!watched) return;
			stderr.write(`${CLEAR_LINE}${shown(line)}`);
			brief = true;
		},
		async ask(question) {
			clear();
			const reader = createInterface({ input: stdin, output: stderr });
			try {
				const ended = new Promise<string>((resolve) => reader.once('close', () => resolve('')));
				return (await Promise.race([reader.question(shown(question)), ended])).trim();
			} finally {
				reader.close();
			}
		},
	};
}

function shown(text: string): string {
	return text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
