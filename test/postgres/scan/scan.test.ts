/** Scans on the reference deployment after tier 6: what they find, that they are stable, and what they refuse. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readReport, REPORTS } from '../../../src/coverage/reports';
import { applyAll } from '../../../src/rollout/apply';
import { rollbackTier } from '../../../src/rollout/rollback';
import { runScan, runScheduledScan } from '../../../src/scan/scan';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, createDatabase, ratify, testProfile, type TestDatabase } from '../support/database';
import { outcomeOf, until } from '../support/sessions';
import { REQUEST } from '../support/states';

const MANUAL = { actor: 'test', mode: 'manual' } as const;
const PAGE = { limit: 1000, offset: 0 };

const SCANS_LOCKED = `select 1 from pg_locks where relation = 'governance_scan_run'::regclass and not granted`;
const ADVISORY_WAITS = `
	select 1 from pg_locks where locktype = 'advisory' and not granted
	and database = (select oid from pg_database where datname = current_database())`;

describe('scans', () => {
	let database: TestDatabase;
	let context: RolloutContext;
	/** Waits for locks as long as the test needs. */
	let patient: RolloutContext;
	const waiting = (lockTimeoutMs: number) =>
		testProfile(
			database.name,
			(profile) =>
				(profile.rollout = {
					order: ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'],
					lock_timeout_ms: lockTimeoutMs,
				}),
		);
	const impatient = (of: RolloutContext) => ({ ...of, loaded: waiting(100) });

	beforeAll(async () => {
		database = await createDatabase();
		context = contextFor(database);
		patient = { ...context, loaded: waiting(60_000) };
		await expect(runScan(context, MANUAL)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		await ratify(database.db);
		await expect(runScan(context, MANUAL)).rejects.toMatchObject({
			code: 'AXIS_ORDER',
			message: expect.stringContaining('tier 6'),
		});
		await applyAll(context, REQUEST, null);
	});
	afterAll(() => database.drop());

	it('tier 6 opens the 38 findings of the reference deployment, detector by detector', async () => {
		const { rows } = await readReport(database.db, 'drift/summary', PAGE);
		expect(Object.fromEntries(rows.map((row) => [row.detector_code, row.findings]))).toEqual({
			axis_assignment_missing: 29,
			conflicting_parentage: 0,
			containment_moved: 0,
			coverage_rule_missing: 0,
			label_orphan: 0,
			low_confidence_assignment: 1,
			projection_lag: 0,
			projection_lag_timing: 4,
			retired_scope: 0,
			scope_without_value: 0,
			several_values: 0,
			activated_past_route: 0,
			stale_candidate: 1,
			stale_owner: 0,
			stale_reference: 0,
			stranded_anchor: 0,
			topic_without_label: 2,
			ui_visible_unapproved: 1,
			unregistered_axis: 0,
			value_circle: 0,
		});
		const timing = await database
			.db('governance_drift_state')
			.where({ detector_code: 'projection_lag_timing' })
			.orderBy('object_ref');
		expect(timing.map((row) => [row.object_ref, row.severity, row.detail.lag_days])).toEqual([
			['agents', 'warning', 75],
			['modules', 'warning', 66],
			['tasks', 'info', 5],
			['workflows', 'warning', null],
		]);
	});

	it('a second and a third scan find nothing new and resolve nothing, and only count', async () => {
		for (const scan of [await runScan(context, MANUAL), await runScan(context, MANUAL)]) {
			expect(scan).toMatchObject({ found: 38, new: 0, resolved: 0, open: 38, critical: 0 });
		}
		expect(await database.db('governance_drift_state').min('scan_count as least').max('scan_count as most')).toEqual([
			{ least: 3, most: 3 },
		]);
		expect(await database.db('axis_candidate_finding').count('* as rows')).toEqual([{ rows: '33' }]);
		expect(await database.db('governance_event_log').where({ emitted: false }).count('* as rows')).toEqual([
			{ rows: String(3 * 38) },
		]);
		expect(await database.db('event_outbox').where({ event_domain: 'governance' }).count('* as rows')).toEqual([{ rows: '0' }]);
	});

	it('what is gone is resolved, and what comes back is new', async () => {
		await database.db('axis_assignment').where({ object_ref: 'modules', axis_code: 'topic' }).update({ confidence: 0.9 });
		expect(await runScan(context, MANUAL)).toMatchObject({ found: 37, new: 0, resolved: 1, open: 37 });
		await database.db('axis_assignment').where({ object_ref: 'modules', axis_code: 'topic' }).update({ confidence: 0.55 });
		expect(await runScan(context, MANUAL)).toMatchObject({ found: 38, new: 1, resolved: 0, open: 38 });
	});

	it('two scans at once are one after the other: neither calls a finding new', async () => {
		const [one, other] = await Promise.all([runScan(context, MANUAL), runScan(context, MANUAL)]);
		expect([one.new, other.new]).toEqual([0, 0]);
		expect(one.scan_id).not.toBe(other.scan_id);
	});

	it('one instance makes the scheduled scan of a tick', async () => {
		const others = { ...context, db: database.connect() };
		const scans = await Promise.all([runScheduledScan(context), runScheduledScan(others)]);
		expect(scans.filter((scan) => scan !== null)).toHaveLength(1);
		expect(await runScheduledScan(others)).toBeNull();
	});

	it('every report lists rows with a total, and the trend has one point per scan', async () => {
		for (const name of REPORTS) {
			const { rows, total } = await readReport(database.db, name, PAGE);
			expect(total, name).toBe(rows.length);
			expect(total, name).toBeGreaterThan(0);
			expect((await readReport(database.db, name, { limit: 1, offset: total + 5 })).total, name).toBe(total);
		}
		const trend = await readReport(database.db, 'coverage/trend', PAGE);
		expect(trend.rows.at(-1)).toMatchObject({
			axes: [
				{ axis_code: 'containment', required_cells: 35, gap_cells: 0 },
				{ axis_code: 'responsibility', required_cells: 210, gap_cells: 0 },
				{ axis_code: 'topic', required_cells: 6, gap_cells: 1 },
			],
			critical_drift: 0,
		});
		expect(await readReport(database.db, 'drift', PAGE, { state: 'resolved' })).toMatchObject({ rows: [], total: 0 });
	});

	it('findings by detector and severity, and the queue by lane, are parts that make the whole', async () => {
		const findings = await readReport(database.db, 'drift', PAGE);
		const detectors = [...new Set(findings.rows.map((row) => String(row.detector_code)))];
		const byDetector = await Promise.all(detectors.map((detector) => readReport(database.db, 'drift', PAGE, { detector })));
		expect(byDetector.map(({ total }) => total).reduce((sum, total) => sum + total)).toBe(findings.total);
		for (const [position, { rows }] of byDetector.entries())
			expect(new Set(rows.map((row) => row.detector_code))).toEqual(new Set([detectors[position]]));
		const bySeverity = await Promise.all(
			(['info', 'warning', 'critical'] as const).map((severity) => readReport(database.db, 'drift', PAGE, { severity })),
		);
		expect(bySeverity.map(({ total }) => total).reduce((sum, total) => sum + total)).toBe(findings.total);
		const queue = await readReport(database.db, 'review-queue', PAGE);
		for (const lane of ['official', 'candidate'] as const)
			expect((await readReport(database.db, 'review-queue', PAGE, { lane })).rows).toEqual(
				queue.rows.filter((row) => row.lane === lane),
			);
		expect((await readReport(database.db, 'drift', PAGE, { detector: 'nonsense' })).total).toBe(0);
	});

	it('a rollback waits for a scan that came first, as long as it is allowed to', async () => {
		const others = { ...context, db: database.connect() };
		const holder = await database.connect().transaction();
		await holder.raw('lock table governance_scan_run');
		const scan = runScan(patient, MANUAL);
		await until(database.db, SCANS_LOCKED);
		await expect(rollbackTier(impatient(others), REQUEST, '6')).rejects.toMatchObject({
			code: 'AXIS_ROLLOUT_BUSY',
			message: expect.stringContaining('a scan'),
		});
		const rollback = rollbackTier({ ...patient, db: database.connect() }, REQUEST, '6');
		await until(database.db, ADVISORY_WAITS);
		await holder.rollback();
		expect(await scan).toMatchObject({ found: 38 });
		expect(await rollback).toMatchObject({ committed: true });
		expect(await database.db('governance_scan_run')).toEqual([]);
		await applyAll(context, REQUEST, null);
	});

	it('a scan waits for a rollback that came first, and then finds no tier 6', async () => {
		const holder = await database.connect().transaction();
		await holder.raw('lock table governance_scan_run in share mode');
		const rollback = rollbackTier({ ...patient, db: database.connect() }, REQUEST, '6');
		await until(database.db, SCANS_LOCKED);
		const scan = outcomeOf(runScan(patient, MANUAL));
		await until(database.db, ADVISORY_WAITS);
		await holder.rollback();
		await rollback;
		expect(await scan).toMatchObject({ error: { code: 'AXIS_ORDER' } });
		expect(await database.db('governance_scan_run')).toEqual([]);
		await applyAll(context, REQUEST, null);
	});

	it('rolling tier 6 back deletes what scans recorded', async () => {
		await rollbackTier(context, { requestedBy: 'test', ratifiedApr: null }, '6');
		for (const table of ['governance_scan_run', 'governance_drift_state', 'governance_event_log', 'axis_candidate_finding']) {
			expect(await database.db(table).count('* as rows'), table).toEqual([{ rows: '0' }]);
		}
	});
});
