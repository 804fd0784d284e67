/** The profile that is in force. */
import { z } from 'zod';
import { Fact, Sha256, text, texts } from './parts';

export const ProfileReloadBody = z.strictObject({});

export const ProfileChange = z.object({
	key: text.describe('Path of the key, e.g. `ownership.groups[0].owner_gov_code`.'),
	before: Fact.describe('Null where it was not there.'),
	after: Fact.describe('Null where it is not there.'),
});
export type ProfileChange = z.infer<typeof ProfileChange>;

export const ProfileReload = z.object({
	name: text,
	sha256: Sha256.describe('Of the file, as every run records it.'),
	order: texts.describe('Ids of the tiers in the order in which they are applied.'),
	changes: z.array(ProfileChange).describe('Since this instance was last asked, or first used a profile; by key.'),
	tightened: z
		.boolean()
		.describe('Whether the policy of the gate in the database asks for more than before, because the profile does.'),
});
export type ProfileReload = z.infer<typeof ProfileReload>;
