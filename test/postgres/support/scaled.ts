/** Databases with more objects than the reference deployment, and owners so that every state of a cell occurs. */
import pg from 'pg';
import { loadFixture } from '../../../host/fixtures/load.mjs';
import { applyTier } from '../../../src/rollout/apply';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { createDatabase, ratify, testProfile, type TestDatabase } from './database';
import { EMPTY_TEMPLATE } from './global-setup';
import { REQUEST } from './states';

/** One owner on an object itself and one anchor above two others, so that every state occurs. */
export const SOME_OWNERS = `insert into governance_object_ownership (object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor)
	values ('collection', 'agents', 'audit', 'accountable', 'GOV-SIV', false), ('group', 'GRP-BUSINESS', 'audit', 'accountable', 'GOV-MOIT', true)`;

/** A database of tier 2 with 35 objects times `scale`. */
export async function scaled(scale: number): Promise<TestDatabase> {
	const database = await createDatabase({ ledger: false, template: EMPTY_TEMPLATE });
	const client = new pg.Client(database.url);
	await client.connect();
	await loadFixture(client, { scale, labels: 0 });
	await client.end();
	await setUpLedger(database.db, () => Promise.resolve());
	await ratify(database.db);
	const loaded = testProfile(database.name, (profile) =>
		Object.assign(profile, { expected: {}, rollout: { order: ['structure', 'responsibility'] } }),
	);
	await applyTier({ db: database.db, loaded }, REQUEST, '1');
	await applyTier({ db: database.db, loaded }, REQUEST, '2');
	return database;
}
