/** Labels and event types are read where a project has them in the shape that is read, and asked of nobody else. */
import { afterEach, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { readPreflight } from '../../../src/rollout/preflight';
import { rebindPorts } from '../../../src/rollout/rebind';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { PSQL, writeTestPacket } from '../packet/psql';
import { contextFor, createDatabase, ratify, testProfile, type TestDatabase } from '../support/database';
import { REQUEST } from '../support/states';

let database: TestDatabase;
afterEach(() => database.drop());

const DROP = 'drop table event_outbox, entity_labels, label_rules, taxonomy, event_type_registry cascade';
const PORTS = ['base_taxonomy', 'base_label_rule', 'base_entity_label', 'base_event_type'];

/** The reference deployment with other tables of labels and events, and a profile without topics. */
async function projectWith(sql: string) {
	database = await createDatabase();
	await database.db.raw(DROP);
	await database.db.raw(sql);
	await ratify(database.db);
	const loaded = testProfile(database.name, (profile) => {
		profile.rollout = { order: ['structure', 'responsibility', 'ownership', 'containment', 'scan'] };
		profile.invariants = [];
	});
	return contextFor(database, { loaded });
}

const bind = async () => (await database.db.raw('select * from axis_internal.bind_ports()')).rows;
const rowsOf = async (view: string) => Number((await database.db(view).count('* as rows'))[0]?.rows);

it('binds every port of the reference deployment, and says nothing of it', async () => {
	database = await createDatabase();
	await ratify(database.db);
	const { tiers } = await applyTier(contextFor(database), REQUEST, '1');
	expect(tiers[0]?.notes).toEqual([]);
	expect(await bind()).toEqual([
		{ port: 'base_taxonomy', source: 'taxonomy', bound: true, lacking: [] },
		{ port: 'base_label_rule', source: 'label_rules', bound: true, lacking: [] },
		{ port: 'base_entity_label', source: 'entity_labels', bound: true, lacking: [] },
		{ port: 'base_event_type', source: 'event_type_registry', bound: true, lacking: [] },
	]);
	for (const [index, table] of ['taxonomy', 'label_rules', 'entity_labels', 'event_type_registry'].entries()) {
		expect(await rowsOf(`axis_internal.${PORTS[index]}`), table).toBe(await rowsOf(table));
	}
});

it('runs the whole ladder where there are neither labels nor events, and takes it back', async () => {
	const context = await projectWith('select 1');
	expect(await readPreflight(context)).toMatchObject({ status: 'READY', blockers: [] });
	const answer = await applyAll(context, REQUEST, null);
	expect(answer.tiers[0]?.notes).toHaveLength(4);
	expect(answer.tiers[0]?.notes[0]).toMatchObject({ port: 'base_taxonomy', lacking: ['taxonomy'] });
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	for (const port of PORTS) expect(await rowsOf(`axis_internal.${port}`), port).toBe(0);
	expect(await database.db('v_reconcile_summary')).toMatchObject([{ label_orphans: '0', labels_without_topic: '0' }]);
	expect((await rollbackAll(context, REQUEST, null)).fingerprint).toMatchObject({ equal: true });
});

const STRANGERS = `
	create table taxonomy (id integer primary key, title varchar(255), status integer);
	create table label_rules (id uuid primary key, rule_type text, condition jsonb, label_code text, status text);
	create table event_type_registry (event_domain text, event_type text, event_stream text, delivery_lane text, active text);
	create table event_outbox (event_domain integer, payload text);
	insert into taxonomy values (1, 'Fruit', 1);
	insert into event_outbox values (7, 'theirs');`;

it('leaves tables of the same names and another meaning alone: they may be altered and dropped', async () => {
	const context = await projectWith(STRANGERS);
	const answer = await applyAll(context, REQUEST, null);
	expect(answer.tiers[0]?.notes.map(({ source, lacking }) => [source, lacking])).toEqual([
		['taxonomy', ['code', 'facet_id', 'status']],
		['label_rules', ['id']],
		['entity_labels', ['entity_labels']],
		['event_type_registry', ['active']],
	]);
	await database.db.raw(`
		alter table taxonomy alter column title type text, drop column status;
		alter table event_outbox rename column event_domain to domain;
		drop table label_rules, event_type_registry;`);
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
});

it.skipIf(PSQL === null)('the packet runs there as the engine does', async () => {
	const context = await projectWith(STRANGERS);
	const packet = await writeTestPacket(context.loaded);
	const { status, stderr } = packet.run(database, '99_run_all.sql', { ratified_apr: REQUEST.ratifiedApr });
	await packet.remove();
	expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	expect(await rowsOf('axis_internal.base_taxonomy')).toBe(0);
});

it('reads columns of kindred types, and what came after tier 1 only once the ports are bound again', async () => {
	const context = await projectWith('select 1');
	await applyTier(context, REQUEST, '1');
	await database.db.raw(`
		create table taxonomy (code varchar(64), facet_id integer, status varchar(8));
		create table label_rules (id serial, rule_type varchar, condition json, label_code char(7), status text);
		create table entity_labels (rule_id smallint, label_code text, assigned_at timestamptz);
		insert into taxonomy values ('LBL-001', 4, 'active');
		insert into label_rules (rule_type, condition, label_code, status) values ('collection', '{"collection": "agents"}', 'LBL-001', 'active');
		insert into entity_labels values (1, 'LBL-001', '2026-01-01T02:00:00+02');`);
	expect(await rowsOf('axis_internal.base_taxonomy')).toBe(0);
	const unread = async () => (await readPreflight(context)).notes.flatMap(({ source }) => source ?? []);
	expect(await unread()).toEqual(['entity_labels', 'label_rules', 'taxonomy']);
	const { run, ports } = await rebindPorts(context, REQUEST);
	expect(run).toMatchObject({ action: 'rebind', status: 'passed', result: { ports } });
	expect(ports.map(({ source, bound, lacking }) => [source, bound, lacking])).toEqual([
		['taxonomy', true, []],
		['label_rules', true, []],
		['entity_labels', true, []],
		['event_type_registry', false, ['event_type_registry']],
	]);
	expect(await unread()).toEqual([]);
	expect((await rebindPorts(context, REQUEST)).ports).toEqual(ports);
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	expect(await database.db('axis_internal.base_taxonomy')).toEqual([{ code: 'LBL-001', facet_id: '4', status: 'active' }]);
	expect(
		await database.db('axis_internal.base_label_rule').select(database.db.raw(`condition ->> 'collection' as name`)),
	).toEqual([{ name: 'agents' }]);
	const { rows } = await database.db.raw('select assigned_at::text from axis_internal.base_entity_label');
	expect(rows).toEqual([{ assigned_at: '2026-01-01 00:00:00' }]);
	await expect(database.db.raw('drop table taxonomy')).rejects.toMatchObject({ code: '2BP01' });
});

it('binds again only after tier 1, and with an open gate', async () => {
	const context = await projectWith('select 1');
	await expect(rebindPorts(context, REQUEST)).rejects.toMatchObject({ code: 'AXIS_ORDER' });
	await applyTier(context, REQUEST, '1');
	await database.db('os_proposal_approvals').delete();
	await expect(rebindPorts(context, REQUEST)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
	const runs = await database.db('axis_rollout_run').where({ action: 'rebind' }).select('status');
	expect(runs).toEqual([{ status: 'refused' }, { status: 'refused' }]);
});

it('counts governance events of an outbox, and refuses where one was emitted', async () => {
	const context = await projectWith(
		`create table event_outbox (event_domain text); insert into event_outbox values ('governance'), ('sales')`,
	);
	const { status, checks } = await readPreflight(context);
	expect(status).toBe('BLOCKED');
	expect(checks.find(({ name }) => name === 'governance_emits')).toMatchObject({ expected: 0, actual: 1, ok: false });
});
