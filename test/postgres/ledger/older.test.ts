/** A ledger that lacks what this build writes, as where an owner role has it and nobody upgraded it: what needs more says so, and changes nothing. */
import { afterEach, expect, it } from 'vitest';
import batchesDown from '../../../migrations/sql/ledger003-assignment-batches.down.sql';
import { assignOwner, previewAssignment } from '../../../src/owners/assign-owner';
import { undoBatch } from '../../../src/owners/undo-batch';
import type { AssignmentBody } from '../../../src/contract';
import { runText } from '../../../src/db/run-sql';
import { applyChange } from '../../../src/model/apply-change';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { rollbackAll, rollbackTier } from '../../../src/rollout/rollback';
import { topic } from '../model/support';
import { contextFor, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
afterEach(() => database.drop());

const WRITER = { actor: 'test' };
const BODY: AssignmentBody = {
	axis_code: 'containment',
	owner_gov_code: 'GOV-MOT',
	reason: 'moved',
	replace: true,
	cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' }],
};

it('it names what is missing, whatever is asked', async () => {
	database = await createDatabaseAt('tier 5');
	const context = contextFor(database);
	await database.db.raw('alter table axis_rollout_run drop column request');
	await database.db.transaction((trx) => runText(trx, batchesDown));
	const before = await fingerprint(database.db);
	const refusal = (missing: string) => ({ code: 'AXIS_PREREQUISITE_MISSING', extensions: { missing: [missing] } });
	for (const run of [
		() => applyTier(context, REQUEST, '6'),
		() => applyAll(context, REQUEST, null),
		() => rollbackTier(context, REQUEST, '5'),
		() => rollbackAll(context, REQUEST, null),
		() => applyChange(context, REQUEST, topic('ai-ops', 'deprecated')),
	]) {
		await expect(run()).rejects.toMatchObject(refusal('axis_rollout_run.request'));
	}
	for (const write of [
		() => assignOwner(context, WRITER, BODY),
		() => previewAssignment(context, WRITER, BODY),
		() => undoBatch(context, WRITER, '7829a71b-0000-4000-8000-000000000000'),
	]) {
		await expect(write()).rejects.toMatchObject(refusal('axis_internal.assignment_batch'));
	}
	expect(await fingerprint(database.db)).toBe(before);
});
