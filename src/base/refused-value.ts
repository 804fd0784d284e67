/** Values that a table of the foundation refuses: what its columns take, in words. */
import { z } from 'zod';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { RefusedValueError } from '../errors';

const LIFE = 'must be candidate, active, deprecated or retired';
const TEXT = 'must not be empty';

/** By the name of the check, without its end. */
const ASKED: Readonly<Record<string, string>> = {
	governance_object_ownership_delegated: 'an owner that is delegated needs effective_to',
	governance_object_ownership_lifecycle_status: 'lifecycle_status must be active, superseded, revoked or expired',
	governance_object_ownership_object_ref: `object_ref ${TEXT}`,
	governance_object_ownership_object_type: `object_type ${TEXT}`,
	governance_object_ownership_owner_kind: 'owner_kind must be accountable, supporting, delegated or exception',
	governance_object_rule_effect: 'effect must be exclude or include',
	governance_object_rule_group_ref: `group_ref ${TEXT}`,
	governance_object_rule_object_ref: `object_ref ${TEXT}`,
	governance_object_rule_object_type: 'object_type must be a kind of object, and a group is none',
	governance_object_rule_reason: 'reason must say why',
	governance_registry_authority_kind: 'authority_kind must be team, role, user, body or system',
	governance_registry_code: `code ${TEXT}`,
	governance_registry_name: `name ${TEXT}`,
	governance_registry_status: `status ${LIFE}`,
	governance_responsibility_scope_scope_code: `scope_code ${TEXT}`,
	governance_responsibility_scope_status: `status ${LIFE}`,
};

const refused = z.object({ table: z.string(), constraint: z.string() });

/** The refusal in words where the error is of a check of the foundation's, whose names no base model of a project's own has; else the error. */
export function explainRefusedValue(error: unknown): unknown {
	if (sqlState(error) !== SQLSTATE.checkViolation) return error;
	const { data } = refused.safeParse(error);
	const asked = ASKED[data?.constraint.replace(/_foundation$/, '') ?? ''];
	if (data === undefined || asked === undefined || !data.constraint.endsWith('_foundation')) return error;
	return new RefusedValueError({ reason: `${asked} (${data.table})` });
}
