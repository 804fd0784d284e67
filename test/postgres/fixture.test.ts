/** The fixture against the numbers and constraints of the reference deployment. Everything that is changed here is rolled back. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadFixture } from '../../host/fixtures/load.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Row = Record<string, unknown>;

let server: Server;
let folder: string;
let client: pg.Client;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'axis-fixture-'));
	server = await startPostgres({ dataDir: join(folder, 'data'), durable: false });
	client = await createDatabase('one_roof');
	await loadFixture(client);
}, 60_000);

afterAll(async () => {
	await client?.end();
	await server?.stop();
	await rm(folder, { recursive: true, force: true });
});

async function createDatabase(name: string): Promise<pg.Client> {
	const maintenance = new pg.Client(server.url('postgres'));
	await maintenance.connect();
	await maintenance.query(`create database ${name}`);
	await maintenance.end();
	const created = new pg.Client(server.url(name));
	await created.connect();
	return created;
}

async function rows(sql: string, values: unknown[] = [], on: pg.Client = client): Promise<Row[]> {
	return (await on.query<Row>(sql, values)).rows;
}

async function count(from: string, on: pg.Client = client): Promise<number> {
	const [row] = await rows(`select count(*)::integer as count from ${from}`, [], on);
	return Number(row?.['count']);
}

/** The owners of the five groups for all six scopes, as tier 3 seeds them. */
const SEED_ANCHORS = `
	insert into governance_object_ownership (object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor)
	select 'group', anchor.group_ref, scope_code, 'accountable', anchor.owner, true
	from (values ('GRP-GOVERNANCE', 'GOV-COUNCIL'), ('GRP-REGISTRY', 'GOV-KG-SYS'), ('GRP-AI', 'GOV-DOT'),
		('GRP-BUSINESS', 'GOV-MOIT'), ('GRP-WORKFLOW', 'GOV-DOT')) as anchor (group_ref, owner)
	cross join governance_responsibility_scope`;

interface Owned {
	type?: string;
	ref: string;
	owner: string;
	anchor?: boolean | null;
	kind?: string;
	status?: string;
	until?: string | null;
}

function own({
	type = 'group',
	ref,
	owner,
	anchor = true,
	kind = 'accountable',
	status = 'active',
	until = null,
}: Owned): Promise<Row[]> {
	return rows(
		`insert into governance_object_ownership
			(object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor, lifecycle_status, effective_to)
		values ($1, $2, 'audit', $3, $4, $5, $6, $7)`,
		[type, ref, kind, owner, anchor, status, until],
	);
}

function effective(ref: string): Promise<Row[]> {
	return rows(
		`select owner_gov_code, resolution, depth, source_anchor_type, source_anchor_ref from v_object_effective_owner
		where object_ref = $1 and scope = 'audit' order by owner_gov_code, source_anchor_ref`,
		[ref],
	);
}

