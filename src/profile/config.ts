/** Settings of the bundle, from the host's environment. Nothing is read before it is asked for, and a broken file never stops the host. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import oneRoof from '../../profiles/one-roof.json?text';
import { OwnerUnusableError, ProfileError } from '../errors';
import { parseProfile, type LoadedProfile } from './profile';

export interface Config {
	/**
	 * The profile of the rollout: the file that AXIS_PROFILE names, else the bundled one-roof.
	 * Read once and kept. Errors: ProfileError with every problem; the next call reads the file again.
	 */
	profile(): LoadedProfile;
	/**
	 * AXIS_OWNER_DATABASE_URL: how to sign in as the owner of the axis objects; null where it is not set. A secret: never logged, never answered.
	 * Errors: OwnerUnusableError for what is no URL of a PostgreSQL database; it does not repeat it.
	 */
	ownerDatabaseUrl(): string | null;
}

/** Only what the driver takes for a URL: anything else it would read as a socket's path, or quote in its error. */
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

export function createConfig(env: Record<string, unknown>): Config {
	let kept: LoadedProfile | null = null;
	return {
		profile() {
			kept ??= loadProfile(typeof env.AXIS_PROFILE === 'string' && env.AXIS_PROFILE !== '' ? env.AXIS_PROFILE : null);
			return kept;
		},
		ownerDatabaseUrl() {
			const url = env.AXIS_OWNER_DATABASE_URL;
			if (url === undefined || url === null || url === '') return null;
			const parsed = postgresUrl.safeParse(url);
			if (!parsed.success) throw new OwnerUnusableError({ reason: 'it is no URL that begins with postgres:// or postgresql://' });
			return parsed.data;
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
