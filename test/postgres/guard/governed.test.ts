/** Where people alone may ratify: in a database with axes or with the base model, and in no other. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isGoverned } from '../../../src/base/governed';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

let database: TestDatabase;
beforeAll(async () => {
	database = await createDatabaseAt('fresh');
});
afterAll(() => database.drop());

it('the base model alone is enough, an axis table alone is, and without both it is another project’s database', async () => {
	const { db } = database;
	expect(await isGoverned(db)).toBe(true);
	await db.raw(`drop view v_governance_object_inventory, v_object_containment, v_object_effective_owner, v_object_owner_gap,
		v_object_owner_conflict cascade`);
	expect(await isGoverned(db)).toBe(false);
	await db.raw('create table axis_value (id int)');
	expect(await isGoverned(db)).toBe(true);
});
