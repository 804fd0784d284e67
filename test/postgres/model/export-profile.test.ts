/** The living model of the reference deployment read back as a profile: what was applied says what was declared. */
import { afterEach, expect, it } from 'vitest';
import { compareProfile, exportProfile } from '../../../src/model/export-profile';
import { createDatabase, testProfile, type TestDatabase } from '../support/database';
import { loadProfile } from '../support/project';
import { createDatabaseAt } from '../support/states';

const MODEL = { tags: false, owners: false };
const ALL = { tags: true, owners: true };

const made: TestDatabase[] = [];
afterEach(async () => {
	await Promise.all(made.splice(0).map((database) => database.drop()));
});

it('says after its rollout what its profile declares', async () => {
	const database = await createDatabaseAt('tier 6');
	made.push(database);
	const { profile } = testProfile(database.name);
	expect(await compareProfile(database.db, profile, ALL)).toEqual({ equal: true, differences: [], left_out: [] });
	const exported = await exportProfile(database.db, profile, ALL);
	expect(exported.left_out).toEqual([]);
	const again = loadProfile(exported.profile).profile;
	const { ratification, guard, responsibility, ownership, containment, topic, name } = profile;
	expect(again).toMatchObject({ name, guard, responsibility, containment, ratification });
	expect(again.ownership).toEqual(ownership);
	expect(again.topic?.close).toBe(topic?.close);
	expect(again.rollout.order).toEqual(profile.rollout.order);
	expect(await compareProfile(database.db, again, ALL)).toMatchObject({ equal: true });
	expect((await exportProfile(database.db, profile, MODEL)).profile).toMatchObject({ topic: { assignments: [], owners: [] } });
});

it('says before its rollout that the database holds nothing of it', async () => {
	const database = await createDatabaseAt('fresh');
	made.push(database);
	const { profile } = testProfile(database.name);
	const { equal, differences } = await compareProfile(database.db, profile, MODEL);
	expect(equal).toBe(false);
	expect(differences.map(({ path, database: found }) => [path, found])).toEqual(
		[
			'ratification',
			'responsibility',
			...(profile.ownership?.groups ?? []).map(({ group_ref }) => `ownership.groups[${group_ref}]`),
			'containment',
			'topic',
		].map((path) => [path, null]),
	);
});

it('is refused where there is no base model', async () => {
	const database = await createDatabase({ template: 'template1' });
	made.push(database);
	await expect(exportProfile(database.db, loadProfile({}).profile, MODEL)).rejects.toMatchObject({
		code: 'AXIS_PREREQUISITE_MISSING',
	});
});