describe('the numbers at entry', () => {
	test.each([
		['v_governance_object_inventory', 41],
		['v_governance_object_inventory where requires_owner and born', 35],
		['v_object_containment', 35],
		[`governance_responsibility_scope where status = 'active'`, 6],
		['governance_registry', 9],
		['v_object_owner_gap', 210],
		['v_object_effective_owner', 0],
		['v_object_owner_conflict', 0],
		['governance_object_ownership', 0],
		['os_proposal_approvals', 0],
		['approval_requests', 211],
		['apr_approvals', 42],
		['taxonomy', 58],
		[`taxonomy where status = 'active'`, 57],
		['taxonomy_facets', 10],
		[`event_type_registry where event_domain = 'governance'`, 5],
		[`event_type_registry where event_domain = 'governance' and active`, 0],
		[`event_outbox where event_domain = 'governance'`, 0],
		['event_outbox', 24],
		['entity_labels', 3000],
		['evolution_snapshots', 1],
		['governance_ruleset', 0],
		['candidate_scan_run', 0],
		['governance_candidate_state', 0],
		['governance_candidate_object', 0],
		['gov_worker_cursor', 0],
	])('%s has %i rows', async (from, expected) => {
		expect(await count(from)).toBe(expected);
	});

	test('the 35 objects are 16, 14, 1, 2 and 2 by group, with the names that the rollout relies on', async () => {
		const groups = await rows(
			`select parent_type, parent_ref, count(*)::integer as objects from v_object_containment group by 1, 2 order by 2`,
		);
		expect(groups).toEqual([
			{ parent_type: 'group', parent_ref: 'GRP-AI', objects: 1 },
			{ parent_type: 'group', parent_ref: 'GRP-BUSINESS', objects: 2 },
			{ parent_type: 'group', parent_ref: 'GRP-GOVERNANCE', objects: 16 },
			{ parent_type: 'group', parent_ref: 'GRP-REGISTRY', objects: 14 },
			{ parent_type: 'group', parent_ref: 'GRP-WORKFLOW', objects: 2 },
		]);
		const named = await rows(
			`select string_agg(object_ref, ' ' order by object_ref) as names from v_object_containment
			where (parent_ref, object_ref) in (('GRP-AI', 'agents'), ('GRP-BUSINESS', 'modules'), ('GRP-BUSINESS', 'tasks'),
				('GRP-WORKFLOW', 'workflows'), ('GRP-WORKFLOW', 'workflow_steps'),
				('GRP-GOVERNANCE', 'approval_requests'), ('GRP-GOVERNANCE', 'apr_action_types'),
				('GRP-GOVERNANCE', 'apr_approvals'), ('GRP-GOVERNANCE', 'apr_request_types'),
				('GRP-REGISTRY', 'collection_registry'), ('GRP-REGISTRY', 'dot_tools'), ('GRP-REGISTRY', 'taxonomy'),
				('GRP-REGISTRY', 'taxonomy_facets'), ('GRP-REGISTRY', 'governance_registry'), ('GRP-REGISTRY', 'iu_staging_record'))`,
		);
		expect(String(named[0]?.['names']).split(' ')).toHaveLength(15);
	});

	test('an object that is not governed or not born is in the inventory and counts nowhere', async () => {
		const others = await rows(
			`select requires_owner, born, group_ref is not null as grouped, count(*)::integer as objects
			from v_governance_object_inventory where not (requires_owner and born) group by 1, 2, 3 order by 1, 2, 3`,
		);
		expect(others).toEqual([
			{ requires_owner: false, born: false, grouped: false, objects: 1 },
			{ requires_owner: false, born: false, grouped: true, objects: 1 },
			{ requires_owner: false, born: true, grouped: false, objects: 1 },
			{ requires_owner: false, born: true, grouped: true, objects: 1 },
			{ requires_owner: true, born: false, grouped: true, objects: 2 },
		]);
	});

	test('the request that a rollout refers to is approved', async () => {
		expect(await rows(`select status from approval_requests where code = 'APR-BOOT-AUTHMODEL-1'`)).toEqual([
			{ status: 'approved' },
		]);
	});
});

describe('labels', () => {
	test('labels that the topic axis is compared with have their facets and are active', async () => {
		const labels = await rows(
			`select facet_id::integer as facet, string_agg(code, ' ' order by code) as codes from taxonomy where status = 'active' and code in
			('LBL-101', 'LBL-102', 'LBL-103', 'LBL-104', 'LBL-304', 'LBL-002', 'LBL-004', 'LBL-006', 'LBL-014', 'LBL-061') group by 1 order by 1`,
		);
		expect(labels).toEqual([
			{ facet: 1, codes: 'LBL-002 LBL-004 LBL-006 LBL-014 LBL-061' },
			{ facet: 2, codes: 'LBL-101 LBL-102 LBL-103 LBL-104' },
			{ facet: 4, codes: 'LBL-304' },
		]);
	});

	test('five active rules name a collection, and their labels are as old and as many as the lags need', async () => {
		const projected = await rows(
			`select rule.condition ->> 'collection' as collection, rule.label_code, count(label.id)::integer as labels,
				floor(extract(epoch from (now() at time zone 'UTC') - max(label.assigned_at)) / 86400)::integer as newest_days
			from label_rules as rule left join entity_labels as label on label.rule_id = rule.id
			where rule.status = 'active' and rule.condition ->> 'collection' is not null group by 1, 2 order by 1, 2`,
		);
		expect(projected).toEqual([
			{ collection: 'agents', label_code: 'LBL-104', labels: 8, newest_days: 75 },
			{ collection: 'modules', label_code: 'LBL-101', labels: 6, newest_days: 66 },
			{ collection: 'tasks', label_code: 'LBL-102', labels: 13, newest_days: 65 },
			{ collection: 'workflows', label_code: 'LBL-103', labels: 0, newest_days: null },
			{ collection: 'workflows', label_code: 'LBL-304', labels: 0, newest_days: null },
		]);
	});

	test('every label in use is an active taxonomy code', async () => {
		const used = `(select label_code from entity_labels union select label_code from label_rules)`;
		expect(await count(`${used} as used where label_code not in (select code from taxonomy where status = 'active')`)).toBe(0);
	});
});

