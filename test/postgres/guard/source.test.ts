/** Where people ratify: a table and a filter. Every layer reads the same rows, and what cannot be asked of the table opens nothing. */
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRatificationSource, type Source } from '../../../src/base/ratification-source';
import { FOUNDATION, migrateUp } from '../../../src/db/migrations';
import { gateBlockers, lockGate, readGate, type GatePolicy } from '../../../src/gate/gate';
import { applyTier } from '../../../src/rollout/apply';
import { readPreflight } from '../../../src/rollout/preflight';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, createDatabase, testProfile, type TestDatabase } from '../support/database';
import { EMPTY_TEMPLATE } from '../support/global-setup';
import { REQUEST } from '../support/states';
import { OTHER, PROPOSAL, PUBLISHED, RULES, createSources } from './sources';

let database: TestDatabase;
let trx: Knex.Transaction;

beforeAll(async () => {
	database = await createSources();
});
afterAll(() => database.drop());
beforeEach(async () => {
	await database.db('os_proposal_approvals').delete();
	trx = await database.db.transaction();
});
afterEach(() => trx.rollback());

/** The first blocker of each layer, or open: the reader and the lock by the profile, the triggers by the policy. */
async function layers(source: Source): Promise<Record<string, string>> {
	const policy: GatePolicy = { ...RULES, source };
	await trx('axis_internal.gate_policy').update({ source_table: source.table, source_filter: JSON.stringify(source.filter) });
	const first = (blockers: { code: string }[]) => blockers[0]?.code ?? 'open';
	const loaded = testProfile(database.name, (profile) => (profile.ratification = { source }));
	const { blockers } = await readPreflight(contextFor(database, { db: trx, loaded }));
	const { rows } = await trx.raw('select axis_internal.gate_is_open() as open');
	return {
		trigger: rows[0].open ? 'open' : 'shut',
		reader: first(gateBlockers(await readGate(trx, policy, null), policy)),
		lock: first(gateBlockers(await lockGate(trx, policy, null), policy)),
		preflight: first(blockers.filter(({ code }) => /ratification|approvals|source/.test(code)).reverse()),
	};
}
const every = (code: string) => ({ trigger: code === 'open' ? 'open' : 'shut', reader: code, lock: code, preflight: code });

describe('with os_proposal_approvals in business use', () => {
	const source = { table: 'os_proposal_approvals', filter: PUBLISHED };
	const sign = (...rows: object[]) => database.db('os_proposal_approvals').insert(rows);

	it('drafts and signatures of other proposals open nothing, and neither does a row that says nothing', async () => {
		await sign(
			{ proposal: PROPOSAL, status: 'draft' },
			{ proposal: OTHER, status: 'published' },
			{ proposal: PROPOSAL, status: null },
			{ proposal: PROPOSAL, status: 'Published' },
			{ proposal: null, status: 'published' },
		);
		expect(await layers(source)).toEqual(every('ratification'));
		expect(await readGate(trx, { ...RULES, source }, null)).toMatchObject({ approvals: 0, rows: { rows: 0 } });
	});

	it('a public signature of the proposal opens every layer', async () => {
		await sign({ ...PUBLISHED, email: 'ada@example.com' }, { proposal: OTHER, status: 'published' });
		expect(await layers(source)).toEqual(every('open'));
		expect(await readGate(trx, { ...RULES, source }, null)).toMatchObject({ approvals: 1, rows: { rows: 1 }, source });
	});

	it.each([
		['a number', { board: 7 }, { board: 7 }],
		['a boolean', { closed: false }, { closed: false }],
		['a text in capitals, of a column that holds ids', { proposal: PROPOSAL.toUpperCase() }, { proposal: PROPOSAL }],
	])('%s is compared in the type of its column', async (_what, filter, row) => {
		await sign({ board: 8, closed: true, proposal: OTHER });
		expect(await layers({ table: 'os_proposal_approvals', filter })).toEqual(every('ratification'));
		await sign(row);
		expect(await layers({ table: 'os_proposal_approvals', filter })).toEqual(every('open'));
	});
});

