/** Settings of the bundle, from the host's environment. Nothing is read before it is asked for, and a broken file never stops the host. */
import { z } from 'zod';
import oneRoof from '../../profiles/one-roof.json?text';
import type { ProfileChange } from '../contract';
import { OwnerUnusableError } from '../errors';
import { changesBetween } from './changes';
import { readProfileFile, readProfileText, versionOf } from './file';
import type { LoadedProfile } from './profile';

export interface Config {
	/**
	 * The profile of the rollout: the file that AXIS_PROFILE names, or the bundled one of that name; where it is not set, one that leaves every section
	 * out. A file that changed is read again at its next use, by
	 * every process that uses it; while what it says cannot be used, the profile before it stays.
	 * Errors: ProfileError with every problem where none stands; the next call reads the file again.
	 */
	profile(): LoadedProfile;
	/** Reads the file again, and tells what changed since this was asked last, or since the first use. Errors: ProfileError; the profile before it stays. */
	reload(): { loaded: LoadedProfile; changes: ProfileChange[] };
	/**
	 * AXIS_OWNER_DATABASE_URL: how to sign in as the owner of the axis objects; null where it is not set. A secret: never logged, never answered.
	 * Errors: OwnerUnusableError for what is no URL of a PostgreSQL database; it does not repeat it.
	 */
	ownerDatabaseUrl(): string | null;
}

/** Only what the driver takes for a URL: anything else it would read as a socket's path, or quote in its error. */
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** Profiles that need no file, by what AXIS_PROFILE says. Not set: what holds for any project. */
const BUNDLED: ReadonlyMap<string, string> = new Map([
	['', '{}'],
	['one-roof', oneRoof],
]);

export function createConfig(env: Record<string, unknown>): Config {
	const named = typeof env.AXIS_PROFILE === 'string' ? env.AXIS_PROFILE : '';
	const bundled = BUNDLED.get(named);
	let kept: { loaded: LoadedProfile; version: string | null } | null = null;
	let told: LoadedProfile | null = null;

	const read = (): LoadedProfile => {
		// Before its text: a change in between is then one that the next use sees.
		const version = bundled === undefined ? versionOf(named) : null;
		const loaded = bundled === undefined ? readProfileFile(named) : readProfileText(`${named || 'project'} (bundled)`, bundled);
		kept = { loaded: kept?.loaded.sha256 === loaded.sha256 ? kept.loaded : loaded, version };
		told ??= kept.loaded;
		return kept.loaded;
	};

	return {
		profile() {
			if (kept === null) return read();
			if (bundled !== undefined || versionOf(named) === kept.version) return kept.loaded;
			const standing = kept.loaded;
			try {
				return read();
			} catch {
				// What the file says now is told by whoever asks to read it again.
				return standing;
			}
		},
		reload() {
			const loaded = read();
			const changes = changesBetween((told ?? loaded).profile, loaded.profile);
			told = loaded;
			return { loaded, changes };
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
