/** What lifecycle statements read where there is much to read: counted in buffers, which no busy machine changes. */
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { queryRows } from '../../../src/db/run-sql';
import type { Variables } from '../../../src/db/sql-text';
import { applyChange } from '../../../src/model/apply-change';
import { historyVariables, listChanges } from '../../../src/changes/list-changes';
import headText from '../../../src/changes/sql/head.sql';
import listText from '../../../src/changes/sql/list.sql';
import planChangeText from '../../../src/model/sql/plan-change.sql';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';
import { topic } from './support';

let database: TestDatabase;
afterEach(() => database.drop());

const plans = z.array(z.object({ Plan: z.object({ 'Shared Hit Blocks': z.number(), 'Shared Read Blocks': z.number() }) })).min(1);

/** Blocks of 8 kB that the statement reads, each time that it reads one. */
async function blocksOf(text: string, variables: Variables): Promise<number> {
	const [row] = await queryRows(database.db, `explain (analyze, buffers, format json) ${text}`, variables);
	return plans
		.parse(row?.['QUERY PLAN'])
		.reduce((sum, { Plan }) => sum + Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'], 0);
}

it('a merge reads the owners of its target once, not once for each owner that moves', async () => {
	database = await createDatabaseAt('tier 5');
	await database.db.raw(`
		insert into axis_object_ownership (object_type, object_ref, axis_code, value_code, owner_gov_code)
		select 'collection', 'bulk_' || n, 'topic', value_code, 'GOV-MOT'
		from generate_series(1, 2000) as n cross join unnest(array['ai-ops', 'workflow']) as value_code;
		analyze axis_object_ownership`);
	const merge = {
		relation: 'axis_value',
		id: '7829a71b-0000-4000-8000-000000000000',
		axis_code: 'topic',
		code: 'ai-ops',
		to: 'deprecated',
		action: 'merge',
		parts: JSON.stringify([{ value_code: 'workflow', objects: null }]),
		actor: 'test',
		reason: 'one team now',
		at: new Date().toISOString(),
	};
	const planned = await queryRows(database.db, planChangeText, merge);
	expect(planned.filter((row) => row.effect === 'owner_superseded')).toHaveLength(2000);
	expect(await blocksOf(planChangeText, merge)).toBeLessThan(2000);
});

it('the list of changes reads each change once, not once for each other one', async () => {
	database = await createDatabaseAt('tier 5');
	const context = contextFor(database);
	const make = async (pairs: number) => {
		for (let made = 0; made < pairs; made++) {
			await applyChange(context, REQUEST, topic('ai-ops', 'deprecated'));
			await applyChange(context, REQUEST, topic('ai-ops', 'active'));
		}
		// As changes of many rows: what they touched is kept aside, and is read with the rest.
		await database.db.raw(`
			alter table axis_rollout_run disable trigger all;
			update axis_rollout_run set result = jsonb_set(result, '{touched}', (
				select jsonb_agg(jsonb_build_object('relation', 'axis_assignment', 'id', gen_random_uuid())) from generate_series(1, 500)
			)) where action = 'lifecycle';
			alter table axis_rollout_run enable trigger all`);
		await database.db.raw('vacuum (full, analyze) axis_rollout_run');
	};
	const page = { limit: 100, offset: 0 };
	const every = { ...historyVariables({ kind: 'value' }), ...page };
	await make(3);
	const few = await blocksOf(headText + listText, every);
	await make(9);
	expect((await listChanges(database.db, page, { kind: 'value' })).rows).toHaveLength(24);
	// Four times the changes; each read for each other one would be sixteen times the blocks.
	expect(await blocksOf(headText + listText, every)).toBeLessThan(8 * few);
});
