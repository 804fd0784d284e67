/** Acknowledged findings: told beside them and counted apart, back when the day has passed or they say something else, undone to the very rows. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AcknowledgeBody, DriftFinding } from '../../../src/contract';
import { DriftFinding as findingSchema } from '../../../src/contract/schemas';
import { listChanges } from '../../../src/changes/list-changes';
import { readStandingActs } from '../../../src/changes/standing';
import { readReport, type ReportFilter } from '../../../src/coverage/reports';
import { undoBatch } from '../../../src/owners/undo-batch';
import { reportRollback } from '../../../src/rollout/report-rollback';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import type { RolloutContext } from '../../../src/run/context';
import { acknowledgeFindings, previewAcknowledge, previewRevoke, revokeAcknowledgements } from '../../../src/scan/acknowledge';
import { runScan } from '../../../src/scan/scan';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const ADA = { actor: 'Ada' };
const MANUAL = { actor: 'test', mode: 'manual' } as const;
const PAGE = { limit: 1000, offset: 0 };
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 6');
	context = contextFor(database);
});
afterEach(() => database.drop());

async function list(filter: ReportFilter): Promise<DriftFinding[]> {
	return (await readReport(database.db, 'drift', PAGE, filter)).rows.map((row) => findingSchema.parse(row));
}
const idsOf = async (detector: string) => (await list({ detector })).map((finding) => finding.drift_id);
/** The finding whose confidence is 0.55. */
const unsure = async () => idsOf('low_confidence_assignment');
const body = (findings: string[], more: Partial<AcknowledgeBody> = {}): AcknowledgeBody => ({
	findings,
	until: day(30),
	reason: 'gone with the next release',
	...more,
});
const counts = async (detector: string) => {
	const { rows } = await readReport(database.db, 'drift/summary', PAGE);
	const row = rows.find((one) => one.detector_code === detector);
	return [row?.findings, row?.acknowledged];
};
const toLookAt = async () => (await list({ state: 'open', acknowledged: 'no' })).length;
const table = async () =>
	(await database.db.raw(`select to_jsonb(one)::text as row from axis_internal.acknowledgement as one order by 1`)).rows;
const set = (more: Record<string, unknown>) => database.db('axis_internal.acknowledgement').whereNull('ended_at').update(more);
const trust = (confidence: number) =>
	database.db('axis_assignment').where({ object_ref: 'modules', axis_code: 'topic' }).update({ confidence });

