/** What the base model calls its relations, for the queries of other rooms: they take a name as a variable. */

/** Who can be accountable: `code`, `name` and `status` of each authority. `:"authorities"` of a query. */
export const AUTHORITIES = 'governance_registry';

/** The views of the base model that axes are computed from. */
export const BASE_VIEWS = [
	'v_governance_object_inventory',
	'v_object_containment',
	'v_object_effective_owner',
	'v_object_owner_gap',
	'v_object_owner_conflict',
];

/** Tables that this extension makes where a project has no base model, each before those that refer to it. */
export const FOUNDATION_TABLES = [
	AUTHORITIES,
	'governance_responsibility_scope',
	'governance_object_ownership',
	'governance_object_rule',
	'governance_ratification',
] as const;

/** All that it makes there for people to read. */
export const FOUNDATION = [...FOUNDATION_TABLES, ...BASE_VIEWS];

/** Every relation that a whole base model has. */
export const BASE_MODEL = [
	AUTHORITIES,
	'governance_responsibility_scope',
	'governance_object_ownership',
	'collection_registry',
	'os_proposal_approvals',
	'approval_requests',
	'apr_approvals',
	'event_type_registry',
	'event_outbox',
	'system_issues',
	'taxonomy',
	'taxonomy_facets',
	'label_rules',
	'entity_labels',
	'evolution_snapshots',
	'governance_ruleset',
	'candidate_scan_run',
	'governance_candidate_state',
	'governance_candidate_object',
	'gov_worker_cursor',
	...BASE_VIEWS,
];

/**
 * What the owner of the axis objects needs besides reading: a tier and the guard lock the approvals they rely on (select … for share), tier 1 has a
 * foreign key, tier 3 writes and its rollback deletes, an owner that gives way is updated.
 */
const OWNER_NEEDS = [
	{ privilege: 'references', relation: AUTHORITIES },
	{ privilege: 'insert', relation: 'governance_object_ownership' },
	{ privilege: 'update', relation: 'governance_object_ownership' },
	{ privilege: 'delete', relation: 'governance_object_ownership' },
];

/** The same with the table that people ratify in. */
export function ownerNeeds(source: string): { privilege: string; relation: string }[] {
	return [{ privilege: 'update', relation: source }, ...OWNER_NEEDS];
}
