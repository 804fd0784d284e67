/** The profile that is in force. */
import { z } from 'zod';
import { Fact, facts, Sha256, text, texts } from './parts';

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

const flag = z.enum(['true', 'false']).optional();

export const ProfileParts = z.object({
	tags: flag.describe('Whether tags of objects are part of it, on parallel axes.'),
	owners: flag.describe('Whether owners of objects are part of it, on parallel axes.'),
});

export const ProfileLeftOut = z.object({ path: text.describe('Where it would stand, e.g. `axes[classification]`.'), why: text });

export const ProfileExport = z.object({
	profile: facts.describe('A profile, as a file has it.'),
	left_out: z.array(ProfileLeftOut).describe('What the database holds and no profile can say.'),
});
export type ProfileExport = z.infer<typeof ProfileExport>;

export const ProfileDifference = z.object({
	path: text.describe('E.g. `ownership.groups[website]`: items of lists by what names them.'),
	profile: z.unknown().describe('Null where it is not in the profile.'),
	database: z.unknown().describe('Null where it is not in the database.'),
});
export type ProfileDifference = z.infer<typeof ProfileDifference>;

export const ProfileComparison = z.object({
	equal: z.boolean().describe('Whether nothing differs and nothing was left out.'),
	differences: z.array(ProfileDifference),
	left_out: ProfileExport.shape.left_out,
});
export type ProfileComparison = z.infer<typeof ProfileComparison>;
