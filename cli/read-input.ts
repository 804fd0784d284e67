/** Reads a file that is named to a command, or standard input. */
import { createReadStream } from 'node:fs';
import { CSV_BOUNDS, CSV_TOO_LONG } from '../src/contract';
import { property } from '../src/gate/property';
import { UsageError } from './options';

/** Errors: UsageError for a file that cannot be read, or that is longer than a CSV may be. */
export async function readInput(name: string): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let bytes = 0;
	try {
		for await (const part of name === '-' ? process.stdin : createReadStream(name)) {
			const read = Buffer.from(part);
			bytes += read.byteLength;
			if (bytes > CSV_BOUNDS.bytes) throw new UsageError(CSV_TOO_LONG);
			parts.push(read);
		}
	} catch (error) {
		if (error instanceof UsageError) throw error;
		throw new UsageError(`the file "${name}" cannot be read: ${String(property(error, 'code'))}`);
	}
	return Buffer.concat(parts);
}
