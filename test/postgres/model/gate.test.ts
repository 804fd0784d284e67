/** Who may change the model: the gate, the approval code, the state machine; and a preview that can do nothing but look. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queryRows } from '../../../src/db/run-sql';
import { applyChange } from '../../../src/model/apply-change';
import { changeModel } from '../../../src/model/change-model';
import { previewChange } from '../../../src/model/preview-change';
import { undoChange } from '../../../src/model/undo-change';
import type { RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import openRehearsal from '../../../src/run/sql/open-rehearsal.sql';
import { contextFor, createDatabase, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';
import { change, topic } from './support';

const WITHOUT_CODE = { ...REQUEST, ratifiedApr: null };

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	context = contextFor(database);
});
afterEach(() => database.drop());

const lastRun = async () => (await listRuns(database.db, { limit: 1, offset: 0 })).runs[0];

describe('with the gate shut', () => {
	beforeEach(() => database.db('os_proposal_approvals').delete());

	it('a preview says what would happen and that the gate is shut, and changes and records nothing', async () => {
		const [before, runs] = [await fingerprint(database.db), await lastRun()];
		const preview = await previewChange(context, REQUEST, change('axis', 'topic', 'retired'));
		expect(preview).toMatchObject({
			committed: false,
			gate: { status: 'BLOCKED', blockers: [{ code: 'ratification' }] },
			before: { status: 'active', required_cells: 6, gap_cells: 1, missing_assignments: 29 },
			after: { status: 'retired', required_cells: 0, gap_cells: 0, missing_assignments: 0 },
			cells_added: 0,
			cells_removed: 6,
			gaps_removed: 1,
			needs_ratified_apr: false,
		});
		expect(await fingerprint(database.db)).toBe(before);
		expect(await lastRun()).toEqual(runs);
	});

	it('a change and an undo are refused and recorded with what was asked, and change nothing', async () => {
		const before = await fingerprint(database.db);
		const asked = topic('ai-ops', 'deprecated', { reason: 'too broad' });
		await expect(applyChange(context, REQUEST, asked)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED', status: 423 });
		expect(await lastRun()).toMatchObject({
			action: 'lifecycle',
			status: 'refused',
			request: { code: 'ai-ops', to: 'deprecated', reason: 'too broad' },
			error: { code: 'AXIS_GATE_CLOSED' },
		});
		const id = (await lastRun())?.id ?? '';
		await expect(undoChange(context, REQUEST, id, 'why not')).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('what a preview does cannot be committed: the database refuses', async () => {
		const before = await fingerprint(database.db);
		const commit = database.db.transaction(async (trx) => {
			await queryRows(trx, openRehearsal);
			await changeModel(trx, topic('ai-ops', 'deprecated'), 'test');
		});
		await expect(commit).rejects.toMatchObject({ code: 'AX002' });
		expect(await fingerprint(database.db)).toBe(before);
	});
});

it('what SQL makes active past the acts is found, with who and when, until an act makes it active', async () => {
	const found = () => database.db('v_drift_finding').where({ detector_code: 'activated_past_route' });
	const activate = (table: string, where: object) => database.db(table).where(where).update({ status: 'active' });
	const value = { axis_code: 'topic', value_code: 'ai-ops' };
	expect(await found()).toEqual([]);
	await applyChange(context, REQUEST, topic('ai-ops', 'deprecated'));
	await applyChange(context, REQUEST, change('axis', 'topic', 'deprecated'));
	await activate('axis_value', value);
	// Of an axis that is not active nothing is found.
	expect(await found()).toEqual([]);
	await activate('axis_registry', { axis_code: 'topic' });
	const [{ by }] = (await database.db.raw('select session_user as by')).rows;
	const at = expect.stringMatching(new RegExp(`^${new Date().getUTCFullYear()}-.*Z$`));
	const both = await found().orderByRaw('value_code nulls first');
	expect(both).toMatchObject([
		{
			severity: 'warning',
			axis_code: 'topic',
			value_code: null,
			detail: { activated: [{ kind: 'axis', code: 'topic', by, at }] },
		},
		{ severity: 'warning', ...value, detail: { activated: [{ kind: 'value', code: 'ai-ops', by, at }] } },
	]);
	const elsewhere = await database.db.transaction(async (trx) => {
		await trx.raw("set local time zone 'Asia/Tokyo'");
		return found().transacting(trx).orderByRaw('value_code nulls first');
	});
	expect(elsewhere, 'in another zone').toEqual(both);
	await database.db('axis_value').where(value).update({ value_name: 'Renamed', status: 'active' });
	for (const to of ['deprecated', 'active'] as const) await applyChange(context, REQUEST, change('axis', 'topic', to));
	expect(await found()).toMatchObject([value]);
	const { run } = await applyChange(context, REQUEST, topic('ai-ops', 'deprecated'));
	expect(await found()).toEqual([]);
	await undoChange(context, REQUEST, run.id, 'a mistake');
	expect(await found(), 'an undo gives back what was found').toMatchObject([value]);
	for (const to of ['deprecated', 'active'] as const) await applyChange(context, REQUEST, topic('ai-ops', to));
	expect(await found()).toEqual([]);
});

describe('an approval code', () => {
	beforeEach(async () => {
		await applyChange(context, WITHOUT_CODE, change('axis', 'topic', 'deprecated'));
	});

	it('is asked for where an axis becomes active and the gap moves', async () => {
		const back = change('axis', 'topic', 'active');
		const preview = await previewChange(context, WITHOUT_CODE, back);
		expect(preview).toMatchObject({ needs_ratified_apr: true, cells_added: 6, gaps_added: 1, objects_without_owner_count: 1 });
		expect(preview.objects_without_owner).toEqual([{ object_type: 'collection', object_ref: 'iu_staging_record', cells: 1 }]);
		expect(preview.owners).toEqual([
			{ owner_gov_code: 'GOV-DOT', cells: 4 },
			{ owner_gov_code: 'GOV-KG-SYS', cells: 1 },
		]);
		const before = await fingerprint(database.db);
		await expect(applyChange(context, WITHOUT_CODE, back)).rejects.toMatchObject({
			code: 'AXIS_INVALID_PAYLOAD',
			message: expect.stringContaining('ratified_apr'),
		});
		expect(await fingerprint(database.db)).toBe(before);
		expect((await applyChange(context, REQUEST, back)).run).toMatchObject({ ratified_apr: REQUEST.ratifiedApr });
	});

	it('must be one of approval_requests where the profile says so, and an approved one where it asks for that', async () => {
		const back = change('axis', 'topic', 'active');
		const rules = (rule: object) => ({
			...context,
			loaded: testProfile(database.name, (profile) => Object.assign(Object(profile.ratification), rule)),
		});
		const made = { ...REQUEST, ratifiedApr: 'APR-NO-SUCH' };
		await expect(applyChange(rules({ known_approval: true }), made, back)).rejects.toMatchObject({
			code: 'AXIS_LIFECYCLE_CONFLICT',
			extensions: { violations: [{ violation: 'the approval code is not one of approval_requests', object: 'APR-NO-SUCH' }] },
		});
		await expect(applyChange(rules({ approved: true }), made, back)).rejects.toMatchObject({
			code: 'AXIS_GATE_CLOSED',
			extensions: { blockers: [{ code: 'approval_not_approved' }] },
		});
		expect((await previewChange(rules({ approved: true }), made, back)).gate).toMatchObject({
			status: 'BLOCKED',
			blockers: [{ code: 'approval_not_approved' }],
		});
	});
});

describe('the state machine', () => {
	it('refuses what does not follow, and says what does', async () => {
		const refused = (asked: Parameters<typeof applyChange>[2]) => expect(applyChange(context, REQUEST, asked)).rejects;
		await refused(topic('ai-ops', 'active')).toMatchObject({
			code: 'AXIS_TRANSITION',
			status: 409,
			extensions: { from: 'active', to: 'active', allowed: ['deprecated', 'retired'] },
		});
		await applyChange(context, REQUEST, topic('observability', 'retired'));
		await refused(topic('observability', 'active')).toMatchObject({ extensions: { from: 'retired', allowed: [] } });
		await refused(topic('no-such', 'retired')).toMatchObject({ code: 'AXIS_UNKNOWN_CODE', status: 404 });
		await refused(change('rule', 'CR-NONE', 'retired')).toMatchObject({ code: 'AXIS_UNKNOWN_CODE' });
	});

	it.each([
		['an axis that is merged', { ...change('axis', 'topic', 'retired'), merge_into: 'x' }],
		['a value without its axis', topic('ai-ops', 'retired', { axis_code: null })],
		['a rule with an axis', { ...change('rule', 'CR-TOPIC-ASSIGNED', 'retired'), axis_code: 'topic' }],
		['a merge that activates', topic('ai-ops', 'active', { merge_into: 'workflow' })],
		['a merge into itself', topic('ai-ops', 'retired', { merge_into: 'ai-ops' })],
		['two parts without objects', topic('ai-ops', 'retired', { split_into: [{ value_code: 'a' }, { value_code: 'b' }] })],
	])('does not take %s, and records nothing', async (_what, asked) => {
		const run = await lastRun();
		await expect(applyChange(context, REQUEST, asked)).rejects.toMatchObject({ code: 'AXIS_INVALID_PAYLOAD', status: 400 });
		await expect(previewChange(context, REQUEST, asked)).rejects.toMatchObject({ code: 'AXIS_INVALID_PAYLOAD' });
		expect(await lastRun()).toEqual(run);
	});

	it('needs tier 1', async () => {
		const fresh = await createDatabase();
		const asked = previewChange(contextFor(fresh), REQUEST, change('axis', 'topic', 'retired'));
		await expect(asked).rejects.toMatchObject({ code: 'AXIS_ORDER', extensions: { asked: 'lifecycle', first: 1 } });
		await fresh.drop();
	});
});