test('every table has a primary key of one column, and every table and view a comment', async () => {
	const relations = await rows(
		`select relation.relname as name, obj_description(relation.oid, 'pg_class') is not null as commented,
			relation.relkind = 'v' or exists (select 1 from pg_index
				where indrelid = relation.oid and indisprimary and indnkeyatts = 1) as readable
		from pg_class as relation where relation.relnamespace = 'public'::regnamespace and relation.relkind in ('r', 'v')`,
	);
	expect(relations).toHaveLength(20 + 5);
	expect(relations.filter((relation) => relation['commented'] !== true || relation['readable'] !== true)).toEqual([]);
});

test('the SQL needs no dollar quoting and no question mark, which drivers rewrite', async () => {
	const source = new URL('../../host/fixtures/one-roof/', import.meta.url);
	for (const name of await readdir(source)) expect(await readFile(new URL(name, source), 'utf8'), name).not.toMatch(/[$?]/);
});

describe('constraints', () => {
	beforeEach(() => client.query('begin'));
	afterEach(() => client.query('rollback'));

	const event = (change: Partial<Record<string, string | null>>): Promise<Row[]> => {
		const values = {
			domain: 'content',
			type: 'page.published',
			stream: 'content.lifecycle',
			lane: 'standard',
			address: 'a',
			...change,
		};
		return rows(
			`insert into event_outbox (event_domain, event_type, event_stream, delivery_lane, canonical_address) values ($1, $2, $3, $4, $5)`,
			[values.domain, values.type, values.stream, values.lane, values.address],
		);
	};
	const inactive = { domain: 'governance', type: 'coverage.scan_completed', stream: 'governance.coverage', lane: 'bulk' };

	test('the outbox takes an event that is as its registry says', async () => {
		await event({});
		expect(await count('event_outbox')).toBe(25);
	});

	test.each([
		['an unknown type', { type: 'page.unknown' }, /not registered/],
		['an inactive type', inactive, /not active/],
		['another stream', { stream: 'content.other' }, /stream/],
		['another lane', { lane: 'bulk' }, /lane/],
		['no address', { address: null }, /canonical_address/],
		['a blank address', { address: ' ' }, /canonical_address/],
	])('the outbox refuses %s', async (_what, change, message) => {
		await expect(event(change)).rejects.toThrow(message);
	});

	test.each<[string, Owned, string]>([
		['an unknown owner', { ref: 'x', owner: 'GOV-NOBODY' }, '23503'],
		['an unknown kind', { ref: 'x', owner: 'GOV-DOT', kind: 'friend' }, '23514'],
		['an unknown status', { ref: 'x', owner: 'GOV-DOT', status: 'paused' }, '23514'],
		['a delegation without an end', { ref: 'x', owner: 'GOV-DOT', kind: 'delegated' }, '23514'],
	])('ownership refuses %s', async (_what, owned, code) => {
		await expect(own(owned)).rejects.toMatchObject({ code });
	});

	test('a second active accountable owner of one object and scope is refused; other kinds and ended rows are not', async () => {
		await own({ ref: 'x', owner: 'GOV-DOT' });
		await own({ ref: 'x', owner: 'GOV-SIV', kind: 'supporting' });
		await own({ ref: 'x', owner: 'GOV-SIV', kind: 'delegated', until: '2099-01-01' });
		await own({ ref: 'x', owner: 'GOV-SIV', status: 'revoked' });
		await expect(own({ ref: 'x', owner: 'GOV-SIV' })).rejects.toMatchObject({ constraint: 'uq_gov_obj_accountable' });
	});

	test('a candidate scan needs a ruleset and a snapshot that exist', async () => {
		const run = `insert into candidate_scan_run (ruleset_version, source_snapshot_ref, actor) values ('RS-1', 'SNAP-0001', 'test')`;
		await client.query('savepoint before');
		await expect(client.query(run)).rejects.toMatchObject({ code: '23503' });
		await client.query('rollback to before');
		await client.query(`insert into governance_ruleset (ruleset_version) values ('RS-1')`);
		await client.query(run);
		expect(await count('candidate_scan_run')).toBe(1);
	});

	test('issue keys are kept in one spelling', async () => {
		await client.query(
			`insert into system_issues (issue_key, title, severity, source) values (' Monitor/X ', 'x', 'info', 'test')`,
		);
		expect(await count(`system_issues where issue_key = 'monitor/x'`)).toBe(1);
	});
});

