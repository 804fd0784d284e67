/** What a role or a database may have set makes no difference: the same actions and reads pass, with the same values. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readCoverage } from '../../../src/coverage/counts';
import { readMatrix } from '../../../src/coverage/page';
import { assignOwner } from '../../../src/owners/assign-owner';
import { listChanges } from '../../../src/changes/list-changes';
import { undoBatch } from '../../../src/owners/undo-batch';
import { revokeWaiver, waiveCells } from '../../../src/owners/waive';
import { listWaivers } from '../../../src/owners/waivers';
import { readReport } from '../../../src/coverage/reports';
import { policyForAnybody, readGate } from '../../../src/gate/gate';
import { applyAll } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { listRuns, verifyChain } from '../../../src/run/ledger-read';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { runScan } from '../../../src/scan/scan';
import { contextFor, createDatabase, ratify, type TestDatabase } from '../support/database';
import { REQUEST } from '../support/states';

/** Settings, in groups that are set together. */
const GROUPS: readonly (readonly [name: string, settings: Readonly<Record<string, string>>])[] = [
	['isolation', { default_transaction_isolation: 'serializable', default_transaction_deferrable: 'on' }],
	['read only', { default_transaction_read_only: 'on' }],
	['dates', { datestyle: 'German', intervalstyle: 'sql_standard', timezone: 'America/St_Johns' }],
	['timeouts', { statement_timeout: '1000', lock_timeout: '1', idle_in_transaction_session_timeout: '1000' }],
	['literals', { standard_conforming_strings: 'off', backslash_quote: 'on', transform_null_equals: 'on', array_nulls: 'off' }],
	['output', { quote_all_identifiers: 'on', bytea_output: 'escape', extra_float_digits: '-15' }],
	['planner', { jit: 'on', jit_above_cost: '0', enable_hashjoin: 'off', enable_memoize: 'off' }],
];

// Each group is set in some of the rows and not in others, and for each pair there are rows with both, with one and with the other.
const BITS = [0, 1, 2];
const ROWS = [
	GROUPS,
	...BITS.flatMap((bit) => [1, 0].map((value) => GROUPS.filter((_, index) => (((index + 1) >> bit) & 1) === value))),
];

const PAGE = { limit: 1000, offset: 0 };
/** The one gap of the reference deployment after every tier. */
const GAP = [{ object_type: 'collection', object_ref: 'iu_staging_record', value_code: 'ai-ops' }];
const WRITER = { actor: 'test' };
const UNTIL = new Date(Date.now() + 90 * 86_400_000).toISOString();

async function set(database: TestDatabase, groups: typeof GROUPS): Promise<RolloutContext> {
	for (const [name, value] of groups.flatMap(([, settings]) => Object.entries(settings))) {
		await database.db.raw(`alter database ${database.name} set ${name} to '${value}'`);
	}
	return contextFor(database, { db: database.connect() });
}

/** What the whole of the bundle answers on the way up and down, without what differs from one run to the next. */
async function answers(context: RolloutContext) {
	const { db, loaded } = context;
	const { ratification } = loaded.profile;
	const gate = await readGate(db, policyForAnybody(ratification), null);
	const preflight = await readPreflight(context);
	const applied = await applyAll(context, REQUEST, null);
	const waived = await waiveCells(context, WRITER, {
		axis_code: 'topic',
		cells: GAP,
		reason: 'back\\slash, "quoted"',
		approved_by: 'Ada',
		expires_at: UNTIL,
	});
	const scan = await runScan(context, { ...WRITER, mode: 'manual' });
	const [coverage, matrix, plan, verify] = [
		await readCoverage(db),
		await readMatrix(db, 'topic'),
		await readPlan(context),
		await verifyRollout(context),
	];
	await revokeWaiver(context, WRITER, String(waived.waivers[0]?.id));
	const batch = await assignOwner(context, WRITER, {
		axis_code: 'topic',
		cells: GAP,
		owner_gov_code: 'GOV-DOT',
		reason: 'theirs',
	});
	const drift = await readReport(db, 'drift/summary', PAGE);
	const batches = await listChanges(db, PAGE, { kind: 'owners' });
	await undoBatch(context, WRITER, batch.batch.id);
	const waivers = await listWaivers(db, PAGE, { axis: '', state: '' });
	const back = await rollbackAll(context, REQUEST, null, { force: true });
	const { runs } = await listRuns(db, PAGE);
	const chain = await verifyChain(db);
	return {
		gate,
		preflight: preflight.checks,
		applied: applied.tiers.map(({ tier, status, deltas, checks }) => ({ tier, status, deltas, checks })),
		waived: [waived.waived_cells, waived.gaps_before, waived.gaps_after, waivers.rows[0]?.expires_at, waivers.rows[0]?.reason],
		scan: { ...scan, scan_id: null },
		coverage: coverage.map((axis) => ({ ...axis, last_scan: null })),
		matrix,
		plan: plan.tiers,
		verify: { status: verify.status, checks: verify.checks },
		drift: drift.rows,
		batches: batches.rows.map((row) => [row.gaps_before, row.at.slice(0, 4)]),
		back: [back.tiers.map(({ tier, status, checks }) => ({ tier, status, checks })), back.fingerprint?.equal],
		runs: runs.map(({ action, status, tiers }) => ({ action, status, tiers })),
		// The hash covers ids and times of this database's own runs.
		chain: { ...chain, head: chain.head?.length },
	};
}

describe('with settings on the database', () => {
	let expected: Awaited<ReturnType<typeof answers>>;
	const outside: string[] = [];
	beforeAll(async () => {
		const database = await createDatabase();
		await ratify(database.db);
		database.db.on('query', ({ sql, __knexTxId }: { sql: string; __knexTxId?: string }) => {
			if (__knexTxId === undefined) outside.push(sql);
		});
		expected = await answers(contextFor(database));
		await database.drop();
		expect(expected).toMatchObject({ verify: { status: 'PASS' }, chain: { status: 'PASS' } });
		expect(expected.back[1]).toBe(true);
		expect(expected.runs.every((run) => run.status === 'passed')).toBe(true);
	}, 120_000);

	it('no statement runs outside of a transaction: nothing is left on a connection that a pooler gives to others', () => {
		expect(outside).toEqual([]);
	});

	it('every two groups are set together, and each of them without the other', () => {
		for (const one of GROUPS) {
			for (const other of GROUPS.filter((group) => group !== one)) {
				expect(ROWS.some((row) => row.includes(one) && row.includes(other))).toBe(true);
				expect(ROWS.some((row) => row.includes(one) && !row.includes(other))).toBe(true);
			}
		}
	});

	it.each(ROWS.map((row) => [row.map(([name]) => name).join(', '), row] as const))(
		'apply, waive, scan, assign, every read and rollback answer the same: %s',
		async (_name, row) => {
			const database = await createDatabase();
			await ratify(database.db);
			expect(await answers(await set(database, row))).toEqual(expected);
			await database.drop();
		},
		120_000,
	);
});
