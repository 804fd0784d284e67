/** Rows of governance_object_ownership. */
import type { FixtureClient, Row } from './fixture-client';

/** The owners of the five groups for all six scopes, as tier 3 seeds them. */
export const SEED_ANCHORS = `
	insert into governance_object_ownership (object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor)
	select 'group', anchor.group_ref, scope_code, 'accountable', anchor.owner, true
	from (values ('GRP-GOVERNANCE', 'GOV-COUNCIL'), ('GRP-REGISTRY', 'GOV-KG-SYS'), ('GRP-AI', 'GOV-DOT'),
		('GRP-BUSINESS', 'GOV-MOIT'), ('GRP-WORKFLOW', 'GOV-DOT')) as anchor (group_ref, owner)
	cross join governance_responsibility_scope`;

export interface Owned {
	type?: string;
	ref: string;
	owner: string;
	anchor?: boolean | null;
	kind?: string;
	status?: string;
	until?: string | null;
}

export function own(
	fixture: FixtureClient,
	{ type = 'group', ref, owner, anchor = true, kind = 'accountable', status = 'active', until = null }: Owned,
): Promise<Row[]> {
	return fixture.rows(
		`insert into governance_object_ownership
			(object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor, lifecycle_status, effective_to)
		values ($1, $2, 'audit', $3, $4, $5, $6, $7)`,
		[type, ref, kind, owner, anchor, status, until],
	);
}
