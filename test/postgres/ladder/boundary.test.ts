/** What the bundle never writes: events, event types, issues, approvals, requests. Tripwires stand on those tables, and every statement is read. */
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyAll } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { runCandidateScan } from '../../../src/scan/candidates';
import { runScan } from '../../../src/scan/scan';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const FORBIDDEN = [
	'event_outbox',
	'event_type_registry',
	'system_issues',
	'approval_requests',
	'apr_approvals',
	'os_proposal_approvals',
] as const;

/** A statement that writes one of the tables; also inside a function's body. */
const WRITE = new RegExp(
	`\\b(insert\\s+into|update|delete\\s+from|truncate(\\s+table)?|merge\\s+into|copy)\\s+(only\\s+)?("?\\w+"?\\.)?"?(${FORBIDDEN.join('|')})\\b`,
	'i',
);

describe('the event boundary', () => {
	let database: TestDatabase;
	let context: RolloutContext;
	const statements: string[] = [];

	beforeAll(async () => {
		database = await createDatabaseAt('ratified');
		context = contextFor(database);
		await database.db('governance_ruleset').insert({ ruleset_version: 'RS-1', description: 'first' });
		await database.db.raw(`create schema tripwire; create function tripwire.trip() returns trigger language plpgsql as $f$
			begin raise exception 'tripped: % on %', tg_op, tg_table_name; end $f$`);
		for (const table of FORBIDDEN) {
			await database.db.raw(`create trigger tripwire before insert or update or delete or truncate on ${table}
				for each statement execute function tripwire.trip(); alter table ${table} enable always trigger tripwire`);
		}
		database.db.on('query', ({ sql }: { sql: string }) => void statements.push(sql));
	});
	afterAll(() => database.drop());

	it('has tripwires that trip, and words that would be found', async () => {
		for (const table of FORBIDDEN) {
			await expect(database.db.raw(`delete from ${table}`)).rejects.toThrow(/tripped: DELETE/);
			await expect(database.db.raw(`truncate ${table} cascade`)).rejects.toThrow(/tripped: TRUNCATE/);
		}
		expect(statements.filter((sql) => WRITE.test(sql))).toHaveLength(2 * FORBIDDEN.length);
		statements.length = 0;
	});

	it('is never crossed by a rehearsal, the rollout, scans, a candidate scan or a rollback', async () => {
		expect((await rehearse(context, REQUEST, null)).run.status).toBe('passed');
		expect((await applyAll(context, REQUEST, null)).tiers).toHaveLength(7);
		for (const round of [1, 2])
			expect(await runScan(context, { actor: 'test', mode: 'manual' }), `${round}`).toMatchObject({ new: 0 });
		await runCandidateScan(context, { rulesetVersion: 'RS-1', sourceSnapshotRef: 'SNAP-0001', actor: 'test' });
		expect((await rollbackAll(context, REQUEST, null)).fingerprint?.equal).toBe(true);
	});

	it('all the statements of that were heard, and none writes those tables', () => {
		const heard = statements.join(';\n');
		for (const expected of [
			'insert into governance_object_ownership',
			'create table governance_event_log',
			'select fn_governance_scan',
			'insert into candidate_scan_run',
			'delete from governance_object_ownership',
			'drop function fn_governance_scan',
		])
			expect(heard).toContain(expected);
		expect(statements.length).toBeGreaterThan(500);
		expect(statements.filter((sql) => WRITE.test(sql))).toEqual([]);
	});
});

it('no migration, tier or query that ships writes those tables, functions’ bodies included', async () => {
	const root = new URL('../../../', import.meta.url);
	const files: string[] = [];
	for (const folder of ['migrations', 'src']) {
		const names = await readdir(new URL(`${folder}/`, root), { recursive: true });
		files.push(...names.filter((name) => /\.(sql|ts)$/.test(name)).map((name) => `${folder}/${name}`));
	}
	expect(files.length).toBeGreaterThan(60);
	const writers: string[] = [];
	for (const file of files) if (WRITE.test(await readFile(new URL(file, root), 'utf8'))) writers.push(file);
	expect(writers).toEqual([]);
});