describe('an acknowledged finding', () => {
	it('is told with until, reason and who, and counted apart; what scans find and store stays as it is', async () => {
		const missing = await idsOf('axis_assignment_missing');
		const asked = body([...missing, ...missing.slice(0, 3), ...(await unsure())]);
		const foreseen = await previewAcknowledge(context, ADA, asked);
		expect(await table()).toEqual([]);
		const { batch, effect } = await acknowledgeFindings(context, ADA, asked);
		expect({ ...effect, committed: false, gate: foreseen.gate }).toEqual(foreseen);
		expect(effect).toMatchObject({ asked: 30, changed: 30, kept: 0, open_before: 38, open_after: 8 });
		expect(effect.findings).toHaveLength(30);
		expect(batch).toMatchObject({ kind: 'acknowledge', requested_by: 'Ada', effect: { rows_inserted: 30, rows_superseded: 0 } });
		const [first] = await list({ detector: 'low_confidence_assignment' });
		expect(first).toMatchObject({
			acknowledged: { until: day(30), reason: 'gone with the next release', by: 'Ada' },
			acknowledgement_lapsed: null,
		});
		expect([await counts('axis_assignment_missing'), await counts('topic_without_label'), await toLookAt()]).toEqual([
			[29, 29],
			[2, 0],
			8,
		]);
		expect((await list({ acknowledged: 'yes' })).length).toBe(30);
		expect(await runScan(context, MANUAL)).toMatchObject({ found: 38, new: 0, resolved: 0, open: 38, acknowledged: 30 });
		const [scan] = (await readReport(database.db, 'scans', PAGE)).rows;
		expect(scan).toMatchObject({ found: 38, summary: { open_drift: 38, detectors: { axis_assignment_missing: 29 } } });
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	});

	it('counts on the day itself and is back on the day after', async () => {
		await acknowledgeFindings(context, ADA, body(await unsure(), { until: day(0) }));
		expect([await toLookAt(), await counts('low_confidence_assignment')]).toEqual([37, [1, 1]]);
		await set({ until_day: day(-1) });
		expect([await toLookAt(), await counts('low_confidence_assignment')]).toEqual([38, [1, 0]]);
		expect(await list({ detector: 'low_confidence_assignment' })).toMatchObject([
			{ acknowledged: null, acknowledgement_lapsed: 'expired' },
		]);
	});

	it('is back when it says something else, and nothing but days that pass changes nothing, whatever the zone of the scan', async () => {
		await acknowledgeFindings(context, ADA, body([...(await unsure()), ...(await idsOf('stale_candidate'))]));
		await database.db.transaction(async (trx) => {
			await trx.raw(`set local time zone 'Asia/Tokyo'; select fn_governance_scan('test', 'manual')`);
		});
		await database.db.raw(`update governance_drift_state set detail = detail || '{"staleness_days": 100000}'
			where detector_code = 'stale_candidate'`);
		expect(await toLookAt()).toBe(36);
		await trust(0.5);
		expect(await counts('low_confidence_assignment'), 'before any scan').toEqual([1, 0]);
		expect(await runScan(context, MANUAL)).toMatchObject({ found: 38, new: 0, acknowledged: 1 });
		expect(await list({ detector: 'low_confidence_assignment' })).toMatchObject([
			{ acknowledged: null, acknowledgement_lapsed: 'changed' },
		]);
		await trust(0.55);
		expect(await runScan(context, MANUAL), 'what was accepted holds where it is so again').toMatchObject({ acknowledged: 2 });
		await database.db('axis_assignment').where({ object_ref: 'modules', axis_code: 'topic' }).update({ confidence: 0.9 });
		await runScan(context, MANUAL);
		await trust(0.55);
		expect(await runScan(context, MANUAL), 'also after it was resolved').toMatchObject({ new: 1, acknowledged: 2 });
	});

	it('is acknowledged anew: the one that stands gives way, and what is so already is kept', async () => {
		const [id = ''] = await unsure();
		const labels = await idsOf('topic_without_label');
		await acknowledgeFindings(context, ADA, body([id]));
		const longer = body([id, ...labels], { until: day(60) });
		const { effect } = await acknowledgeFindings(context, { actor: 'Bob' }, longer);
		expect(effect.findings.map((one) => one.effect).sort()).toEqual(['acknowledged', 'acknowledged', 'renewed']);
		const again = await acknowledgeFindings(context, ADA, longer);
		expect(again.effect).toMatchObject({ asked: 3, changed: 0, kept: 3, open_before: 35, open_after: 35 });
		expect(await list({ detector: 'low_confidence_assignment' })).toMatchObject([
			{ acknowledged: { until: day(60), by: 'Bob' } },
		]);
	});
});

describe('revoking and taking back', () => {
	it('an undo gives back the very rows, and one out of order is refused until what was built on it is undone', async () => {
		const ids = [...(await unsure()), ...(await idsOf('topic_without_label'))];
		const first = await acknowledgeFindings(context, ADA, body(ids));
		const one = await table();
		const second = await acknowledgeFindings(context, ADA, body(ids.slice(0, 2), { reason: 'still so' }));
		const two = await table();
		const asked = { findings: ids.slice(0, 1), reason: 'it matters after all' };
		const foreseen = await previewRevoke(context, ADA, asked);
		const revoked = await revokeAcknowledgements(context, ADA, asked);
		expect({ ...revoked.effect, committed: false, gate: foreseen.gate }).toEqual(foreseen);
		expect(foreseen).toMatchObject({ changed: 1, open_before: 35, open_after: 36, findings: [{ effect: 'revoked' }] });
		for (const { batch } of [first, second]) {
			await expect(undoBatch(context, ADA, batch.id)).rejects.toMatchObject({ code: 'AXIS_BATCH_CHANGED' });
		}
		const anew = await acknowledgeFindings(context, ADA, body(ids.slice(0, 1)));
		await expect(undoBatch(context, ADA, revoked.batch.id)).rejects.toMatchObject({
			extensions: { violations: [{ violation: 'the finding was acknowledged anew' }] },
		});
		await undoBatch(context, ADA, anew.batch.id);
		expect(await undoBatch(context, ADA, revoked.batch.id)).toMatchObject({ rows_deleted: 0, rows_restored: 1 });
		expect(await table()).toEqual(two);
		expect(await undoBatch(context, ADA, second.batch.id)).toMatchObject({ rows_deleted: 2, rows_restored: 2 });
		expect(await table()).toEqual(one);
		await undoBatch(context, ADA, first.batch.id);
		expect([await table(), await toLookAt()]).toEqual([[], 38]);
	});

	it('the history tells each act, by its axis or as one of several', async () => {
		const labels = await idsOf('topic_without_label');
		const { batch } = await acknowledgeFindings(context, ADA, body(labels));
		await revokeAcknowledgements(context, ADA, { findings: labels.slice(0, 1), reason: 'it matters' });
		await acknowledgeFindings(context, ADA, body(await idsOf('axis_assignment_missing')));
		const told = (await listChanges(database.db, PAGE, { kind: 'findings' })).rows;
		expect(told.map(({ act, what, why }) => [act, what, why]).slice(1)).toEqual([
			['unacknowledge', 'Acknowledgements of findings revoked on the axis "topic": 1 row.', 'it matters'],
			['acknowledge', 'Findings acknowledged on the axis "topic": 2 rows.', 'gone with the next release'],
		]);
		expect(told[2]).toMatchObject({ id: batch.id, cells: null, undo: `POST /axis/owners/${batch.id}/undo` });
		expect((await listChanges(database.db, PAGE, { kind: 'owners,waivers' })).total).toBe(0);
	});
});

