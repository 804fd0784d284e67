/** Both orders of the rollout end in the same database, row by row. */
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { AXIS_TABLES } from '../../../src/contract';
import { applyAll } from '../../../src/rollout/apply';
import { rollbackAll } from '../../../src/rollout/rollback';
import { orderedTiers } from '../../../src/tier/tiers';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, testProfile } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const TIMES = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}(:?\d{2})?|Z)?/g;
const UUIDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Rows of the tables and of every view of the rollout, sorted; generated ids and times are blanked. */
async function readRows(db: Knex): Promise<Record<string, string[]>> {
	const { rows: views } = await db.raw(`select relname as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind = 'v' and relname ~ '^v_' order by relname`);
	const names: string[] = [...AXIS_TABLES, 'governance_object_ownership', ...views.map((view: { name: string }) => view.name)];
	const tables: Record<string, string[]> = {};
	for (const name of names) {
		const { rows } = await db.raw(`select (to_jsonb(item) - 'id')::text as row from ?? as item`, [name]);
		tables[name] = rows.map(({ row }: { row: string }) => row.replace(TIMES, '<time>').replace(UUIDS, '<id>')).sort();
	}
	return tables;
}

const ORDERS = {
	'axis first': ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'],
	'ownership first': ['ownership', 'structure', 'responsibility', 'containment', 'topic', 'scan'],
};

async function endOf(order: readonly string[], derived: boolean): Promise<Record<string, string[]>> {
	const database = await createDatabaseAt('ratified');
	try {
		const loaded = testProfile(database.name, (profile) => {
			profile.rollout = { order };
			if (derived) delete profile.expected;
		});
		const context = contextFor(database, { loaded });
		const { tiers } = await applyAll(context, REQUEST, null);
		expect(tiers.map((result) => result.tier)).toEqual([...orderedTiers(order).map(({ tier }) => tier), 8]);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		const rows = await readRows(database.db);
		expect((await rollbackAll(context, REQUEST, null)).fingerprint?.equal).toBe(true);
		return rows;
	} finally {
		await database.drop();
	}
}

describe.each([
	['that the profile states', false],
	['that were derived', true],
])('with numbers %s', (_what, derived) => {
	it('axis first and ownership first end in the same rows', async () => {
		const axisFirst = await endOf(ORDERS['axis first'], derived);
		const ownershipFirst = await endOf(ORDERS['ownership first'], derived);
		expect(Object.keys(axisFirst)).toHaveLength(11 + 1 + 31 + 5);
		expect(axisFirst.axis_object_ownership).toHaveLength(40);
		expect(axisFirst.governance_drift_state).toHaveLength(38);
		expect(axisFirst.v_object_effective_owner).toHaveLength(240);
		expect(ownershipFirst).toEqual(axisFirst);
	});
});
