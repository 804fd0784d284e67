/** Who applies, as far as the gate must tell their signatures from others'. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { sourceVariable } from '../base/ratification-source';
import { queryHost } from '../db/host-schema';
import { asDirectus } from '../db/owner-rights';
import { READ_OPERATOR } from './approvals-text';
import type { GatePolicy, OperatorFacts } from './policy';

/** A Directus user id; null where nobody is signed in: the command line, psql, a schedule. */
export type Operator = string | null;

const facts = z.object({ email: z.string(), others: z.string() });

/** Null where the policy does not ask, or where nobody is signed in. Directus' users and its log are read as Directus. Errors: the database's own. */
export async function readOperator(db: Knex, policy: GatePolicy, operator: Operator): Promise<OperatorFacts | null> {
	if (!policy.not_by_operator || operator === null) return null;
	const [row] = await queryHost(asDirectus(db), READ_OPERATOR, { operator, ratification_source: sourceVariable(policy.source) });
	return facts.parse(row);
}
