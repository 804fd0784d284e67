/** Whatever the rows and whatever the rules: trigger, reader and lock count what a plain model counts. */
import fc from 'fast-check';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryHost } from '../../../src/db/host-schema';
import { COUNT_APPROVALS, LOCK_APPROVALS } from '../../../src/gate/approvals-text';
import type { GatePolicy } from '../../../src/gate/gate';
import { gateVariables, policyForAnybody } from '../../../src/gate/policy';
import type { TestDatabase } from '../support/database';
import { SIGNERS } from '../support/signers';
import { createDatabaseAt } from '../support/states';

let database: TestDatabase;
let trx: Knex.Transaction;
beforeAll(async () => {
	database = await createDatabaseAt('tier 1');
});
afterAll(() => database.drop());

interface Approval {
	id: string;
	email: string | null;
	esignature_agreement: boolean | null;
}

const OPERATOR = 'ada@example.com';
const approval = fc.record<Approval>({
	id: fc.uuid(),
	email: fc.constantFrom(...SIGNERS.keys()),
	esignature_agreement: fc.constantFrom(null, false, true, true),
});
const policies = fc.record<GatePolicy>({
	minimum: fc.integer({ min: 1, max: 4 }),
	agreement: fc.boolean(),
	distinct_signers: fc.boolean(),
	not_by_operator: fc.boolean(),
});

const signerOf = ({ email }: Approval) => SIGNERS.get(email) ?? null;

/** The rules in plain words. `creators` are those of the approvals of others. */
function count(rows: Approval[], policy: GatePolicy, operator: string, creators: Record<string, string>): number {
	const valid = rows
		.filter((row) => !policy.agreement || row.esignature_agreement === true)
		.filter((row) => !policy.distinct_signers || signerOf(row) !== null)
		.filter((row) => !policy.not_by_operator || row.id in creators)
		.filter((row) => !policy.not_by_operator || operator === '' || signerOf(row) !== operator);
	if (!policy.distinct_signers) return valid.length;
	const signers = new Set(valid.map(signerOf)).size;
	return policy.not_by_operator ? Math.min(signers, new Set(valid.map(({ id }) => creators[id])).size) : signers;
}

it('trigger, reader and lock agree with the model', async () => {
	const world = fc.record({
		rows: fc.uniqueArray(approval, { maxLength: 7, selector: ({ id }) => id }),
		policy: policies,
		email: fc.constantFrom('', OPERATOR),
		creators: fc.array(fc.constantFrom(null, 'user 1', 'user 2', 'user 3'), { minLength: 7, maxLength: 7 }),
	});
	await fc.assert(
		fc.asyncProperty(world, async ({ rows, policy, email, creators }) => {
			const created = rows.flatMap(({ id }, index) => (creators[index] ? [[id, creators[index]]] : []));
			const others: Record<string, string> = Object.fromEntries(created);
			const facts = { email, others: JSON.stringify(others) };
			// Committed: what a transaction wrote itself opens nothing in it.
			await database.db('os_proposal_approvals').delete();
			if (rows.length > 0) await database.db('os_proposal_approvals').insert(rows);
			trx = await database.db.transaction();
			const { minimum, agreement, distinct_signers } = policy;
			await trx('axis_internal.gate_policy').update({ minimum_approvals: minimum, agreement, distinct_signers });

			const variables = gateVariables(policy, facts);
			const expected = count(rows, policy, email, others);
			const [read] = await queryHost(trx, COUNT_APPROVALS, variables);
			expect(read).toMatchObject({ rows: rows.length, approvals: expected, simulated: false });
			const [locked] = await queryHost(trx, LOCK_APPROVALS, variables);
			expect(Number(locked?.approvals) >= minimum).toBe(expected >= minimum);
			const { rows: trigger } = await trx.raw('select axis_internal.gate_is_open() as open');
			expect(trigger[0].open).toBe(count(rows, policyForAnybody(policy), email, others) >= minimum);
			await trx.rollback();
		}),
		{ numRuns: 150 },
	);
});