describe('among 100,000 business signatures', () => {
	it('an index of the filter’s columns serves: the gate reads the approvals alone', async () => {
		const { db } = database;
		await db.raw(`
			create table contracts (id integer generated always as identity primary key, email text, proposal uuid, status text);
			insert into contracts (email, proposal, status)
			select 'signer' || n || '@example.com', md5(n::text)::uuid, 'published' from generate_series(1, 100000) as n;
			insert into contracts (email, proposal, status) values ('ada@example.com', '${PROPOSAL}', 'published'), ('bob@example.com', '${PROPOSAL}', 'draft');
			create index on contracts (proposal);
			analyze contracts`);
		await trx('axis_internal.gate_policy').update({ source_table: 'contracts', source_filter: JSON.stringify(PUBLISHED) });
		const policy = { ...RULES, distinct_signers: true };
		for (const asked of [
			() => trx.raw('select axis_internal.gate_is_open()'),
			() => readGate(trx, policy, null),
			() => lockGate(trx, policy, null),
		])
			await asked();
		expect(await readGate(trx, policy, null)).toMatchObject({ approvals: 1, rows: { rows: 1 } });
		const { rows } = await trx.raw(
			`select seq_tup_read::integer as scanned, idx_tup_fetch::integer as fetched from pg_stat_xact_user_tables where relname = 'contracts'`,
		);
		expect(rows).toEqual([{ scanned: 0, fetched: expect.any(Number) }]);
		expect(rows[0].fetched).toBeLessThan(20);
	});
});

describe('what cannot be asked opens nothing, and is told', () => {
	it.each<[string, Source, RegExp]>([
		['a column that there is not', { table: 'signatures', filter: { status: 'published' } }, /status is no column/],
		['a number of a text', { table: 'signatures', filter: { email: 5 } }, /email is text, and is compared with a number/],
		['a text of a number', { table: 'signatures', filter: { id: '5' } }, /id is integer, and is compared with a string/],
		[
			'a number that is none of its type',
			{ table: 'signatures', filter: { id: 5.5 } },
			/id is integer, and is compared with a number that is none/,
		],
		['a number beyond its type', { table: 'signatures', filter: { id: 3_000_000_000 } }, /a number that is none/],
		[
			'a text that is no id',
			{ table: 'os_proposal_approvals', filter: { proposal: 'first' } },
			/uuid, and is compared with a text that is none/,
		],
		[
			'a type of somebody’s own',
			{ table: 'signatures', filter: { mood: 'published' } },
			/mood is .*mood, and is compared with a string/,
		],
		[
			'a collation that takes different texts for equal',
			{ table: 'signatures', filter: { blind: 'Published' } },
			/blind is compared by a collation/,
		],
	])('%s', async (_what, source, told) => {
		await trx('signatures').insert({ email: 'ada@example.com' });
		expect(await layers(source)).toEqual(every('source_filter'));
		expect((await readGate(trx, { ...RULES, source }, null)) as unknown).toMatchObject({ detail: expect.stringMatching(told) });
	});

	it.each<[string, string, string]>([
		['a view', 'signed', 'approvals_no_table'],
		['a table of Directus', 'directus_signatures', 'source_not_of_people'],
		['an axis table', 'axis_value', 'source_not_of_people'],
		['the run ledger', 'axis_rollout_run', 'source_not_of_people'],
		['a name that would end the statement', 'x"; drop table signatures; --', 'approvals_missing'],
	])('%s', async (_what, table, code) => {
		const told = await layers({ table, filter: {} }).catch((error: { problems?: unknown }) => error);
		if (table.startsWith('directus_'))
			return expect(told).toMatchObject({ message: expect.stringContaining('no table of Directus') });
		expect(told).toMatchObject({ trigger: 'shut', reader: code, lock: code });
	});

	it.each([
		['null', null],
		['a list', '[1]'],
		['a list as a value', '{"email": ["a"]}'],
		['a null as a value', '{"email": null}'],
		['a text', '"email"'],
	])('a policy whose filter is %s', async (_what, filter) => {
		await trx.raw('alter table axis_internal.gate_policy alter column source_filter drop not null');
		await trx('axis_internal.gate_policy').update({ source_table: 'signatures', source_filter: filter });
		expect((await trx.raw('select axis_internal.gate_is_open() as open')).rows).toEqual([{ open: false }]);
		expect(await readGate(trx, RULES, null)).toMatchObject({ approvals: null, reason: 'source_filter' });
	});
});

