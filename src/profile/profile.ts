/** The declared data of a rollout: which database, how much ratification, which numbers, which rows. Read from a JSON file. */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { problemsOf } from './problems';
import { profileSchema } from './profile-schema';
import { problemsBetween } from './well-formed';

export { profileSchema };

export type Profile = z.output<typeof profileSchema>;
/** Codes of the axes that tiers of a profile make. */
export function axesOf({ responsibility, containment, topic, axes = [] }: Profile): string[] {
	return [responsibility, containment, topic, ...axes].flatMap((axis) => axis?.axis_code ?? []);
}

export type Invariant = Profile['invariants'][number];

/** A profile with the fingerprint of the file that it came from. */
export interface LoadedProfile {
	profile: Profile;
	/** SHA-256 of the file's bytes, hex; as `sha256sum` prints it. */
	sha256: string;
}

/**
 * Parses a profile's text. Answers every problem at once, as "path: what is there, what is asked"; an empty list never comes with a missing profile.
 */
export function parseProfile(text: string): { loaded: LoadedProfile } | { problems: string[] } {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return { problems: [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
	}
	const parsed = profileSchema.safeParse(json, { reportInput: true });
	if (!parsed.success) {
		const between = typeof json === 'object' && json !== null ? problemsBetween(json) : [];
		return { problems: [...new Set([...problemsOf(parsed.error.issues), ...between])] };
	}
	return { loaded: { profile: parsed.data, sha256: createHash('sha256').update(text).digest('hex') } };
}
