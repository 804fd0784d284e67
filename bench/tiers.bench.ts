/** Applying tiers 1 and 2 through the endpoint, against the same text run in one session as psql would run it. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findTier } from '../src/tier/tiers';
import type { SectionName } from '../src/tier/tier-file';
import { apiOf, type Api } from '../test/e2e/support/api';
import { TEMPLATE } from '../test/e2e/support/global-setup';
import { createDatabase, databaseUrl, dropDatabase } from '../test/e2e/support/postgres';
import { connect, ratify, resetRollout } from '../test/e2e/support/rollout';
import { inlinedSection } from './inline';
import { alternate, clock, report } from './measure';
import { lane } from '../test/e2e/support/lane';

const ROUNDS = 9;
const SECTIONS: readonly SectionName[] = ['precondition', 'change', 'postcondition'];

let admin: Api;
const db = connect();

beforeAll(async () => {
	admin = await apiOf('admin');
	await ratify(admin);
});
afterAll(async () => {
	await resetRollout(admin, db);
	await db.destroy();
});

it('tiers 1 and 2: endpoint against one session', async () => {
	const times = await alternate(
		[
			{ name: 'endpoint', run: applyByEndpoint },
			{ name: 'session', run: applyBySession },
		],
		ROUNDS,
		2,
	);
	report('Tiers 1 + 2', times, 'session', 'endpoint ÷ session at most 1.5');
	expect(times.get('endpoint')).toHaveLength(ROUNDS);
});

async function applyByEndpoint(): Promise<number> {
	const took = await clock(async () => {
		for (const tier of [1, 2]) {
			const answer = await admin.send('POST', `/axis/apply/${tier}`);
			if (answer.status !== 200) throw new Error(answer.text);
		}
	});
	for (const tier of [2, 1]) await admin.send('POST', `/axis/rollback/${tier}`);
	return took;
}

// Conditions are run and their rows looked at, as a DBA does; the engine's ledger, locks and invariants are what the ratio is about.
async function applyBySession(round: number): Promise<number> {
	const { postgresUrl } = lane();
	const name = `axis_bench_${round}`;
	await createDatabase(postgresUrl, name, TEMPLATE);
	const client = new pg.Client({ connectionString: databaseUrl(postgresUrl, name) });
	await client.connect();
	await client.query(`insert into os_proposal_approvals (organization) values ('Council')`);
	try {
		return await clock(async () => {
			for (const tier of ['1', '2']) {
				await client.query('begin');
				await client.query(`select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)`);
				for (const statement of textOf(tier)) await client.query(statement);
				await client.query('commit');
			}
		});
	} finally {
		await client.end();
		await dropDatabase(postgresUrl, name);
	}
}

function textOf(tier: string): string[] {
	const file = findTier(tier, ['structure', 'responsibility']);
	return SECTIONS.flatMap((section) => inlinedSection(file, section));
}