describe('once tier 1 stands the policy holds', () => {
	it('a profile that names another source is shut out, and the verification says so; one that names none follows', async () => {
		await database.db('os_proposal_approvals').insert({ organization: 'Council' });
		const source = { table: 'signatures', filter: {} };
		await database.db('signatures').insert({ email: 'ada@example.com' });
		const check = async (ratification: object) => {
			const loaded = testProfile(database.name, (profile) => (profile.ratification = ratification));
			const { checks } = await verifyRollout(contextFor(database, { loaded }));
			return checks.find(({ name }) => name === 'ratification_source');
		};
		const policy = { ...RULES, source };
		expect(gateBlockers(await readGate(trx, policy, null), policy)).toMatchObject([
			{ code: 'source_elsewhere', message: expect.stringMatching(/from signatures, .* from os_proposal_approvals\./) },
		]);
		const pointed = contextFor(database, {
			loaded: testProfile(database.name, (profile) => (profile.ratification = { source })),
		});
		await expect(applyTier(pointed, REQUEST, '3')).rejects.toMatchObject({
			code: 'AXIS_SOURCE_ELSEWHERE',
			status: 409,
			message: expect.stringMatching(
				/^Applying tier 3 was refused\. Nothing was changed\. .* or nothing \(ratification\.source\)\.$/,
			),
		});
		expect(await check({ source })).toMatchObject({ ok: false, expected: expect.stringContaining('signatures') });
		expect(await check({})).toMatchObject({ ok: true });
		expect(await readRatificationSource(trx, source)).toEqual({ table: 'os_proposal_approvals', filter: {} });
	});
});

describe('a profile that names no source', () => {
	it('means the foundation’s own table where there is a foundation, and os_proposal_approvals elsewhere', async () => {
		const empty = await createDatabase({ template: EMPTY_TEMPLATE });
		const asked = await empty.db.transaction();
		await asked.raw(`create table directus_collections (collection text, "group" text, hidden boolean, singleton boolean);
			create table directus_relations (many_collection text, many_field text, one_collection text, one_collection_field text, junction_field text, one_field text);
			create table directus_fields (collection text, field text, special text)`);
		expect(await readRatificationSource(asked, undefined)).toEqual({ table: 'os_proposal_approvals', filter: {} });
		await migrateUp(asked, FOUNDATION);
		expect(await readRatificationSource(asked, undefined)).toEqual({ table: 'governance_ratification', filter: {} });
		const named = { table: 'os_proposal_approvals', filter: { status: 'published' } };
		expect(await readRatificationSource(asked, named)).toEqual(named);
		expect(await readGate(asked, RULES, null)).toMatchObject({ approvals: 0, source: { table: 'governance_ratification' } });
		await asked.rollback();
		await empty.drop();
	});

	it('means os_proposal_approvals too where nothing of the ledger was made', async () => {
		const bare = await createDatabase({ ledger: false });
		expect(await readRatificationSource(bare.db, undefined)).toEqual({ table: 'os_proposal_approvals', filter: {} });
		expect(gateBlockers(await readGate(bare.db, RULES, null), RULES)).toMatchObject([{ code: 'gate_missing' }]);
		await bare.drop();
	});
});