describe('effective owners', () => {
	beforeEach(() => client.query('begin'));
	afterEach(() => client.query('rollback'));

	/**
	 * Replaces containment inside the transaction: each pair is a child and its parent, all of type group.
	 * A group that contains nothing has effective owners only once it has an ownership row, hence the ended ones below.
	 */
	const contain = (...pairs: [string, string][]): Promise<unknown> =>
		client.query(
			`create or replace view v_object_containment as select 'group'::text as object_type, child as object_ref,
				'group'::text as parent_type, parent as parent_ref
			from (values ${pairs.map(([child, parent]) => `('${child}', '${parent}')`).join(', ')}) as pair (child, parent)`,
		);

	test('anchors on five groups for six scopes give 240 owners, 30 direct and 210 inherited, and close every gap', async () => {
		await client.query(SEED_ANCHORS);
		expect(
			await rows(`select resolution, depth, count(*)::integer as owners from v_object_effective_owner group by 1, 2 order by 2`),
		).toEqual([
			{ resolution: 'direct', depth: 0, owners: 30 },
			{ resolution: 'inherited', depth: 1, owners: 210 },
		]);
		expect(await count('v_object_owner_gap')).toBe(0);
		expect(await count('v_object_owner_conflict')).toBe(0);
	});

	test('a direct owner beats the inherited one, whatever its anchor flag says', async () => {
		await client.query(SEED_ANCHORS);
		const inherited = { owner_gov_code: 'GOV-MOIT', resolution: 'inherited', depth: 1, source_anchor_type: 'group' };
		expect(await effective('tasks')).toEqual([{ ...inherited, source_anchor_ref: 'GRP-BUSINESS' }]);
		const direct = { owner_gov_code: 'GOV-SIV', resolution: 'direct', depth: 0, source_anchor_type: 'collection' };
		for (const [ref, anchor] of [
			['tasks', false],
			['modules', null],
			['agents', true],
		] as const) {
			await own({ type: 'collection', ref, owner: 'GOV-SIV', anchor });
			expect(await effective(ref)).toEqual([{ ...direct, source_anchor_ref: ref }]);
		}
	});

	test('a group row that is no anchor, not active or not accountable is not inherited', async () => {
		await own({ ref: 'GRP-AI', owner: 'GOV-DOT', anchor: false });
		await own({ ref: 'GRP-BUSINESS', owner: 'GOV-DOT', status: 'expired' });
		await own({ ref: 'GRP-WORKFLOW', owner: 'GOV-DOT', kind: 'supporting' });
		for (const ref of ['agents', 'tasks', 'workflows', 'GRP-BUSINESS', 'GRP-WORKFLOW']) expect(await effective(ref)).toEqual([]);
		expect(await effective('GRP-AI')).toHaveLength(1);
		expect(await count('v_object_owner_gap')).toBe(210);
	});

	test('an owner of something that is neither governed nor contained is a direct owner', async () => {
		await own({ type: 'collection', ref: 'pages', owner: 'GOV-SIV' });
		expect(await effective('pages')).toHaveLength(1);
		expect(await count('v_object_owner_gap')).toBe(210);
	});

	test('the nearest anchor wins over six levels', async () => {
		await contain(['g1', 'g2'], ['g2', 'g3'], ['g3', 'g4'], ['g4', 'g5'], ['g5', 'g6'], ['g6', 'g7']);
		await own({ ref: 'g1', owner: 'GOV-DOT', status: 'superseded' });
		await own({ ref: 'g7', owner: 'GOV-DOT' });
		expect(await effective('g1')).toMatchObject([{ owner_gov_code: 'GOV-DOT', depth: 6, source_anchor_ref: 'g7' }]);
		await own({ ref: 'g4', owner: 'GOV-SIV' });
		expect(await effective('g1')).toMatchObject([{ owner_gov_code: 'GOV-SIV', depth: 3, source_anchor_ref: 'g4' }]);
		expect(await effective('g5')).toMatchObject([{ owner_gov_code: 'GOV-DOT', depth: 2, source_anchor_ref: 'g7' }]);
	});

	test('a cycle ends the climb and keeps every owner on it', async () => {
		await contain(['g1', 'g2'], ['g2', 'g3'], ['g3', 'g1'], ['g4', 'g4']);
		await own({ ref: 'g3', owner: 'GOV-DOT' });
		await own({ ref: 'g4', owner: 'GOV-SIV' });
		expect(await effective('g1')).toMatchObject([{ owner_gov_code: 'GOV-DOT', depth: 2, source_anchor_ref: 'g3' }]);
		expect(await effective('g2')).toMatchObject([{ owner_gov_code: 'GOV-DOT', depth: 1, source_anchor_ref: 'g3' }]);
		expect(await effective('g3')).toMatchObject([{ owner_gov_code: 'GOV-DOT', depth: 0, source_anchor_ref: 'g3' }]);
		expect(await effective('g4')).toMatchObject([{ owner_gov_code: 'GOV-SIV', depth: 0, source_anchor_ref: 'g4' }]);
	});

	test('anchors at the same depth all appear and are a conflict where they disagree; two ways to one anchor are one owner', async () => {
		await contain(['g1', 'left'], ['g1', 'right'], ['left', 'top'], ['right', 'top'], ['g1', 'g1x'], ['g1x', 'top']);
		await own({ ref: 'top', owner: 'GOV-COUNCIL' });
		await own({ ref: 'g1', owner: 'GOV-DOT', status: 'revoked' });
		expect(await effective('g1')).toMatchObject([{ owner_gov_code: 'GOV-COUNCIL', depth: 2 }]);
		await own({ ref: 'left', owner: 'GOV-DOT' });
		await own({ ref: 'right', owner: 'GOV-SIV' });
		expect(await effective('g1')).toMatchObject([{ source_anchor_ref: 'left' }, { source_anchor_ref: 'right' }]);
		expect(await rows('select object_ref, scope, owner_count, owner_gov_codes from v_object_owner_conflict')).toEqual([
			{ object_ref: 'g1', scope: 'audit', owner_count: 2, owner_gov_codes: ['GOV-DOT', 'GOV-SIV'] },
		]);
	});

	test('only active scopes leave gaps', async () => {
		await client.query(`update governance_responsibility_scope set status = 'retired' where scope_code = 'render'`);
		expect(await count('v_object_owner_gap')).toBe(175);
	});
});

