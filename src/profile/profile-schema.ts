/** What a profile file may say, key by key. profiles/profile.schema.json is made from it. */
import { z } from 'zod';
import { splitStatements, withoutComments } from '../db/sql-text';
import { HUMAN_ONLY, TIER_ID } from '../contract';
import { checkProfile } from './profile-rules';

/** What PostgreSQL's integer holds: conditions cast to it. */
const count = z.int32().min(0);
/** As the database has it, blanks at its ends included: they are part of the code there. */
const code = z.string().regex(/\S/, 'must not be blank');
const ratio = z.number().min(0).max(1);

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
		.regex(/^[a-z][a-z0-9_]*$/)
		.describe('Name of the check in answers.'),
	query: z
		.string()
		.min(1)
		.refine(isOneQuery, 'must be one SELECT')
		.describe('One SELECT that returns one number. Runs before and after each tier, inside its transaction.'),
	expected: z
		.union([count, z.enum(['unchanged', 'observed'])])
		.describe('A number that must hold, "unchanged" between before and after, or "observed": reported, never judged.'),
});

const axis = {
	axis_code: code,
	axis_name: code,
	rule_code: code,
	tag: code.describe('Provenance of the rows; rollback goes by it.'),
};

const topicValue = z.strictObject({
	value_code: code,
	parent_value_code: code.optional().describe('Broader topic; left out for a root.'),
	status: z.enum(['candidate', 'active', 'deprecated', 'retired']).default('active'),
	provenance: z.record(z.string(), z.json()).optional(),
});

const topicAssignment = z
	.strictObject({
		object_type: code.default('collection'),
		object_ref: code,
		value_code: code,
		zone: z.enum(['approved', 'candidate', 'quarantine']),
		confidence: ratio.optional(),
		assigned_kind: z.enum(['dot', 'agent', 'human', 'rule']),
		assigned_days_ago: count.default(0).describe('Age of the assignment when it is made, in days.'),
		provenance: z.record(z.string(), z.json()).optional(),
	})
	.refine((assignment) => assignment.zone === 'quarantine' || assignment.provenance !== undefined, {
		message: 'without provenance only the zone quarantine is allowed',
	});

/** The shape of a profile file. Unknown keys are refused: a misspelt number must not pass for one that is left out. */
export const profileSchema = z
	.strictObject({
		$schema: z.string().optional(),
		name: code.describe('Name of the profile in answers and runs.'),
		database: code.describe('Name of the one database that this profile may change.'),
		ratification: z
			.strictObject({
				minimum: z
					.int()
					.min(1)
					.default(1)
					.describe('Least number of valid approvals in os_proposal_approvals that opens the gate, at least 1.'),
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
		rollout: z
			.strictObject({
				order: z
					.array(z.string().regex(TIER_ID, 'must be the id of a tier, e.g. "structure"'))
					.min(1)
					.default(['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'])
					.describe('Ids of tiers in the order in which they are applied; each needs the one before it.'),
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
			.describe('Numbers that the target must have. What is left out is derived when the rollout starts and pinned for it.'),
		responsibility: z.strictObject(axis),
		ownership: z
			.strictObject({
				created_by: code.describe('Provenance of the seeded rows in governance_object_ownership; rollback goes by it.'),
				scopes: z.array(code).optional().describe('Scopes that must be the active ones; left out: whichever are active.'),
				groups: z
					.array(z.strictObject({ group_ref: code, owner_gov_code: code }))
					.min(1)
					.describe('The accountable authority of every group.'),
				writable: z
					.boolean()
					.default(false)
					.describe(
						'Whether people may assign owners of a canonical axis, which writes governance_object_ownership (POST /axis/owners).',
					),
			})
			.describe('Tier 3: who answers for the objects of a group. Tier 4 takes the same owners.'),
		containment: z
			.strictObject({
				...axis,
				confidence_threshold: ratio.default(0.5).describe('Assignments below it are low_confidence, 0..1.'),
				staleness_days: count.default(0).describe('Assignments older than so many days are stale; 0: never.'),
			})
			.describe('Tier 4.'),
		topic: z
			.strictObject({
				...axis,
				axis_code: z.literal('topic').describe('The reconcile and drift views speak of this axis by name.'),
				confidence_threshold: ratio.default(0).describe('Assignments below it are low_confidence, 0..1.'),
				staleness_days: count.default(0).describe('Assignments older than so many days are stale; 0: never.'),
				values: z.array(topicValue).min(1),
				maps: z.array(
					z.strictObject({ value_code: code, label_code: code, map_kind: z.enum(['declared', 'inferred']).default('declared') }),
				),
				assignments: z.array(topicAssignment).describe('Applied as far as the target has their objects.'),
				owners: z
					.array(z.strictObject({ object_type: code.default('collection'), object_ref: code, owner_gov_code: code }))
					.describe('Accountable owners of assignments that are not quarantined.'),
			})
			.describe('Tier 5.'),
		invariants: z.array(invariant).describe('Facts outside of the scope of the rollout. A tier that moves one is rolled back.'),
	})
	.superRefine(checkProfile);
