/** Whether the target knows the codes that a profile and a request name. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { oneStatement } from '../db/psql-text';
import { queryRows } from '../db/run-sql';
import type { Profile } from '../profile/profile';
import approvalKnown from './sql/approval-known.sql';
import hasApprovalRequests from './sql/has-approval-requests.sql';
import { needsLabels } from './prerequisites';
import unknownLabels from './sql/unknown-labels.sql';
import unknownReferences from './sql/unknown-references.sql';

/** One query of the codes of the profile that the target does not know; of its labels only where the rollout asks for labels. */
export function unknownCodes(profile: Profile): string {
	const texts = needsLabels(profile) ? [unknownReferences, unknownLabels] : [unknownReferences];
	const unknown = texts.map((text) => `(${oneStatement(text)})`).join('\nunion all\n');
	return `select violation, object\nfrom (\n${unknown}\n) as unknown\norder by violation, object`;
}

/** Codes of the profile, and the code of an approval, that the target does not know or that are not active there. */
export async function readReferenceViolations(trx: Knex, profile: Profile, code: string | null): Promise<Violation[]> {
	const rows = await queryRows(trx, unknownCodes(profile), { profile: JSON.stringify(profile) });
	const violations = rows.map(({ violation, ...facts }) => ({ violation: String(violation), ...facts }));
	return [...violations, ...(await unknownApproval(trx, profile, code))];
}

/** The violation that an approval code is which approval_requests does not know, unless the profile takes any, or has no such table and says nothing. */
export async function unknownApproval(trx: Knex, { ratification }: Profile, code: string | null): Promise<Violation[]> {
	if (ratification.known_approval === false || code === null) return [];
	// An approved request is a known one: that rule of the gate says it better.
	if (ratification.known_approval === undefined && ratification.approved) return [];
	if (ratification.known_approval === undefined && (await queryRows(trx, hasApprovalRequests))[0]?.present !== true) return [];
	const known = await queryRows(trx, approvalKnown, { ratified_apr: code });
	return known.length > 0 ? [] : [{ violation: 'the approval code is not one of approval_requests', object: code }];
}
