/** The whole rollout with an owner role: hardened before the first start, before tier 1, after tier 6; and taken back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCoverage } from '../../../src/coverage/counts';
import { readReport, REPORTS } from '../../../src/coverage/reports';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { readHardening } from '../../../src/harden/harden';
import { startRun } from '../../../src/run/ledger';
import { listRuns } from '../../../src/run/ledger-read';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { upgradeStructure } from '../../../src/rollout/structure-upgrade';
import { verifyRollout } from '../../../src/rollout/verify';
import { runScan } from '../../../src/scan/scan';
import { PSQL, SKIPPED, writeTestPacket } from '../packet/psql';
import { ratify } from '../support/database';
import { REQUEST } from '../support/states';
import { createDeployment, ownership, type Deployment } from './roles';

const nothing = () => Promise.resolve();

let deployment: Deployment;
beforeEach(async () => {
	deployment = await createDeployment();
});
afterEach(() => deployment.drop());

/** Everything that Directus does by itself, on its own connection. */
async function expectWork({ directus, asDirectus }: Deployment): Promise<void> {
	const context = asDirectus();
	await setUpLedger(directus, nothing);
	await upgradeStructure(directus, context.loaded.profile);
	expect((await readPreflight(context)).checks.find((check) => check.actual === null)).toBeUndefined();
	expect((await readPlan(context)).tiers.map((tier) => tier.state)).toEqual(Array.from({ length: 7 }, () => 'applied'));
	expect((await verifyRollout(context)).checks.filter((check) => !check.ok)).toEqual([]);
	expect((await readCoverage(directus)).map((axis) => axis.required_cells)).toEqual([210, 35, 6]);
	for (const report of REPORTS)
		expect((await readReport(directus, report, { limit: 5, offset: 0 })).total, report).toBeGreaterThan(0);
	expect(await runScan(context, { actor: 'test', mode: 'manual' })).toMatchObject({ open: 38, new: 0, resolved: 0 });
	await directus('axis_value').insert({ axis_code: 'topic', value_code: 'mine', value_name: 'Mine' });
	await directus('axis_value').where({ value_code: 'mine' }).update({ value_name: 'Ours' });
	expect(await directus('axis_value').where({ value_code: 'mine' }).delete()).toBe(1);
	expect((await listRuns(directus, { limit: 1, offset: 0 })).total).toBeGreaterThan(0);
}

describe.each(['before the first start', 'before tier 1'])('hardened %s', (when) => {
	beforeEach(async () => {
		if (when === 'before tier 1') await setUpLedger(deployment.directus, nothing);
		await deployment.harden();
		if (when === 'before the first start') await setUpLedger(deployment.directus, nothing, deployment.owner);
		await ratify(deployment.admin);
	});

	it('the owner rehearses, applies and rolls back to an equal fingerprint, and Directus does its work between', async () => {
		const { asOwner, directus, names } = deployment;
		expect((await rehearse(asOwner(), REQUEST, null)).run.status).toBe('passed');
		expect((await applyAll(asOwner(), REQUEST, null)).run.status).toBe('passed');
		await deployment.harden();
		await expectWork(deployment);
		expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
		expect((await rollbackAll(asOwner(), REQUEST, null)).fingerprint?.equal).toBe(true);
		expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
	});

	it('as Directus tier 1 is refused with the way out, recorded, and changes nothing', async () => {
		const { admin, asDirectus, directus } = deployment;
		const before = await ownership(admin);
		await expect(applyTier(asDirectus(), REQUEST, '1')).rejects.toMatchObject({
			code: 'AXIS_PRECONDITION',
			message: expect.stringMatching(/AXIS_OWNER_DATABASE_URL.*psql.*axis packet/s),
		});
		expect(await ownership(admin)).toEqual(before);
		expect((await listRuns(directus, { limit: 1, offset: 0 })).runs).toMatchObject([
			{ status: 'refused', error: { code: 'AXIS_PRECONDITION' } },
		]);
	});

	it('a run whose process died is marked aborted at the next start, by Directus’ role', async () => {
		const { asOwner, directus, owner } = deployment;
		const id = await startRun(owner, {
			action: 'apply',
			tiers: [1],
			requestedBy: 'test',
			ratifiedApr: null,
			profileSha256: asOwner().loaded.sha256,
			partOf: null,
		});
		await setUpLedger(directus, nothing);
		expect((await listRuns(directus, { limit: 1, offset: 0 })).runs).toMatchObject([{ id, status: 'aborted' }]);
	});

	it.skipIf(PSQL === null)(`the owner runs the packet with psql, and Directus sees what it did${SKIPPED}`, async () => {
		const { database, names, asDirectus } = deployment;
		const packet = await writeTestPacket(asDirectus().loaded);
		const url = database.url.replace('postgres@', `${encodeURIComponent(names.owner)}@`);
		try {
			const up = packet.run({ url }, '99_run_all.sql', { ratified_apr: REQUEST.ratifiedApr });
			expect(up.stderr).not.toContain('ERROR');
			expect(up.status).toBe(0);
			await deployment.harden();
			await expectWork(deployment);
			await expect(rollbackAll(asDirectus(), REQUEST, null)).rejects.toMatchObject({ code: 'AXIS_PRECONDITION' });
			expect(packet.run({ url }, '99_rollback_full.sql').status).toBe(0);
			expect((await readPlan(deployment.asOwner())).tiers[0]).toMatchObject({ tier: 1, state: 'ready' });
			// As Directus' role it may not be applied, and the plan says so beforehand.
			expect((await readPlan(asDirectus())).tiers[0]).toMatchObject({ tier: 1, state: 'blocked' });
		} finally {
			await packet.remove();
		}
	});
});

it('hardened after tier 1, Directus applies tiers 2 to 6 as itself', async () => {
	const { asDirectus, directus, names } = deployment;
	await setUpLedger(directus, nothing);
	await ratify(deployment.admin);
	await applyTier(asDirectus(), REQUEST, '1');
	await deployment.harden();
	expect((await applyAll(asDirectus(), REQUEST, null)).tiers.map((tier) => tier.tier)).toEqual([2, 3, 4, 5, 6, 8]);
	await expectWork(deployment);
	expect(await readHardening(directus, names)).toMatchObject({ status: 'HARDENED' });
});

describe('hardened after tier 6', () => {
	beforeEach(async () => {
		await setUpLedger(deployment.directus, nothing);
		await ratify(deployment.admin);
		await applyAll(deployment.asDirectus(), REQUEST, null);
	});

	it('ownership moves, Directus works on, the owner rolls back; before it most claims fail, after it all hold', async () => {
		const { asOwner, directus, names } = deployment;
		expect(
			(await readHardening(directus, names))?.claims.filter((claim) => !claim.holds && claim.kind === 'claim').length,
		).toBeGreaterThan(8);
		await deployment.harden();
		await deployment.harden();
		expect((await readHardening(directus, names))?.claims.filter((claim) => !claim.holds && claim.kind === 'claim')).toEqual([]);
		await expectWork(deployment);
		expect((await rollbackAll(asOwner(), REQUEST, null)).run.status).toBe('passed');
	});

	it('undo gives the same owners and rights as before, and Directus rolls back by itself', async () => {
		const { admin, asDirectus } = deployment;
		const before = await ownership(admin);
		await deployment.harden();
		expect(await ownership(admin)).not.toEqual(before);
		await deployment.undo();
		await deployment.undo();
		expect(await ownership(admin)).toEqual(before);
		expect((await rollbackAll(asDirectus(), REQUEST, null)).run.status).toBe('passed');
	});
});
