/** The profile's rules of ratification at an apply: by the engine and by the packet, refused with what is missing and then let pass. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyTier } from '../../../src/rollout/apply';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { runScan } from '../../../src/scan/scan';
import { PSQL, SKIPPED, writeTestPacket } from '../packet/psql';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
beforeEach(async () => {
	database = await createDatabaseAt('fresh');
});
afterEach(() => database.drop());

const contextWith = (ratification: Record<string, unknown>) =>
	contextFor(database, { loaded: testProfile(database.name, (profile) => (profile.ratification = ratification)) });
const sign = (values: object) => database.db('os_proposal_approvals').insert(values);
const shutBy = (...codes: string[]) => ({
	code: 'AXIS_GATE_CLOSED',
	extensions: { blockers: codes.map((code) => expect.objectContaining({ code })) },
});

describe('two distinct signers who agree', () => {
	const rules = { minimum: 2, agreement: true, distinct_signers: true };

	it('are asked for by gate, plan, preflight and apply alike, and let tier 1 and its trigger pass', async () => {
		const context = contextWith(rules);
		await sign([
			{ email: 'ada@example.com', esignature_agreement: true },
			{ email: ' ADA@example.com', esignature_agreement: true },
			{ email: 'bob@example.com', esignature_agreement: false },
			{ esignature_agreement: true },
		]);
		await expect(applyTier(context, REQUEST, '1')).rejects.toMatchObject(
			shutBy('ratification', 'ratification_agreement', 'ratification_unsigned', 'ratification_same_signer'),
		);
		expect((await readPlan(context)).tiers[0]).toMatchObject({ state: 'blocked', blockers: { length: 4 } });
		const preflight = await readPreflight(context);
		expect(preflight.checks).toContainEqual({ name: 'ratification_count', expected: 2, actual: 1, ok: false });
		expect(preflight.checks).toContainEqual({ name: 'gate_ratified', expected: true, actual: false, ok: false });

		await database.db('os_proposal_approvals').where({ email: 'bob@example.com' }).update({ esignature_agreement: true });
		expect(await readPreflight(context)).toMatchObject({ status: 'READY' });
		await applyTier(context, REQUEST, '1');
		await applyTier(context, REQUEST, '2');
		await database.db('os_proposal_approvals').where({ email: 'bob@example.com' }).delete();
		await expect(database.db.raw('delete from axis_value')).rejects.toMatchObject({ code: 'AX001' });
	});
});

describe('an approved request', () => {
	const APPROVED = 'APR-BOOT-AUTHMODEL-1';

	it.each([
		['a code that there is not', 'APR-OF-NOWHERE', null, /holds no request "APR-OF-NOWHERE"/],
		['a request that is pending', 'APR-0010', 'pending', /is pending/],
		['a request that was withdrawn', 'APR-0006', 'withdrawn', /is withdrawn/],
		['no code', null, null, /No ratified_apr was given/],
	])('is needed: under %s a tier is refused, and nothing changes', async (_what, ratifiedApr, actual, message) => {
		await sign({ organization: 'Council' });
		const before = await fingerprint(database.db);
		await expect(applyTier(contextWith({ approved: true }), { ...REQUEST, ratifiedApr }, '1')).rejects.toMatchObject({
			code: 'AXIS_GATE_CLOSED',
			extensions: {
				blockers: [{ code: 'approval_not_approved', expected: 'approved', actual, message: expect.stringMatching(message) }],
			},
		});
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('lets tier 1 pass; without the status column it is unknown and does not', async () => {
		await sign({ organization: 'Council' });
		const context = contextWith({ approved: true });
		await applyTier(context, { ...REQUEST, ratifiedApr: APPROVED }, '1');
		await database.db.raw('alter table approval_requests drop column status cascade');
		await expect(applyTier(context, { ...REQUEST, ratifiedApr: APPROVED }, '2')).rejects.toMatchObject(
			shutBy('approval_not_approved'),
		);
	});

	it('is told beside the missing ratification', async () => {
		await expect(applyTier(contextWith({ approved: true }), { ...REQUEST, ratifiedApr: 'X' }, '1')).rejects.toMatchObject(
			shutBy('ratification', 'approval_not_approved'),
		);
	});
});

describe('approvals of others', () => {
	const rules = { not_by_operator: true };

	it('cannot be told where nobody is signed in: apply, scan, preflight and plan are shut', async () => {
		await sign({ email: 'ada@example.com' });
		const context = contextWith(rules);
		await expect(applyTier(context, REQUEST, '1')).rejects.toMatchObject(shutBy('operator_unknown'));
		await expect(runScan(context, { actor: 'schedule', mode: 'scheduled' })).rejects.toMatchObject(shutBy('operator_unknown'));
		expect((await readPlan(context)).tiers[0]).toMatchObject({ state: 'blocked', blockers: [{ code: 'operator_unknown' }] });
		expect((await readPreflight(context)).checks).toContainEqual(
			expect.objectContaining({ name: 'gate_ratified', actual: false, ok: false }),
		);
	});
});

describe.skipIf(PSQL === null)(`the packet goes by the same rules${SKIPPED}`, () => {
	const run = async (ratification: Record<string, unknown>, file: string, code = 'APR-BOOT-AUTHMODEL-1') => {
		const packet = await writeTestPacket(contextWith(ratification).loaded);
		const answer = packet.run(database, file, { ratified_apr: code });
		await packet.remove();
		return answer;
	};

	it('agreement and distinct signers', async () => {
		const rules = { minimum: 2, agreement: true, distinct_signers: true };
		await sign(['ada@example.com', 'Ada@example.com '].map((email) => ({ email, esignature_agreement: true })));
		expect((await run(rules, 'gate_check.sql')).stdout).toContain('holds 1 of 2 approvals');
		expect((await run(rules, '10_structure.sql')).stderr).toContain('AXIS_GATE_CLOSED');
		await sign({ email: 'bob@example.com', esignature_agreement: true });
		expect((await run(rules, 'gate_check.sql')).stdout).toContain('READY');
		expect(await run(rules, '10_structure.sql')).toMatchObject({ status: 0, stderr: '' });
	});

	it('the source: a table in business use, of which signatures of one proposal count', async () => {
		const proposal = '11111111-1111-4111-8111-111111111111';
		await database.db.raw('alter table os_proposal_approvals add column status text');
		await sign({ proposal, status: 'draft' });
		const rules = (filter: object) => ({ source: { table: 'os_proposal_approvals', filter } });
		const published = rules({ proposal, status: 'published' });
		expect((await run(published, 'gate_check.sql')).stdout).toContain('os_proposal_approvals holds 0 of 1 approvals');
		expect((await run(published, '10_structure.sql')).stderr).toContain('AXIS_GATE_CLOSED');
		expect((await run(rules({ state: 1 }), 'gate_check.sql')).stdout).toMatch(/source_filter[\s\S]*state is no column/);
		expect((await run(rules({ state: 1 }), '10_structure.sql')).stderr).toContain('"problem": "source_filter"');
		await sign({ proposal, status: 'published' });
		expect(await run(published, '10_structure.sql')).toMatchObject({ status: 0, stderr: '' });
		await applyTier(contextWith(published), REQUEST, '2');
		expect((await run({}, 'gate_check.sql')).stdout).toContain('READY');
		const elsewhere = await run(rules({ proposal }), 'gate_check.sql');
		expect(elsewhere.stdout).toMatch(/source_elsewhere[\s\S]*elsewhere than the policy/);
		expect(elsewhere.stderr).toContain('AXIS_SOURCE_ELSEWHERE: BLOCKED.');
		expect((await run(rules({ proposal }), '20_responsibility_axis.sql')).stderr).toContain('AXIS_SOURCE_ELSEWHERE: Tier 2');
		await database.db('os_proposal_approvals').where({ status: 'published' }).update({ status: 'withdrawn' });
		await expect(database.db.raw('delete from axis_value')).rejects.toMatchObject({
			code: 'AX001',
			hint: expect.stringContaining('os_proposal_approvals'),
		});
	});

	it('an approved request', async () => {
		await sign({ organization: 'Council' });
		const refused = await run({ approved: true }, '10_structure.sql', 'APR-0010');
		expect(refused.stderr).toMatch(/AXIS_GATE_CLOSED[\s\S]*approval request is not approved/);
		expect(refused.stderr).toContain('"actual": "pending"');
		expect((await run({ approved: true }, '10_structure.sql', 'APR-OF-NOWHERE')).stderr).toContain('"actual": null');
		expect(await run({ approved: true }, '10_structure.sql')).toMatchObject({ status: 0, stderr: '' });
	});

	it('approvals of others: psql does not know who applies, so it is always shut', async () => {
		await sign({ email: 'ada@example.com' });
		expect((await run({ not_by_operator: true }, 'gate_check.sql')).stdout).toMatch(/BLOCKED[\s\S]*operator_unknown/);
		expect((await run({ not_by_operator: true }, '10_structure.sql')).stderr).toMatch(/AXIS_GATE_CLOSED[\s\S]*apply over HTTP/);
	});

	it('a session that says axis.gate = shut', async () => {
		await sign({ organization: 'Council' });
		await database.db.raw(`alter database ${database.name} set axis.gate = 'shut'`);
		expect((await run({}, 'gate_check.sql')).stdout).toMatch(/BLOCKED[\s\S]*gate_simulated/);
		expect((await run({}, '10_structure.sql')).stderr).toMatch(/AXIS_GATE_CLOSED[\s\S]*"simulated_shut": true/);
	});
});
