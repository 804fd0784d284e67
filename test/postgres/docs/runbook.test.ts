/** The SQL of docs/runbook.md does what the page says: the privileges of Directus' role, uninstalling. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyAll } from '../../../src/rollout/apply';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { rollbackAll } from '../../../src/rollout/rollback';
import { runScan } from '../../../src/scan/scan';
import { contextFor, createDatabase, ratify, type TestDatabase } from '../support/database';

const suffix = randomBytes(4).toString('hex');
const DIRECTUS = `directus_${suffix}`;
const REQUEST = { requestedBy: 'test', ratifiedApr: 'APR-BOOT-AUTHMODEL-1' };

let database: TestDatabase;
/** A superuser's connection, and one of Directus' role. */
let admin: Knex;
let directus: Knex;
let recipes: string[];

beforeAll(async () => {
	const page = await readFile('docs/runbook.md', 'utf8');
	recipes = [...page.matchAll(/^```sql\n([\s\S]*?)^```$/gm)].map(([, sql = '']) => sql.replaceAll(/\bdirectus\b/g, DIRECTUS));
	database = await createDatabase({ ledger: false });
	admin = database.db;
	await admin.raw(privileges());
	directus = database.connect(DIRECTUS);
	await setUpLedger(directus, async () => {});
	await ratify(admin);
});
afterAll(async () => {
	await database.drop();
});

/** The table "Database roles". */
function privileges(): string {
	return `
		create role ${DIRECTUS} login;
		grant create on database ${database.name} to ${DIRECTUS};
		grant usage, create on schema public to ${DIRECTUS};
		grant select on all tables in schema public to ${DIRECTUS};
		grant references on governance_registry to ${DIRECTUS};
		grant update on os_proposal_approvals to ${DIRECTUS};
		grant insert, delete on governance_object_ownership to ${DIRECTUS};
		grant usage on sequence governance_object_ownership_id_seq to ${DIRECTUS};
		grant pg_read_all_stats to ${DIRECTUS};`;
}

const asDirectus = () => contextFor(database, { db: directus });
const recipe = (word: string) => recipes.find((sql) => sql.includes(word)) ?? '';

it('with the privileges of the table Directus applies, scans, reads and rolls back', async () => {
	expect((await applyAll(asDirectus(), REQUEST, null)).run.status).toBe('passed');
	expect(await runScan(asDirectus(), { actor: 'test', mode: 'manual' })).toMatchObject({ open: 38, new: 0, resolved: 0 });
	expect((await directus.raw('select gap_cells::int from v_ui_coverage_dashboard')).rows).toEqual([{ gap_cells: 1 }]);
	expect((await rollbackAll(asDirectus(), REQUEST, null)).fingerprint?.equal).toBe(true);
});

it('uninstalling leaves nothing of the bundle', async () => {
	await admin.raw('create table directus_collections (collection text); create table directus_permissions (collection text)');
	await admin.raw(recipe('drop schema').replaceAll(new RegExp(`${DIRECTUS}_`, 'g'), 'directus_'));
	const { rows } = await admin.raw(
		`select relname from pg_class where relkind in ('r', 'v') and (relname like 'axis\\_%' or relnamespace::regnamespace::text = 'axis_internal')
		union all select nspname from pg_namespace where nspname = 'axis_internal'`,
	);
	expect(rows).toEqual([]);
});