describe('loading', () => {
	test('scale 3 makes 105 objects in the same groups, and labels as many labels as asked', async () => {
		const scaled = await createDatabase('scaled');
		try {
			await loadFixture(scaled, { scale: 3, labels: 100 });
			expect(await count('v_governance_object_inventory where requires_owner and born', scaled)).toBe(105);
			expect(await count(`v_object_containment where parent_ref = 'GRP-GOVERNANCE'`, scaled)).toBe(48);
			expect(await count('v_object_owner_gap', scaled)).toBe(630);
			expect(await count('entity_labels', scaled)).toBe(100);
		} finally {
			await scaled.end();
		}
	});

	test('a second load is refused by the name of the first table, and changes nothing', async () => {
		await expect(loadFixture(client)).rejects.toThrow('"governance_registry" exists already');
		expect(await count('approval_requests')).toBe(211);
	});

	test('a load onto a foreign view of the same name leaves nothing behind; the empty fixture never creates anything', async () => {
		const foreign = await createDatabase('foreign_view');
		try {
			await foreign.query('create view v_object_owner_gap as select 1 as one');
			await expect(loadFixture(foreign)).rejects.toThrow('"v_object_owner_gap" exists already');
			await loadFixture(foreign, { name: 'empty' });
			expect(await count(`pg_class where relnamespace = 'public'::regnamespace`, foreign)).toBe(1);
		} finally {
			await foreign.end();
		}
	});

	test.each([{ name: 'two-roofs' }, { scale: 0 }, { scale: 1.5 }, { labels: -1 }])(
		'%j is refused before anything runs',
		async (options) => {
			await expect(loadFixture(client, options)).rejects.toThrow(RangeError);
		},
	);
});
