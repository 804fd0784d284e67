/** A run of several tiers asks all that can be known before its first change; preflight, plan, rehearsal and packet ask the same list. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { applyAll } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { rehearse } from '../../../src/rollout/rehearse';
import { PSQL, writeTestPacket } from '../packet/psql';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';
import { lastRun, refused } from './proof';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('ratified');
	context = contextFor(database);
});
afterEach(() => database.drop());

const object = { governance_role: 'governed', coverage_status: 'BIRTH_REQUIRED' };
const ORDERS = [
	['the axis first', ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan']],
	['ownership first', ['ownership', 'structure', 'responsibility', 'containment', 'topic', 'scan']],
] as const;

/** What is not as the profile says, and a check that must name it. */
const FAULTS: [string, (db: Knex) => Promise<unknown>, string][] = [
	[
		'an object without a group',
		(db) => db('collection_registry').insert({ ...object, collection_name: 'x' }),
		'tier 3: objects_grouped',
	],
	[
		'a group without an owner',
		(db) => db('collection_registry').insert({ ...object, collection_name: 'x', group: 'GRP-AI ' }),
		'tier 3: groups_complete',
	],
	[
		'a group of the profile that is gone',
		(db) => db('collection_registry').where({ group: 'GRP-AI' }).update({ group: 'GRP-WORKFLOW' }),
		'references',
	],
	[
		'a gap of another size',
		(db) => db('governance_responsibility_scope').insert({ scope_code: 'more', description: 'More' }),
		'canonical_gap',
	],
	[
		'an owner row',
		(db) =>
			db('governance_object_ownership').insert({
				object_type: 'collection',
				object_ref: 'agents',
				scope: 'audit',
				owner_kind: 'accountable',
				owner_gov_code: 'GOV-DOT',
			}),
		'ownership_rows',
	],
	[
		'an inactive authority',
		(db) => db('governance_registry').where({ code: 'GOV-DOT' }).update({ status: 'retired' }),
		'references',
	],
	['an unknown label', (db) => db('taxonomy').where({ code: 'LBL-006' }).update({ status: 'deprecated' }), 'references'],
	['a view of one of our names', (db) => db.raw('create view v_ui_lane as select 1 as theirs'), 'tier 1: names_free'],
	[
		'a key without a default',
		(db) => db.raw('alter table governance_object_ownership alter column id drop default'),
		'prerequisites',
	],
	['a column of another type', (db) => db.raw('alter table entity_labels alter column assigned_at type text'), 'prerequisites'],
	[
		'a governance event',
		(db) =>
			db.raw(
				`alter table event_outbox disable trigger user; insert into event_outbox (event_domain, event_type, event_stream, delivery_lane, severity, canonical_address, payload) select 'governance', event_type, event_stream, delivery_lane, severity, 'x', payload from event_outbox limit 1`,
			),
		'governance_emits',
	],
];

describe.each(FAULTS)('%s', (_what, spoil, check) => {
	it('refuses every tier before the first one, and preflight told it', async () => {
		await spoil(database.db);
		const { status, checks } = await readPreflight(context);
		expect(status).toBe('BLOCKED');
		expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toContain(check);
		await refused(database.db, () => applyAll(context, REQUEST, null), { extensions: { committed_tiers: [] } });
	});
});

