/** Whatever the rows and whatever the rules: trigger, reader and lock count what a plain model counts. */
import fc from 'fast-check';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryRows } from '../../../src/db/run-sql';
import type { GatePolicy } from '../../../src/gate/gate';
import { gateVariables, policyForAnybody, type OperatorFacts } from '../../../src/gate/policy';
import countApprovals from '../../../src/gate/sql/count-approvals.sql';
import lockApprovals from '../../../src/gate/sql/lock-approvals.sql';
import type { TestDatabase } from '../support/database';
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
	email: fc.constantFrom(
		null,
		'',
		'  ',
		OPERATOR,
		' Ada@Example.com\t',
		'bob@example.com',
		'BOB@example.com ',
		'eve@example.com',
	),
	esignature_agreement: fc.constantFrom(null, false, true, true),
});
const policies = fc.record<GatePolicy>({
	minimum: fc.integer({ min: 1, max: 4 }),
	agreement: fc.boolean(),
	distinct_signers: fc.boolean(),
	not_by_operator: fc.boolean(),
});

const signerOf = ({ email }: Approval) => email?.trim().toLowerCase() || null;

/** The rules in plain words. */
function count(rows: Approval[], policy: GatePolicy, facts: OperatorFacts): number {
	const others: unknown[] = JSON.parse(facts.others);
	const valid = rows
		.filter((row) => !policy.agreement || row.esignature_agreement === true)
		.filter((row) => !policy.distinct_signers || signerOf(row) !== null)
		.filter((row) => !policy.not_by_operator || others.includes(row.id))
		.filter((row) => !policy.not_by_operator || facts.email === '' || signerOf(row) !== facts.email);
	return policy.distinct_signers ? new Set(valid.map(signerOf)).size : valid.length;
}

it('trigger, reader and lock agree with the model', async () => {
	const world = fc.record({
		rows: fc.uniqueArray(approval, { maxLength: 7, selector: ({ id }) => id }),
		policy: policies,
		email: fc.constantFrom('', OPERATOR),
		theirs: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
	});
	await fc.assert(
		fc.asyncProperty(world, async ({ rows, policy, email, theirs }) => {
			const facts = { email, others: JSON.stringify(rows.filter((_row, index) => theirs[index]).map(({ id }) => id)) };
			// Committed: what a transaction wrote itself opens nothing in it.
			await database.db('os_proposal_approvals').delete();
			if (rows.length > 0) await database.db('os_proposal_approvals').insert(rows);
			trx = await database.db.transaction();
			const { minimum, agreement, distinct_signers } = policy;
			await trx('axis_internal.gate_policy').update({ minimum_approvals: minimum, agreement, distinct_signers });

			const variables = gateVariables(policy, facts);
			const expected = count(rows, policy, facts);
			const [read] = await queryRows(trx, countApprovals, variables);
			expect(read).toMatchObject({ rows: rows.length, approvals: expected, simulated: false });
			const [locked] = await queryRows(trx, lockApprovals, variables);
			expect(Number(locked?.approvals) >= minimum).toBe(expected >= minimum);
			const { rows: trigger } = await trx.raw('select axis_internal.gate_is_open() as open');
			expect(trigger[0].open).toBe(count(rows, policyForAnybody(policy), facts) >= minimum);
			await trx.rollback();
		}),
		{ numRuns: 150 },
	);
});
