/** Changes of the model with an owner role: they keep cells in a temporary table, which hardening takes from Directus' role, so the owner makes them. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { applyChange } from '../../../src/model/apply-change';
import { previewChange } from '../../../src/model/preview-change';
import { undoChange } from '../../../src/model/undo-change';
import { applyAll } from '../../../src/rollout/apply';
import { changeSource, previewSource } from '../../../src/rollout/change-source';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { topic } from '../model/support';
import { ratify } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { REQUEST } from '../support/states';
import { createDeployment, type Deployment } from './roles';

const MERGE = topic('ai-ops', 'deprecated', { merge_into: 'workflow' });

let deployment: Deployment;
beforeEach(async () => {
	deployment = await createDeployment();
	await setUpLedger(deployment.directus, () => Promise.resolve());
	await deployment.harden();
	await ratify(deployment.admin);
	await applyAll(deployment.asOwner(), REQUEST, null);
});
afterEach(() => deployment.drop());

it('the owner makes a change and takes it back to the row', async () => {
	const before = await fingerprint(deployment.admin);
	const preview = await previewChange(deployment.asOwner(), REQUEST, MERGE);
	expect(await fingerprint(deployment.admin)).toBe(before);
	const made = await applyChange(deployment.asOwner(), REQUEST, MERGE);
	expect(made.rows).toEqual(preview.rows);
	await undoChange(deployment.asOwner(), REQUEST, made.run.id, 'no');
	expect(await fingerprint(deployment.admin)).toBe(before);
});

it('Directus’ role is told that the owner must, and nothing changes; the owner moves waivers too', async () => {
	await deployment.admin('axis_internal.waiver').insert({
		object_type: 'collection',
		object_ref: 'iu_staging_record',
		axis_code: 'topic',
		value_code: 'ai-ops',
		reason: 'is being rebuilt',
		approved_by: 'Ada',
		expires_at: '2999-01-01',
	});
	const before = await fingerprint(deployment.admin);
	for (const ask of [previewChange, applyChange]) {
		await expect(ask(deployment.asDirectus(), REQUEST, MERGE)).rejects.toMatchObject({
			code: 'AXIS_PRECONDITION',
			extensions: { violations: [{ violation: 'the database role lacks a privilege' }] },
		});
	}
	expect(await fingerprint(deployment.admin)).toBe(before);
	const made = await applyChange(deployment.asOwner(), REQUEST, MERGE);
	expect(made.rows.waivers_retargeted).toBe(1);
});

it('with the gate shut it previews and changes nothing', async () => {
	await deployment.admin('os_proposal_approvals').delete();
	expect(await previewChange(deployment.asOwner(), REQUEST, MERGE)).toMatchObject({ gate: { status: 'BLOCKED' } });
	await expect(applyChange(deployment.asOwner(), REQUEST, MERGE)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
});

it('people ratify nowhere where the owner cannot read and lock: there would be no way back', async () => {
	const { admin, names } = deployment;
	const SIGNED = { table: 'signatures', filter: {} };
	await admin.raw('create table signatures (id integer primary key); insert into signatures values (1)');
	const grant = (what: string) => admin.raw(`grant ${what} on signatures to ??`, [names.owner]);
	const refused = async (told: RegExp) => {
		const refusal = { code: 'AXIS_INVALID_PAYLOAD', message: expect.stringMatching(told) };
		await expect(previewSource(deployment.asOwner(), REQUEST, SIGNED)).rejects.toMatchObject(refusal);
		await expect(changeSource(deployment.asOwner(), REQUEST, SIGNED, 'There')).rejects.toMatchObject(refusal);
		expect(await admin('axis_internal.gate_policy').pluck('source_table')).toEqual(['os_proposal_approvals']);
	};
	await refused(/signatures/);
	await grant('select');
	await refused(/approvals cannot be locked. Grant UPDATE on signatures/);
	await grant('update');
	expect(await changeSource(deployment.asOwner(), REQUEST, SIGNED, 'There')).toMatchObject({ gate: { status: 'READY' } });
	const back = await changeSource(deployment.asOwner(), REQUEST, { table: 'os_proposal_approvals', filter: {} }, 'Back');
	expect(back).toMatchObject({ previous: SIGNED, gate: { status: 'READY', ratification_count: 1 } });
});