it.each(ORDERS)('what several tiers would refuse is told at once, %s', async (_what, order) => {
	const loaded = testProfile(database.name, (profile) => Object.assign(profile, { rollout: { order } }));
	context = { ...context, loaded };
	await database.db('collection_registry').insert({ ...object, collection_name: 'x', group: 'GRP-NEW' });
	const told = [
		{ tier: 2, check: 'inventory_as_expected' },
		{ tier: 3, check: 'groups_complete', object: 'GRP-NEW', remedy: expect.stringContaining('ownership.groups') },
		{ tier: 4, check: 'objects_as_expected' },
	].map((row) => expect.objectContaining(row));
	await refused(database.db, () => applyAll(context, REQUEST, null), {
		code: 'AXIS_PRECONDITION',
		message: expect.stringMatching(/^The rollout did not start(?=.*Tier 2:)(?=.*Tier 3:)(?=.*Tier 4:).*Nothing was changed\.$/s),
		extensions: { committed_tiers: [], violations: expect.arrayContaining(told) },
	});
	expect(await lastRun(database.db)).toMatchObject({ action: 'apply', status: 'refused' });
	const plan = await readPlan(context);
	expect(plan.tiers.find(({ tier }) => tier === 3)?.blockers.map(({ code }) => code)).toContain('groups_complete');
	const { tiers } = await rehearse(context, REQUEST, null);
	expect(tiers.filter((tier) => tier.status === 'failed').map(({ tier }) => tier)).toEqual(expect.arrayContaining([2, 3, 4]));
});

it('a run asks for its own tiers alone', async () => {
	await database.db('collection_registry').insert({ ...object, collection_name: 'x', group: 'GRP-NEW' });
	await applyAll(context, REQUEST, 1);
});

describe('a session of somebody else that is idle in a transaction', () => {
	const whileIdle = async (act: () => Promise<void>) => {
		const other = database.connect();
		const trx = await other.transaction();
		await trx.raw(`set application_name to 'their-report'`);
		// Less is a session between two statements.
		await database.db.raw('select pg_sleep(0.3)');
		try {
			await act();
		} finally {
			await trx.rollback();
			await other.destroy();
		}
	};
	const WHO = {
		check: 'idle_in_transaction',
		application: 'their-report',
		user: 'postgres',
		pid: expect.any(Number),
		since: expect.anything(),
	};

	it('stops a run where the profile demands that there is none, and is named', () =>
		whileIdle(async () => {
			await refused(database.db, () => applyAll(context, REQUEST, null), {
				extensions: { violations: [WHO], committed_tiers: [] },
			});
			const { blockers } = await readPreflight(context);
			expect(blockers).toMatchObject([{ code: 'idle_in_transaction', message: expect.stringContaining('their-report') }]);
		}));

	it('is told, and stops nothing, elsewhere', () =>
		whileIdle(async () => {
			const loaded = testProfile(database.name, (profile) => delete Object(profile.rollout).idle_in_transaction);
			const relaxed = { ...context, loaded };
			const { status, notes } = await readPreflight(relaxed);
			expect({ status, notes }).toMatchObject({ status: 'READY', notes: [{ application: 'their-report', user: 'postgres' }] });
			await applyAll(relaxed, REQUEST, 2);
		}));
});

it('a base model in another schema of the search path is missing for preflight as for the tiers', async () => {
	await database.db.raw(`create schema own; alter role postgres in database ${database.name} set search_path to own, public`);
	const elsewhere = database.connect();
	const { status, blockers } = await readPreflight({ ...context, db: elsewhere });
	expect(status).toBe('BLOCKED');
	expect(blockers.map(({ code }) => code)).toContain('prerequisites');
});

it.skipIf(PSQL === null)('the packet’s preflight asks the same, and refuses before the first tier', async () => {
	await database.db('collection_registry').insert({ ...object, collection_name: 'x', group: 'GRP-NEW' });
	const packet = await writeTestPacket(context.loaded);
	try {
		const { checks } = await readPreflight(context);
		const answer = packet.run(database, '99_run_all.sql', { ratified_apr: REQUEST.ratifiedApr });
		expect(answer.status).toBe(3);
		const missing = checks.filter(({ ok, name }) => !ok && !answer.stderr.includes(`${name} is `)).map(({ name }) => name);
		expect({ missing, told: answer.stderr.includes('GRP-NEW') }).toEqual({ missing: [], told: true });
		expect(answer.stdout).not.toContain('applied');
	} finally {
		await packet.remove();
	}
});