describe('it is refused', () => {
	const refused = (violations: unknown[], total = violations.length) => ({
		code: 'AXIS_FINDINGS_REFUSED',
		extensions: { violations: violations.map((one) => expect.objectContaining(one)), total },
	});

	it('for findings that are unknown or resolved, of which ten are listed, and for a day that has passed', async () => {
		const unknown = Array.from({ length: 12 }, (_, index) => `7829a71b-0000-4000-8000-0000000000${10 + index}`);
		const ten = unknown.slice(0, 10).map((finding) => ({ violation: 'there is no such finding', finding }));
		const known = await unsure();
		await expect(acknowledgeFindings(context, ADA, body([...known, ...unknown]))).rejects.toMatchObject(refused(ten, 12));
		await expect(previewRevoke(context, ADA, { findings: unknown, reason: 'none' })).rejects.toMatchObject(refused(ten, 12));
		const past = { violation: expect.stringContaining('the day has passed') };
		await expect(acknowledgeFindings(context, ADA, body(known, { until: day(-1) }))).rejects.toMatchObject(refused([past]));
		await trust(0.9);
		await runScan(context, MANUAL);
		const resolved = { violation: expect.stringContaining('the finding is resolved'), finding: known[0] };
		await expect(acknowledgeFindings(context, ADA, body(known))).rejects.toMatchObject(refused([resolved]));
		const none = { violation: expect.stringContaining('nobody acknowledged'), finding: known[0] };
		await expect(revokeAcknowledgements(context, ADA, { findings: known, reason: 'none' })).rejects.toMatchObject(
			refused([none]),
		);
		expect(await table()).toEqual([]);
	});

	it('while the gate is shut, by every path to the rows', async () => {
		const ids = await unsure();
		await acknowledgeFindings(context, ADA, body(ids));
		await database.db('os_proposal_approvals').delete();
		const shut = { code: 'AXIS_GATE_CLOSED' };
		await expect(acknowledgeFindings(context, ADA, body(ids))).rejects.toMatchObject(shut);
		await expect(revokeAcknowledgements(context, ADA, { findings: ids, reason: 'none' })).rejects.toMatchObject(shut);
		await expect(set({ until_day: day(1) })).rejects.toMatchObject({ code: 'AX001' });
	});
});

it('a rollback tells acknowledgements before it begins, refuses, and takes them back where that is asked', async () => {
	await acknowledgeFindings(context, ADA, body([...(await unsure()), ...(await idsOf('axis_assignment_missing'))]));
	const told = await reportRollback(context);
	expect(told.standing).toMatchObject({ total: 1, acts: [{ kind: 'findings', act: 'acknowledge', who: 'Ada' }] });
	expect(told.takes.find(({ check }) => check === 'no_acknowledgements')).toMatchObject({ tier: 1, count: 30 });
	await expect(rollbackAll(context, REQUEST, null)).rejects.toMatchObject({
		code: 'AXIS_PRECONDITION',
		extensions: { violations: expect.arrayContaining([expect.objectContaining({ check: 'no_acknowledgements' })]) },
	});
	const answer = await rollbackAll(context, REQUEST, null, { force: false, undoBatches: true });
	expect(answer.fingerprint).toMatchObject({ equal: true, differences: [] });
});

it('stands in the way of no rollback of one axis, whatever axes its findings are of', async () => {
	await acknowledgeFindings(context, ADA, body([...(await unsure()), ...(await idsOf('axis_assignment_missing'))]));
	const standing = (axes: string[] | null) =>
		database.db.transaction((trx) => readStandingActs(trx, context.loaded.profile, axes));
	expect(await standing(['topic'])).toEqual({ total: 0, acts: [] });
	expect(await standing(null)).toMatchObject({ total: 1, acts: [{ act: 'acknowledge' }] });
});
