/** What a profile file may say, key by key. profiles/profile.schema.json is made from it. */
import { z } from 'zod';
import { splitStatements, withoutComments } from '../db/sql-text';
import { HUMAN_ONLY, TIER_ID } from '../contract';
import { AskedSource } from '../contract/schemas';
import { containment, ownership, responsibility, topic } from './axis-sections';
import { declaredAxes } from './declared-axes';
import { withOrder } from './order';
import { code, count } from './parts';
import { checkProfile } from './profile-rules';

/** What may begin a statement that reads. A WITH may write still: the savepoint that it runs in refuses that. */
const READS = /^(?:select|with|values|table)\b/i;

/** Nothing but one query: COMMIT, for one, would end the transaction of the tier. */
function isOneQuery(text: string): boolean {
	try {
		const statements = splitStatements(text);
		return statements.length === 1 && statements.every(({ parts }) => READS.test(withoutComments(parts.join(' '))));
	} catch {
		return false;
	}
}

const invariant = z.strictObject({
	name: z
		.string()
		.regex(/^[a-z][a-z0-9_]*$/, 'must be small letters, digits and _, a letter first')
		.describe('Name of the check in answers.'),
	query: z
		.string()
		.min(1)
		.refine(isOneQuery, 'must be one SELECT')
		.describe('One SELECT that returns one number. Runs before and after each tier, inside its transaction.'),
	expected: z
		.union([count, z.enum(['unchanged', 'observed'])], 'must be a whole number of 0 or more, "unchanged" or "observed"')
		.describe('A number that must hold, "unchanged" between before and after, or "observed": reported, never judged.'),
});

const ratificationSource = AskedSource.describe(
	'Where approvals are read from. Left out: governance_ratification where the foundation was made, os_proposal_approvals elsewhere; once tier 1 is applied, where the database says.',
);

/** The shape of a profile file: every key may be left out. Unknown keys are refused: a misspelt number must not pass for one that is left out. */
export const profileSchema = z
	.strictObject({
		$schema: z.string().optional(),
		name: code.default('project').describe('Name of the profile in answers and runs.'),
		database: code
			.optional()
			.describe('Name of the one database that this profile may change. Left out: the one in which it is first applied.'),
		ratification: z
			.strictObject({
				minimum: z
					.int()
					.min(1)
					.default(1)
					.describe('Least number of valid approvals in the source that opens the gate, at least 1.'),
				source: ratificationSource.optional(),
				agreement: z.boolean().default(false).describe('Whether an approval counts only while its esignature_agreement is true.'),
				distinct_signers: z
					.boolean()
					.default(false)
					.describe('Whether approvals of one e-mail address count once; one without an e-mail then counts for nothing.'),
				not_by_operator: z
					.boolean()
					.default(false)
					.describe(
						'Whether approvals do not count that whoever applies signed, created or changed, or whose creator Directus does not know.',
					),
				approved: z
					.boolean()
					.default(false)
					.describe('Whether every tier needs a ratified_apr whose request in approval_requests has the status approved.'),
				known_approval: z
					.boolean()
					.optional()
					.describe(
						'Whether ratified_apr must be a code of approval_requests; else any name is taken as given. Left out: where that table exists.',
					),
				sealed: z
					.boolean()
					.default(false)
					.describe('Whether apply needs a sealed plan (POST /axis/plan/seal), and does just what was sealed.'),
				seal_minutes: z.int().min(1).max(10_080).default(60).describe('How long a seal holds, in minutes; at most a week.'),
				structure: z.boolean().default(true).describe('Whether tier 1, which creates empty tables, needs the gate too.'),
			})
			.prefault({}),
		guard: z
			.strictObject({
				human_only: z
					.enum(HUMAN_ONLY)
					.default('no_automation')
					.describe(
						'Who may write approvals, requests and votes, and activate event types, through Directus: anybody, whoever is signed in, or a session of the Studio.',
					),
			})
			.prefault({}),
		model: z
			.strictObject({
				notice_gaps: count
					.default(0)
					.describe(
						'How many gaps an act on axes, values and rules may open without ratified_apr: with more, people must have seen the preview.',
					),
			})
			.prefault({}),
		rollout: z
			.strictObject({
				order: z
					.array(z.string().regex(TIER_ID, 'must be the id of a tier, e.g. "structure"'))
					.min(1)
					.optional()
					.describe(
						'Ids of tiers in the order in which they are applied; each needs the one before it. Left out: structure, responsibility, what the sections declare, scan.',
					),
				lock_timeout_ms: z.int().min(1).max(600_000).default(2000).describe('Longest wait for a table lock, in milliseconds.'),
				statement_timeout_ms: z
					.int()
					.min(1)
					.max(3_600_000)
					.default(60_000)
					.describe('Longest run of one statement, in milliseconds.'),
				idle_in_transaction: count
					.optional()
					.describe(
						'How many sessions of others may be idle in a transaction when a run of several tiers starts. Left out: any number, which preflight tells.',
					),
			})
			.prefault({}),
		expected: z
			.strictObject({
				inventory: count.optional().describe('Governed objects: requires_owner and born.'),
				active_scopes: count.optional().describe('Active responsibility scopes.'),
				canonical_gap: count.optional().describe('Rows of v_object_owner_gap before the rollout.'),
				containment: count.optional().describe('Governed objects that a group contains.'),
				hold: z
					.boolean()
					.default(false)
					.describe(
						'Whether a verification goes on to judge the numbers of objects, scopes and contained objects after the rollout, until others are accepted; else it tells them.',
					),
			})
			.prefault({})
			.describe('Numbers that the target must have. What is left out is measured and told.'),
		responsibility: responsibility.prefault({}).describe('Tier 2.'),
		ownership: ownership.optional(),
		containment: containment.optional(),
		topic: topic.optional(),
		axes: declaredAxes,
		invariants: z
			.array(invariant)
			.default([])
			.describe('Facts outside of the scope of the rollout. A tier that moves one is rolled back.'),
	})
	.superRefine(checkProfile)
	.transform(withOrder);
