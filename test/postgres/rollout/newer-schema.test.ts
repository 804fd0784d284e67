/** A database that a newer build migrated: this build acts on nothing, and says so before anything. A run that did pass leaves a line in the log. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LEDGER, SUBSTRATE } from '../../../src/db/migrations';
import { assignOwner } from '../../../src/owners/assign-owner';
import { waiveCells } from '../../../src/owners/waive';
import { previewChange } from '../../../src/model/preview-change';
import { applyChange } from '../../../src/model/apply-change';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { databaseBlockers, setUpLedger } from '../../../src/run/ledger-setup';
import { readPlan } from '../../../src/rollout/plan';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll, rollbackTier } from '../../../src/rollout/rollback';
import { runScan } from '../../../src/scan/scan';
import { topic } from '../model/support';
import { contextFor, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { outcomeOf } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';

const WRITER = { actor: 'test' };
const CELLS = {
	axis_code: 'responsibility',
	cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'audit' }],
	reason: 'theirs',
};
const UNTIL = new Date(Date.now() + 86_400_000).toISOString();
const CHANGE = topic('ai-ops', 'deprecated', { merge_into: 'workflow' });

let database: TestDatabase;
let context: RolloutContext;
let lines: string[];
beforeEach(async () => {
	database = await createDatabaseAt('tier 2');
	lines = [];
	const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
	context = contextFor(database, { log });
});
afterEach(() => database.drop());

const ACTIONS: Readonly<Record<string, () => Promise<unknown>>> = {
	'apply one': () => applyTier(context, REQUEST, '3'),
	'apply all': () => applyAll(context, REQUEST, null),
	rehearse: () => rehearse(context, REQUEST, null),
	'roll back one': () => rollbackTier(context, REQUEST, '2'),
	'roll back all': () => rollbackAll(context, REQUEST, null, { force: true }),
	scan: () => runScan(context, { ...WRITER, mode: 'manual' }),
	assign: () => assignOwner(context, WRITER, { ...CELLS, owner_gov_code: 'GOV-DOT' }),
	waive: () => waiveCells(context, WRITER, { ...CELLS, approved_by: 'Ada', expires_at: UNTIL }),
	'preview a change of the model': () => previewChange(context, REQUEST, CHANGE),
	'change the model': () => applyChange(context, REQUEST, CHANGE),
};

it.each(['ledger_migrations', 'substrate_migrations'])(
	'a newer name in %s refuses every action, and is a blocker',
	async (table) => {
		await database.db.raw(
			`insert into axis_internal.${table} (name, batch, migration_time) values ('zzz999-of-the-future', 99, now())`,
		);
		const ledger = (name: string) => name === 'axis_rollout_run';
		const before = await fingerprint(database.db, ledger);
		const refused = { error: { code: 'AXIS_NEWER_SCHEMA', status: 409, extensions: { unknown: ['zzz999-of-the-future'] } } };
		for (const [name, act] of Object.entries(ACTIONS)) expect(await outcomeOf(act()), name).toMatchObject(refused);
		expect(await fingerprint(database.db, ledger)).toBe(before);
		expect(await databaseBlockers(database.db)).toMatchObject([{ code: 'newer_schema', actual: 1 }]);
		const { tiers } = await readPlan(context);
		expect(tiers.find(({ tier }) => tier === 3)).toMatchObject({ state: 'blocked', blockers: [{ code: 'newer_schema' }] });
	},
);

it.each(['ledger002-plan-seals', 'axis006-coverage'])(
	'a migration %s that read otherwise when it ran refuses every action but the way back, and is a blocker',
	async (name) => {
		await database
			.db('axis_internal.migration_text')
			.where({ name })
			.update({ sha256: '0'.repeat(64) });
		const refused = { error: { code: 'AXIS_NEWER_SCHEMA', status: 409, extensions: { changed: [name] } } };
		for (const [action, act] of Object.entries(ACTIONS))
			if (!action.startsWith('roll back')) expect(await outcomeOf(act()), action).toMatchObject(refused);
		expect(await databaseBlockers(database.db)).toMatchObject([{ code: 'migration_changed', actual: 1 }]);
		const { tiers } = await readPlan(context);
		expect(tiers.find(({ tier }) => tier === 3)).toMatchObject({ state: 'blocked', blockers: [{ code: 'migration_changed' }] });
		if (name.startsWith('ledger'))
			await expect(setUpLedger(database.db, async () => {})).rejects.toMatchObject({ extensions: { changed: [name] } });
		await rollbackAll(context, REQUEST, null, { force: true });
		// What comes again is what this build has.
		if (name.startsWith('axis')) await applyTier(context, REQUEST, '1');
	},
);

it('migrations that ran before texts were kept get theirs at the next start', async () => {
	const texts = () => database.db('axis_internal.migration_text').orderBy('name').select('name', 'sha256');
	const before = await texts();
	expect(before.map(({ name }) => name)).toEqual([...SUBSTRATE.migrations, ...LEDGER.migrations].map(({ name }) => name));
	await database.db('axis_internal.migration_text').delete();
	await setUpLedger(database.db, async () => {});
	expect(await texts()).toEqual(before);
});

it('a recorded run leaves one line in the log: what, how it ended, who asked, how long', async () => {
	const { run } = await applyTier(context, REQUEST, '3');
	await outcomeOf(applyTier(context, REQUEST, '3'));
	expect(lines).toEqual([
		expect.stringMatching(new RegExp(`^Axis apply of tier 3: passed, run ${run.id}; asked by test, \\d+ ms\\.$`)),
		expect.stringMatching(/^Axis apply of tier 3: did not pass, AXIS_ALREADY_APPLIED; asked by test, \d+ ms\.$/),
	]);
});
