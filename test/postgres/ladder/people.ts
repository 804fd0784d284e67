/** What people do to the rows of a tier, or beside them, and how a rollback must list it. */
import type { Knex } from 'knex';

const assignment = (axis_code: string, value_code: string, object_ref: string) => ({
	object_type: 'collection',
	object_ref,
	axis_code,
	value_code,
	zone: 'candidate',
	confidence: 0.9,
	provenance: { source: 'review' },
	assigned_kind: 'human',
});
const owner = (axis_code: string, value_code: string) => ({
	object_type: 'collection',
	object_ref: 'pages',
	axis_code,
	value_code,
	owner_gov_code: 'GOV-MOT',
});

/** What people add to an axis that a tier made. */
export async function addRows(db: Knex, axis: string, value: string): Promise<void> {
	await db('axis_value').insert({ axis_code: axis, value_code: 'theirs', parent_value_code: value });
	await db('coverage_rule').insert({ rule_code: 'CR-THEIRS', axis_code: axis, coverage_mode: 'per_assignment' });
	await db('axis_assignment').insert(assignment(axis, value, 'pages'));
	await db('axis_assignment').insert(assignment(axis, 'theirs', 'pages'));
	await db('axis_object_ownership').insert(owner(axis, value));
}

const ADDED = (value: string) => [
	{ check: 'rows_of_others', object: 'axis_assignment', key: `collection pages ${value} active` },
	{ check: 'rows_of_others', object: 'axis_assignment', key: 'collection pages theirs active' },
	{ check: 'rows_of_others', object: 'axis_object_ownership', key: `collection pages ${value} GOV-MOT` },
	{ check: 'rows_of_others', object: 'axis_value', key: 'theirs' },
	{ check: 'rows_of_others', object: 'coverage_rule', key: 'CR-THEIRS' },
];

/** A seeded assignment that a person replaced by a revision of their own. */
async function supersede(db: Knex, axis: string, value: string): Promise<void> {
	const seeded = { axis_code: axis, object_ref: 'agents' };
	await db('axis_assignment').where(seeded).update({ status: 'superseded' });
	const [next] = await db('axis_assignment')
		.insert({ ...assignment(axis, value, 'agents'), revision: 2 })
		.returning('id');
	await db('axis_assignment')
		.where({ ...seeded, status: 'superseded' })
		.update({ superseded_by: next.id });
}

const SUPERSEDED = (value: string) => [
	{ check: 'rows_of_others', object: 'axis_assignment', key: `collection agents ${value} active` },
	{ check: 'rows_changed', object: 'axis_assignment', key: `collection agents ${value}` },
];

export interface Meddling {
	meddle(db: Knex): Promise<unknown>;
	found: object[];
}

export function meddlings(axis: string, value: string): Record<string, Meddling> {
	const change = (table: string, where: object, set: object, key: string): Meddling => ({
		meddle: (db) => db(table).where(where).update(set),
		found: [{ check: 'rows_changed', object: table, key }],
	});
	const ofAxis = { axis_code: axis };
	return {
		'added rows': { meddle: (db) => addRows(db, axis, value), found: ADDED(value) },
		'a changed axis': change('axis_registry', ofAxis, { axis_name: 'Ours' }, axis),
		'a changed value': change('axis_value', { ...ofAxis, value_code: value }, { value_name: 'Ours' }, value),
		'an axis that was made theirs': {
			meddle: (db) => db('axis_registry').where(ofAxis).update({ tag: null }),
			found: [{ check: 'rows_of_others', object: 'axis_registry', key: axis }],
		},
		'a retired value': change('axis_value', { ...ofAxis, value_code: value }, { status: 'retired' }, value),
	};
}

export const supersession = (axis: string, value: string): Record<string, Meddling> => ({
	'a superseding revision': { meddle: (db) => supersede(db, axis, value), found: SUPERSEDED(value) },
	'a revoked owner': {
		meddle: (db) =>
			db('axis_object_ownership').where({ axis_code: axis, object_ref: 'agents' }).update({ lifecycle_status: 'revoked' }),
		found: [{ check: 'rows_changed', object: 'axis_object_ownership', key: `collection agents ${value}` }],
	},
});

/** On what only the topic axis has. */
export const TOPIC: Record<string, Meddling> = {
	'an added map and decision': {
		meddle: async (db) => {
			await db('topic_taxonomy_map').insert({ value_code: 'governance', label_code: 'LBL-001', map_kind: 'declared' });
			await db('topic_label_reconcile_decision').insert({
				object_ref: 'pages',
				topic_value: 'governance',
				decision_kind: 'accept_divergent',
				rationale: 'Ours.',
				decided_by: 'somebody',
			});
		},
		found: [
			{ check: 'rows_of_others', object: 'topic_label_reconcile_decision', key: 'pages governance accept_divergent' },
			{ check: 'rows_of_others', object: 'topic_taxonomy_map', key: 'governance LBL-001' },
		],
	},
	'a changed decision': {
		meddle: (db) => db('topic_label_reconcile_decision').where({ object_ref: 'agents' }).update({ rationale: 'Ours.' }),
		found: [{ check: 'rows_changed', object: 'topic_label_reconcile_decision', key: 'agents ai-ops' }],
	},
};

const seeded = { object_ref: 'GRP-AI', scope: 'audit' };
/** On the canonical model. */
export const OWNERSHIP: Record<string, Meddling> = {
	'a row that was updated': {
		meddle: (db) => db('governance_object_ownership').where(seeded).update({ updated_at: db.fn.now() }),
		found: [{ check: 'rows_changed', object: 'GRP-AI', scope: 'audit', owner_gov_code: 'GOV-DOT' }],
	},
	'an owner that was changed without a trace': {
		meddle: (db) => db('governance_object_ownership').where(seeded).update({ owner_gov_code: 'GOV-MOT' }),
		found: [{ check: 'rows_changed', object: 'GRP-AI', scope: 'audit', owner_gov_code: 'GOV-MOT' }],
	},
	'a row that supersedes a seeded one': {
		meddle: async (db) => {
			const { id } = await db('governance_object_ownership').where(seeded).first('id');
			await db('governance_object_ownership').where(seeded).update({ lifecycle_status: 'superseded' });
			const theirs = { ...seeded, object_type: 'group', owner_kind: 'accountable', owner_gov_code: 'GOV-MOT', supersedes_id: id };
			await db('governance_object_ownership').insert(theirs);
		},
		found: [
			{ check: 'rows_changed', object: 'GRP-AI', scope: 'audit' },
			{ check: 'rows_superseding', object_ref: 'GRP-AI', scope: 'audit' },
		],
	},
};

/** Rows on an axis of their own: none of the tiers' business. */
export async function addOwnAxis(db: Knex): Promise<void> {
	await db('axis_registry').insert({ axis_code: 'theirs', axis_name: 'Theirs', axis_family: 'system', axis_kind: 'system' });
	await db('axis_value').insert({ axis_code: 'theirs', value_code: 'root' });
	await addRows(db, 'theirs', 'root');
	// Their codes must not stand in the way of what people add to an axis of ours.
	await db('coverage_rule').where({ rule_code: 'CR-THEIRS' }).update({ rule_code: 'CR-OWN-AXIS' });
}
