/** The file of a profile: what it says, and whether it changed. */
import { readFileSync, statSync } from 'node:fs';
import { ProfileError } from '../errors';
import { parseProfile, type LoadedProfile } from './profile';

/** Errors: ProfileError that names the file and every problem. */
export function readProfileFile(path: string): LoadedProfile {
	let text: string;
	try {
		// fatal: bytes that are no UTF-8 would otherwise be replaced, and the sha256 would not be the file's.
		text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
	} catch (error) {
		throw new ProfileError({ path, problems: [`it cannot be read: ${error instanceof Error ? error.message : String(error)}`] });
	}
	return readProfileText(path, text);
}

/** Errors: ProfileError. `path` is how it is named. */
export function readProfileText(path: string, text: string): LoadedProfile {
	const parsed = parseProfile(text);
	if ('problems' in parsed) throw new ProfileError({ path, problems: parsed.problems });
	return parsed.loaded;
}

/** Which version of a file is there, cheap enough to ask at each use: another time, size or file is another version. Null where there is none. */
export function versionOf(path: string): string | null {
	const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
	return stats === undefined ? null : `${stats.mtimeNs} ${stats.size} ${stats.ino}`;
}
