/** The packet applied by psql: the same end state as the engine's, and the same refusals. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withSnapshot } from '../../../src/db/transaction';
import { applyAll } from '../../../src/rollout/apply';
import { verifyChain } from '../../../src/run/ledger-read';
import { readPlan } from '../../../src/rollout/plan';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { readFingerprintParts } from '../../../src/tier/fingerprint';
import { contextFor, createDatabase, ratify, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { PSQL, SKIPPED, writeTestPacket, type Packet } from './psql';
import { readAllRows } from './rows';

const CODE = 'APR-BOOT-AUTHMODEL-1';
const REQUEST = { requestedBy: 'test', ratifiedApr: CODE };
const GIVEN = { ratified_apr: CODE, actor: 'test' };

/** A sequence never goes back. */
const SEQUENCES = (name: string) => name === 'governance_object_ownership_id_seq';

/** Leaves the catalog and one table that nobody writes. */
const CATALOG = (name: string) => name !== 'taxonomy';

describe.skipIf(PSQL === null)(`the packet through psql${SKIPPED}`, () => {
	let database: TestDatabase;
	let packet: Packet;

	beforeEach(async () => {
		database = await createDatabase();
		packet = await writeTestPacket(testProfile(database.name));
	});
	afterEach(async () => {
		await packet.remove();
		await database.drop();
	});

	it('leaves the very rows and catalog that the engine leaves, and the engine verifies and rolls back what it did', async () => {
		const engine = await createDatabase();
		await ratify(database.db);
		await ratify(engine.db);
		const before = await fingerprint(database.db, SEQUENCES);
		const [byPsql] = [packet.run(database, '99_run_all.sql', GIVEN), await applyAll(contextFor(engine), REQUEST, null)];
		expect(byPsql).toMatchObject({ status: 0, stderr: '' });
		expect(byPsql.stdout).toContain('PASS');

		const rows = await readAllRows(database.db);
		expect(rows).toEqual(await readAllRows(engine.db));
		expect(rows).toMatchObject({ axis_assignment: { length: 41 }, governance_drift_state: { length: 38 } });
		expect(await fingerprint(database.db, CATALOG)).toBe(await fingerprint(engine.db, CATALOG));
		await engine.drop();

		const context = contextFor(database);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		expect((await readPlan(context)).tiers.map((tier) => tier.state)).toEqual(Array(7).fill('applied'));
		const rollback = await rollbackAll(context, REQUEST, null);
		expect(rollback.fingerprint).toMatchObject({ equal: true });
		expect(await fingerprint(database.db, SEQUENCES)).toBe(before);
		expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', broken: [] });
	});

	it("records each tier in the ledger, in the tier's own transaction", async () => {
		await ratify(database.db);
		const found = await withSnapshot(database.db, readFingerprintParts);
		expect(packet.run(database, '99_run_all.sql', GIVEN).status).toBe(0);
		const runs = await database.db('axis_rollout_run').orderBy('run_no');
		expect(runs.map((run) => [run.action, run.tiers, run.status, run.requested_by, run.ratified_apr])).toEqual(
			[1, 2, 3, 4, 5, 6].map((tier) => ['apply', [tier], 'passed', 'test', CODE]),
		);
		expect(runs[0].result).toMatchObject({ expected: { inventory: 35, canonical_gap: 210, ownership_seed: 30 } });
		expect(runs[0].result).toMatchObject({ entry_fingerprint: found.fingerprint, entry_parts: found.parts });
		const { listed } = runs[0].result.baseline;
		expect(new Set(listed.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['group', 'object', 'scope']));
		expect(runs[2].result.tiers[0].deltas).toContainEqual({ object: 'v_object_owner_gap', before: 210, after: 0 });
		expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 6 });
	});

	it('is refused while the gate is shut, file by file, and changes nothing', async () => {
		const before = await fingerprint(database.db);
		const all = packet.run(database, '99_run_all.sql', GIVEN);
		expect(all.status).toBe(3);
		expect(all.stderr).toContain('BLOCKED');
		expect(all.stderr).toContain('os_proposal_approvals');
		const tier = packet.run(database, '10_structure.sql', GIVEN);
		expect(tier.status).toBe(3);
		expect(tier.stderr).toContain('AXIS_GATE_CLOSED: Tier 1 (structure) did not start. Nothing was changed.');
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('is refused in another database', async () => {
		const other = await createDatabase();
		await ratify(other.db);
		const before = await fingerprint(other.db);
		for (const file of ['10_structure.sql', '99_run_all.sql', '99_rollback_full.sql']) {
			const answer = packet.run(other, file, GIVEN);
			expect(answer.status, file).toBe(3);
			expect(answer.stderr, file).toMatch(/another database|is_production|for the database/);
		}
		expect(await fingerprint(other.db)).toBe(before);
		await other.drop();
	});

	it('is refused without an approval code', async () => {
		await ratify(database.db);
		const answer = packet.run(database, '30_ownership_seed.sql', {});
		expect(answer).toMatchObject({ status: 3 });
		expect(answer.stderr).toContain('AXIS_INVALID_PAYLOAD: No approval code was given.');
	});

	it('shows the rows that violate a condition, and changes nothing', async () => {
		await ratify(database.db);
		await database.db.raw('create table axis_value (id integer primary key)');
		const before = await fingerprint(database.db);
		const answer = packet.run(database, '10_structure.sql', GIVEN);
		expect(answer.status).toBe(3);
		expect(answer.stderr).toContain('AXIS_FOREIGN_OBJECTS');
		expect(answer.stderr).toContain('names_free: {"object": "axis_value", "violation": "a relation of this name exists"}');
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('is refused the second time: the tier is applied already', async () => {
		await ratify(database.db);
		expect(packet.run(database, '10_structure.sql', GIVEN)).toMatchObject({ status: 0, stderr: '' });
		const before = await fingerprint(database.db);
		const again = packet.run(database, '10_structure.sql', GIVEN);
		expect(again.status).toBe(3);
		expect(again.stderr).toContain('AXIS_ALREADY_APPLIED');
		const early = packet.run(database, '40_containment.sql', GIVEN);
		expect(early.stderr).toContain('AXIS_ORDER');
		expect(packet.run(database, '99_run_all.sql', GIVEN).status).toBe(3);
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('is refused while another run holds the lock of the rollout', async () => {
		await ratify(database.db);
		const trx = await database.connect().transaction();
		await trx.raw('select pg_advisory_xact_lock(?::integer, 3)', [0x61786973]);
		for (const file of ['10_structure.sql', '99_run_all.sql', '99_rollback_full.sql']) {
			expect(packet.run(database, file, GIVEN).stderr, file).toContain('AXIS_ROLLOUT_BUSY');
		}
		await trx.rollback();
	});

	it('runs ownership first where the profile says so, and without the ledger', async () => {
		const bare = await createDatabase({ ledger: false });
		const loaded = testProfile(bare.name, (profile) => {
			profile.rollout = { order: ['ownership', 'structure', 'responsibility', 'containment', 'topic', 'scan'] };
			profile.expected = {};
		});
		const first = await writeTestPacket(loaded);
		await ratify(bare.db);
		const answer = first.run(bare, '99_run_all.sql', GIVEN);
		expect(answer).toMatchObject({ status: 0, stderr: '' });
		expect(answer.stdout.match(/tier \d [a-z-]+: applied/g)).toEqual([
			'tier 3 ownership-seed: applied',
			'tier 1 structure: applied',
			'tier 2 responsibility-axis: applied',
			'tier 4 containment: applied',
			'tier 5 topic-finalization: applied',
			'tier 6 scanner-baseline: applied',
		]);
		await first.remove();
		await bare.drop();
	});
});
