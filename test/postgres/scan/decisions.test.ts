/** A decision about a topic and its labels holds for what it was made on, and for nothing that came after it. */
import { afterEach, expect, it } from 'vitest';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

const DECISIONS = 'topic_label_reconcile_decision';

let database: TestDatabase;
afterEach(() => database.drop());

const start = async () => (database = await createDatabaseAt('tier 6')).db;
const flagOf = async (object_ref: string) =>
	(await database.db('v_reconcile_collection_topic_vs_label').where({ object_ref }).pluck('flag')).join();
const seeded = () => database.db(DECISIONS).orderBy(['object_ref', 'topic_value']).select();

it('a seeded decision no longer counts once the labels say something else, is found again, and counts once somebody decides anew', async () => {
	const db = await start();
	const decisions = await seeded();
	expect(decisions.length).toBeGreaterThan(0);
	for (const { object_ref, decision_kind, basis } of decisions) {
		expect(basis).toMatchObject({ flag: expect.any(String), quarantined: decision_kind === 'accept_quarantine_hold' });
		expect(await flagOf(object_ref)).toBe(`reconciled_${decision_kind}`);
	}
	const { object_ref } = decisions.find(({ decision_kind }) => decision_kind === 'accept_projection_pending');
	await db('label_rules').insert({
		rule_type: 'collection',
		condition: JSON.stringify({ collection: object_ref }),
		label_code: 'LBL-OF-NOWHERE',
		status: 'active',
	});
	expect(await flagOf(object_ref)).not.toMatch(/^reconciled_/);

	await db(DECISIONS).where({ object_ref }).update({ rationale: 'Seen again: it holds.' });
	expect(await flagOf(object_ref)).toBe('reconciled_accept_projection_pending');
	// What is no decision leaves alone what was decided on.
	await db('label_rules').where({ label_code: 'LBL-OF-NOWHERE' }).delete();
	await db(DECISIONS).where({ object_ref }).update({ tag: 'ours' });
	expect(await flagOf(object_ref)).toBe('no_label_rule');
});
