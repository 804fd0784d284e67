/** Looks before the gate is read: whether the approvals are a table at all, and whether the guard has a policy to go by. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { queryRows } from '../db/run-sql';
import { sqlState } from '../db/sqlstate';
import type { UnreadReason } from './gate-reading';
import lookAtApprovals from './sql/look-at-approvals.sql';

const looked = z.object({
	problem: z.enum(['approvals_missing', 'approvals_no_table', 'policy_missing']).nullable(),
	has_policy: z.boolean(),
});

/** Why the gate is shut whatever the approvals say; null where they are to be counted. Before tier 1 there is no policy, and none is missed. */
export async function lookAtGate(db: Knex): Promise<UnreadReason | null> {
	const { problem, has_policy } = looked.parse((await queryRows(db, lookAtApprovals))[0]);
	if (problem !== null || !has_policy) return problem;
	try {
		return (await queryRows(db, 'select 1 as kept from axis_internal.gate_policy')).length === 0 ? 'policy_missing' : null;
	} catch (error) {
		if (sqlState(error) === null) throw error;
		return 'policy_missing';
	}
}

/** The same under a lock, to the end of the transaction: nobody makes another thing of the table meanwhile. Errors: the database's own, where it may not be locked. */
export async function lookAtGateLocked(trx: Knex.Transaction): Promise<UnreadReason | null> {
	const problem = await lookAtGate(trx);
	if (problem !== null) return problem;
	await queryRows(trx, 'lock table only os_proposal_approvals in row share mode');
	return lookAtGate(trx);
}

/** While it reads, a row policy is an error instead of being run with our rights. Errors: the read's own, which ends the transaction. */
export async function withoutRowPolicies<Result>(trx: Knex.Transaction, read: () => Promise<Result>): Promise<Result> {
	await queryRows(trx, 'set local row_security to off');
	const result = await read();
	await queryRows(trx, 'set local row_security to default');
	return result;
}
