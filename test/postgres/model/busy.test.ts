/** Two at once: changes under the rollout's lock, people who write the model, and previews between them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LOCKS, NAMESPACE } from '../../../src/db/advisory-lock';
import { applyChange } from '../../../src/model/apply-change';
import { previewChange } from '../../../src/model/preview-change';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { outcomeOf, until } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';
import { assign, topic } from './support';

const BUSY = (reason: string) => ({ error: { code: 'AXIS_ROLLOUT_BUSY', status: 409, extensions: { reason } } });
const MERGE = topic('ai-ops', 'deprecated', { merge_into: 'workflow' });

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	context = contextFor(database);
});
afterEach(() => database.drop());

const waitingAtMost = (lock_timeout_ms: number) => ({
	...context,
	loaded: testProfile(database.name, (profile) =>
		Object.assign(profile, {
			rollout: { order: ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'], lock_timeout_ms },
		}),
	),
});
const quick = () => waitingAtMost(100);

it('of two changes at once one is made, and the other is told why not', async () => {
	const other = { ...context, db: database.connect() };
	const outcomes = await Promise.all([
		outcomeOf(applyChange(context, REQUEST, MERGE)),
		outcomeOf(applyChange(other, REQUEST, topic('ai-ops', 'deprecated', { merge_into: 'observability' }))),
	]);
	expect(outcomes.filter((outcome) => 'value' in outcome)).toHaveLength(1);
	const refused = outcomes.find((outcome) => 'error' in outcome);
	expect(refused).toMatchObject({ error: { code: expect.stringMatching(/^AXIS_(ROLLOUT_BUSY|TRANSITION)$/) } });
});

it('no change is made while a tier runs', async () => {
	const answers: unknown[] = [];
	const observe = async () => {
		if (answers.length === 0) answers.push(await outcomeOf(applyChange(quick(), REQUEST, MERGE)));
	};
	await applyTier({ ...context, observe }, REQUEST, '6');
	expect(answers).toMatchObject([BUSY('running')]);
});

it('an assignment that somebody makes meanwhile waits, and is not moved unseen', async () => {
	const writer = await database.connect().transaction();
	await assign(writer, 'approval_requests', 'ai-ops');
	const made = outcomeOf(applyChange(context, REQUEST, MERGE));
	await writer.commit();
	const answer = await made;
	if (!('value' in answer)) throw answer.error;
	// It came first: the change waited for it, and took it along.
	expect(answer.value.rows.assignments_retargeted).toBe(4);
});

it('a change waits no longer than the profile says for somebody who writes the model', async () => {
	const before = await fingerprint(database.db);
	const writer = await database.connect().transaction();
	await assign(writer, 'approval_requests', 'ai-ops');
	expect(await outcomeOf(applyChange(quick(), REQUEST, MERGE))).toMatchObject(BUSY('lock_timeout'));
	await writer.rollback();
	expect(await fingerprint(database.db)).toBe(before);
});

it('a preview sees one snapshot: what somebody commits while it waits is not mixed in, the preview begins again', async () => {
	const writer = await database.connect().transaction();
	await writer('axis_value').where({ axis_code: 'topic', value_code: 'ai-ops' }).update({ value_name: 'AI' });
	const preview = previewChange(context, REQUEST, MERGE);
	await until(
		database.db,
		'select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
	);
	await writer.commit();
	expect((await preview).rows.assignments_retargeted).toBe(3);
});

it('a waiver that somebody writes by SQL meanwhile, where one would move to, is told, and nothing is changed', async () => {
	const waiver = {
		object_type: 'collection',
		object_ref: 'iu_staging_record',
		axis_code: 'topic',
		reason: 'is being rebuilt',
		approved_by: 'Ada',
		expires_at: new Date('2999-01-01'),
	};
	await database.db('axis_internal.waiver').insert({ ...waiver, value_code: 'ai-ops' });
	const writer = await database.connect().transaction();
	await writer('axis_internal.waiver').insert({ ...waiver, value_code: 'workflow' });
	const made = outcomeOf(applyChange(context, REQUEST, MERGE));
	await until(
		database.db,
		'select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
	);
	await writer.commit();
	expect(await made).toMatchObject({
		error: { code: 'AXIS_LIFECYCLE_CONFLICT', extensions: { violations: [{ violation: expect.stringContaining('meanwhile') }] } },
	});
	expect(await database.db('axis_value').where({ axis_code: 'topic', value_code: 'ai-ops' }).first('status')).toEqual({
		status: 'active',
	});
});

it('previews come one at a time and leave nothing locked behind them', async () => {
	const before = await fingerprint(database.db);
	// Three of them wait for those before them: as long as a busy machine takes.
	const patient = waitingAtMost(60_000);
	const previews = await Promise.all(Array.from({ length: 4 }, () => previewChange(patient, REQUEST, MERGE)));
	expect(new Set(previews.map((preview) => JSON.stringify({ ...preview, gate: null }))).size).toBe(1);
	expect(await fingerprint(database.db)).toBe(before);
	const { rows } = await database.db.raw(
		`select from pg_locks
		where locktype = 'advisory' and objid = ? and database = (select oid from pg_database where datname = current_database())`,
		[LOCKS.lifecyclePreview],
	);
	expect(rows).toEqual([]);
});

it('a preview that waits for another holds no connection of the pool, and is refused when it waited too long', async () => {
	const pool = database.connect();
	const other = await database.db.transaction();
	await other.raw('select pg_advisory_xact_lock(?, ?)', [NAMESPACE, LOCKS.lifecyclePreview]);
	const waiting = outcomeOf(previewChange({ ...context, db: pool }, REQUEST, MERGE));
	const used: number[] = [];
	for (let look = 0; look < 30; look += 1) {
		await new Promise((resolve) => setTimeout(resolve, 10));
		used.push(pool.client.pool.numUsed());
	}
	expect(used.filter((connections) => connections === 0).length).toBeGreaterThan(0);
	await other.rollback();
	expect(await waiting).toMatchObject({ value: { committed: false } });

	const holder = await database.db.transaction();
	await holder.raw('select pg_advisory_xact_lock(?, ?)', [NAMESPACE, LOCKS.lifecyclePreview]);
	expect(await outcomeOf(previewChange(quick(), REQUEST, MERGE))).toMatchObject(BUSY('lock_timeout'));
	await holder.rollback();
});
