/** Brings the host to a known point of the rollout, over HTTP as a person would. */
import type { Knex } from 'knex';
import { fingerprint as fingerprintOf } from '../../postgres/support/fingerprint';
import { verdict, type Api } from './api';
import { databaseUrl, openDatabase } from './postgres';
import { lane } from './lane';

/** The database of the common host. The caller destroys it. */
export function connect(name = 'directus'): Knex {
	return openDatabase(databaseUrl(lane().postgresUrl, name));
}

/** Catalog and rows, without the ledger and without what Directus writes for itself: sessions, activity, revisions. */
export function fingerprint(db: Knex): Promise<string> {
	return fingerprintOf(db, (name) => name.startsWith('directus_'));
}

/** A person ratifies: one item of os_proposal_approvals. Answers its id. */
export async function ratify(admin: Api): Promise<string> {
	const answer = await admin.send<{ id: string }>('POST', '/items/os_proposal_approvals', {
		organization: 'Council',
		first_name: 'Ada',
	});
	if (answer.status !== 200) throw new Error(`Ratifying failed: ${answer.text}`);
	return answer.data.id;
}

/** Takes every approval back. */
export async function shutGate(db: Knex): Promise<void> {
	await db('os_proposal_approvals').delete();
}

/** Ratifies unless the gate is open, and applies tiers in their order. */
export async function applyTiers(admin: Api, tiers: readonly number[]): Promise<void> {
	const gate = await admin.get<{ status: string }>('/axis/gate');
	if (gate.data.status !== 'READY') await ratify(admin);
	for (const tier of tiers) {
		const answer = await admin.send('POST', `/axis/apply/${tier}`, { ratified_apr: 'APR-BOOT-AUTHMODEL-1' });
		if (answer.status !== 200) throw new Error(`Tier ${tier} was not applied: ${answer.text}`);
	}
}

/** Back to the state before the rollout: tiers rolled back, approvals gone. */
export async function resetRollout(admin: Api, db: Knex): Promise<void> {
	// With force, because tests change rows of tiers.
	for (const tier of [6, 5, 4, 3, 2, 1]) {
		const answer = await admin.send('POST', `/axis/rollback/${tier}`, { force: true });
		if (answer.status !== 200 && verdict(answer) !== '409 AXIS_ORDER')
			throw new Error(`Tier ${tier} was not rolled back: ${answer.text}`);
	}
	await shutGate(db);
}
