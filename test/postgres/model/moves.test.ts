/** Merges and splits on the reference deployment: what moves and what gives way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../../src/model/apply-change';
import { previewChange } from '../../../src/model/preview-change';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';
import { assign, assigned, topic } from './support';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	context = contextFor(database);
});
afterEach(() => database.drop());

const value = (code: string) => database.db('axis_value').where({ axis_code: 'topic', value_code: code }).first();
const MERGE = topic('ai-ops', 'deprecated', { merge_into: 'workflow', reason: 'one team now' });

describe('a merge', () => {
	it('moves assignments with their provenance, owners and children, and keeps the gap where it was', async () => {
		const answer = await applyChange(context, REQUEST, MERGE);
		expect(answer).toMatchObject({
			cells_added: 3,
			cells_removed: 3,
			gaps_added: 1,
			gaps_removed: 1,
			owners: [{ owner_gov_code: 'GOV-DOT', cells: 2 }],
			rows: { assignments_retargeted: 3, assignments_superseded: 0, owners_retargeted: 2, values_reparented: 0 },
			before: { gap_cells: 1, missing_assignments: 29 },
			after: { gap_cells: 1, missing_assignments: 29 },
			left_behind: { assignments: 0, owners: 0, topic_maps: 2, decisions: 3 },
		});
		expect(await assigned(database.db)).toEqual([
			'agents workflow',
			'governance_registry registry-kg',
			'iu_staging_record workflow',
			'modules workflow',
			'tasks workflow',
			'workflows workflow',
		]);
		expect((await value('ai-ops')).provenance).toMatchObject({ merged_into: 'workflow' });
		const moved = await database.db('axis_assignment').where({ object_ref: 'agents', axis_code: 'topic' }).first();
		expect(moved).toMatchObject({
			confidence: '0.920',
			zone: 'candidate',
			provenance: { moved: [{ from: 'ai-ops', action: 'merge', by: 'test', reason: 'one team now', at: expect.any(String) }] },
		});
	});

	it('leaves the target’s row where both are there, and says whose gave way', async () => {
		await assign(database.db, 'agents', 'workflow', { zone: 'approved' });
		await database.db('axis_object_ownership').insert({
			object_type: 'collection',
			object_ref: 'agents',
			axis_code: 'topic',
			value_code: 'workflow',
			owner_gov_code: 'GOV-SIV',
		});
		const answer = await applyChange(context, REQUEST, MERGE);
		expect(answer.rows).toMatchObject({
			assignments_retargeted: 2,
			assignments_superseded: 1,
			owners_retargeted: 1,
			owners_superseded: 1,
		});
		const cell = { object_type: 'collection', object_ref: 'agents', value_code: 'workflow' };
		expect(answer.conflicts).toEqual([
			{ ...cell, what: 'assignment', kept: 'approved', superseded: 'candidate' },
			{ ...cell, what: 'owner', kept: 'GOV-SIV', superseded: 'GOV-DOT' },
		]);
		const rows = await database.db('axis_assignment').where({ object_ref: 'agents', axis_code: 'topic' }).orderBy('value_code');
		expect(rows).toMatchObject([
			{ value_code: 'ai-ops', status: 'superseded', superseded_by: rows[1].id },
			{ value_code: 'workflow', status: 'active', zone: 'approved', provenance: { source: 'test' } },
		]);
	});

	it('closes no circle when a value gives way to one beneath it', async () => {
		const answer = await applyChange(context, REQUEST, topic('governance', 'retired', { merge_into: 'kg-domain-x' }));
		expect(answer.rows.values_reparented).toBe(2);
		expect(await value('registry-kg')).toMatchObject({ parent_value_code: null });
		expect(await value('ai-ops')).toMatchObject({ parent_value_code: 'kg-domain-x' });
		expect(await value('kg-domain-x')).toMatchObject({ parent_value_code: 'registry-kg' });
	});

	it.each([
		['a value that is not there', 'no-such', 'there is no such value on the axis'],
		['a value that is deprecated', 'gov-legacy', 'the value may not take it over in its status'],
	])('into %s is refused, and changes nothing', async (_what, merge_into, violation) => {
		const before = await fingerprint(database.db);
		const asked = applyChange(context, REQUEST, topic('ai-ops', 'retired', { merge_into }));
		await expect(asked).rejects.toMatchObject({
			code: 'AXIS_LIFECYCLE_CONFLICT',
			extensions: { violations: [{ violation, object: merge_into }] },
		});
		expect(await fingerprint(database.db)).toBe(before);
	});
});

describe('a split', () => {
	const collection = (object_ref: string) => ({ object_type: 'collection', object_ref });
	beforeEach(() => database.db('axis_value').insert({ axis_code: 'topic', value_code: 'ai-safety' }));

	it('sends objects where they are named for, the others to the rest, and activates candidates', async () => {
		const asked = topic('ai-ops', 'retired', {
			split_into: [{ value_code: 'ai-safety', objects: [collection('agents')] }, { value_code: 'observability' }],
		});
		const answer = await applyChange(context, REQUEST, asked);
		expect(answer.rows).toMatchObject({ values_activated: 1, assignments_retargeted: 3, owners_retargeted: 2 });
		expect(await assigned(database.db)).toEqual(
			expect.arrayContaining(['agents ai-safety', 'iu_staging_record observability', 'tasks observability']),
		);
		expect(await value('ai-safety')).toMatchObject({ status: 'active' });
		expect((await value('ai-ops')).provenance).toMatchObject({ split_into: ['ai-safety', 'observability'] });
	});

	it('that forgets an object, or names a wrong one, is refused with a list', async () => {
		const asked = topic('ai-ops', 'retired', {
			split_into: [
				{ value_code: 'ai-safety', objects: [collection('agents'), collection('workflows')] },
				{ value_code: 'observability', objects: [collection('tasks')] },
			],
		});
		await expect(previewChange(context, REQUEST, asked)).rejects.toMatchObject({
			code: 'AXIS_LIFECYCLE_CONFLICT',
			extensions: {
				violations: [
					{ object: 'collection/iu_staging_record', violation: 'the object is assigned to the value and named for no part' },
					{ object: 'collection/workflows' },
				],
			},
		});
	});
});
