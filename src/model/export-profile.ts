/** Reads a profile back from the database, and compares one with it. Reads only. */
import type { Knex } from 'knex';
import { requirePrerequisites } from '../base/prerequisites';
import type { ProfileComparison, ProfileExport } from '../contract';
import { withSnapshot } from '../db/transaction';
import { ProfileError } from '../errors';
import { differencesBetween, type ModelSections, type ObjectParts } from '../profile/differences';
import { parseProfile, type Profile } from '../profile/profile';
import { sayLivingModel, type LivingSections, type ProfileText } from './living-profile';
import { readLivingModel } from './read-living';

/**
 * The living model as a profile. What no database keeps of these sections is as in the profile in use; `database`, `rollout`, `expected` and
 * `invariants`, which say how a rollout goes, are left out. Errors: PrerequisiteMissingError, NoBaseModelError, UnsupportedDatabaseError.
 */
export async function exportProfile(db: Knex, inUse: Profile, parts: ObjectParts): Promise<ProfileExport> {
	const { sections, left_out } = await readSections(db, inUse, parts);
	const { ownership, containment, topic, axes } = sections;
	const closing = new Set(inUse.axes.filter(({ close }) => close).map(({ axis_code }) => axis_code));
	const profile: ProfileText = {
		name: inUse.name,
		...sections,
		ratification: { ...inUse.ratification, ...sections.ratification },
		guard: inUse.guard,
		// Without this section people may assign owners: an export takes that from nobody.
		...(ownership || inUse.ownership ? { ownership: { writable: true, ...inUse.ownership, groups: [], ...ownership } } : {}),
		...(containment ? { containment: { close: inUse.containment?.close ?? false, ...containment } } : {}),
		...(topic ? { topic: { close: inUse.topic?.close ?? false, ...topic } } : {}),
		...(axes ? { axes: axes.map((axis) => ({ ...axis, close: closing.has(axis.axis_code) })) } : {}),
	};
	return { profile: { ...readProfile(profile).text }, left_out };
}

/** What the profile and the database say differently, in the sections that a database can hold. Errors: as exportProfile. */
export async function compareProfile(db: Knex, profile: Profile, parts: ObjectParts): Promise<ProfileComparison> {
	const { sections, left_out } = await readSections(db, profile, parts);
	const { ratification, responsibility, ownership, containment, topic, axes } = readProfile(sections).profile;
	const database: ModelSections = {
		...(sections.ratification ? { ratification } : {}),
		...(sections.responsibility ? { responsibility } : {}),
		...(ownership ? { ownership } : {}),
		...(containment ? { containment } : {}),
		...(topic ? { topic } : {}),
		axes,
	};
	const differences = differencesBetween(profile, database, parts);
	return { equal: differences.length === 0 && left_out.length === 0, differences, left_out };
}

async function readSections(db: Knex, profile: Profile, parts: ObjectParts): Promise<LivingSections> {
	return withSnapshot(db, async (trx) => {
		// Labels are not read.
		await requirePrerequisites(trx, { ...profile, rollout: { ...profile.rollout, order: [] } });
		return sayLivingModel(await readLivingModel(trx, parts), {
			responsibility: profile.responsibility.axis_code,
			containment: profile.containment?.axis_code,
		});
	});
}

function readProfile(text: ProfileText): { text: ProfileText; profile: Profile } {
	const parsed = parseProfile(JSON.stringify(text));
	if ('problems' in parsed) throw new ProfileError({ path: 'the living model', problems: parsed.problems });
	return { text: JSON.parse(JSON.stringify(text)), profile: parsed.loaded.profile };
}
