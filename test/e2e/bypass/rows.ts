/** Rows that the paths write at. */
import type { Knex } from 'knex';
import { NOTES } from './metadata';

/** Keys of the rows; the same on every host. */
export const ROW = {
	/** A value of the axis responsibility that nothing stands on. */
	spare: '00000000-0000-4000-8000-000000000001',
	/** Two assignments, revisions 1 and 2. */
	first: '00000000-0000-4000-8000-000000000002',
	second: '00000000-0000-4000-8000-000000000003',
	/** An ownership whose owner is the authority. */
	owned: '00000000-0000-4000-8000-000000000004',
	authority: 'GOV-BYPASS',
	/** A rule of an axis of its own. */
	rule: '00000000-0000-4000-8000-000000000005',
	/** No row has it. */
	absent: '00000000-0000-4000-8000-0000000000ff',
} as const;

export const AXIS = { axis_code: 'extra', axis_name: 'Extra', axis_family: 'label', axis_kind: 'system' };
export const RENAMED = { value_name: 'changed' };

const ASSIGNMENT = {
	axis_code: 'responsibility',
	value_code: 'audit',
	object_type: 'collection',
	zone: 'quarantine',
	assigned_kind: 'human',
};
export const OWNERSHIP = {
	axis_code: 'responsibility',
	value_code: 'audit',
	object_type: 'collection',
	object_ref: 'tasks',
	owner_kind: 'accountable',
};

/** Makes the rows anew and deletes what paths added. The gate is open. */
export async function seedRows(db: Knex): Promise<void> {
	for (const table of ['governance_event_log', 'governance_drift_state', 'governance_scan_run', 'axis_candidate_finding'])
		await db(table).delete();
	await db(NOTES).delete();
	for (const table of ['axis_object_ownership', 'axis_assignment']) await db(table).delete();
	await db('axis_value').where({ id: ROW.spare }).orWhere({ value_code: 'further' }).delete();
	await db('coverage_rule').whereNot({ axis_code: 'responsibility' }).orWhere({ id: ROW.rule }).delete();
	await db('axis_registry').whereNot({ axis_code: 'responsibility' }).delete();

	await db('governance_registry')
		.insert({ code: ROW.authority, name: 'Bypass', authority_kind: 'body' })
		.onConflict('code')
		.ignore();
	await db('axis_value').insert({ id: ROW.spare, axis_code: 'responsibility', value_code: 'spare', status: 'candidate' });
	await db('governance_scan_run').insert({ actor: 'bypass', mode: 'manual' });
	await db('axis_assignment').insert([
		{ ...ASSIGNMENT, id: ROW.first, object_ref: 'agents', revision: 1 },
		{ ...ASSIGNMENT, id: ROW.second, object_ref: 'tasks', revision: 2 },
	]);
	await db('axis_object_ownership').insert({
		...OWNERSHIP,
		id: ROW.owned,
		object_ref: 'agents',
		owner_gov_code: ROW.authority,
	});
	await db('coverage_rule').insert({
		id: ROW.rule,
		rule_code: 'CR-SPARE',
		axis_code: 'responsibility',
		coverage_mode: 'per_assignment',
		status: 'candidate',
	});
}
