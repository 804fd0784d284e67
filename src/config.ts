/** Settings of the bundle, from the host's environment. Nothing is read before it is asked for, and a broken file never stops the host. */
import { readFileSync } from 'node:fs';
import oneRoof from '../profiles/one-roof.json?text';
import { ProfileError } from './errors';
import { parseProfile, type LoadedProfile } from './profile';

export interface Config {
	/**
	 * The profile of the rollout: the file that AXIS_PROFILE names, else the bundled one-roof.
	 * Read once and kept. Errors: ProfileError with every problem; the next call reads the file again.
	 */
	profile(): LoadedProfile;
}

export function createConfig(env: Record<string, unknown>): Config {
	let kept: LoadedProfile | null = null;
	return {
		profile() {
			kept ??= loadProfile(typeof env.AXIS_PROFILE === 'string' && env.AXIS_PROFILE !== '' ? env.AXIS_PROFILE : null);
			return kept;
		},
	};
}

function loadProfile(path: string | null): LoadedProfile {
	const name = path ?? 'one-roof (bundled)';
	let text = oneRoof;
	if (path !== null) {
		try {
			// fatal: bytes that are no UTF-8 would otherwise be replaced, and the sha256 would not be the file's.
			text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path));
		} catch (error) {
			throw new ProfileError({
				path: name,
				problems: [`it cannot be read: ${error instanceof Error ? error.message : String(error)}`],
			});
		}
	}
	const parsed = parseProfile(text);
	if ('problems' in parsed) throw new ProfileError({ path: name, problems: parsed.problems });
	return parsed.loaded;
}
