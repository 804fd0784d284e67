/** The declared data of a rollout: which database, how much ratification, which numbers, which rows. Read from a JSON file. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What PostgreSQL's integer holds: conditions cast to it. */
const count = z.int32().min(0);
const code = z.string().trim().min(1);

const invariant = z.strictObject({
	name: z
		.string()
		.regex(/^[a-z][a-z0-9_]*$/)
		.describe('Name of the check in answers.'),
	query: z
		.string()
		.min(1)
		.describe('One SELECT that returns one number. Runs before and after each tier, inside its transaction.'),
	expected: z
		.union([count, z.enum(['unchanged', 'observed'])])
		.describe('A number that must hold, "unchanged" between before and after, or "observed": reported, never judged.'),
});

export const profileSchema = z
	.strictObject({
		$schema: z.string().optional(),
		name: code.describe('Name of the profile in answers and runs.'),
		database: code.describe('Name of the one database that this profile may change.'),
		ratification: z
			.strictObject({
				minimum: z
					.int32()
					.min(1)
					.default(1)
					.describe('Least number of rows in os_proposal_approvals that opens the gate, at least 1.'),
				structure: z.boolean().default(true).describe('Whether tier 1, which creates empty tables, needs the gate too.'),
			})
			.prefault({}),
		rollout: z
			.strictObject({
				order: z
					.array(z.int().min(1))
					.min(1)
					.default([1, 2])
					.describe('Tiers in the order in which they are applied; each needs the one before it.'),
				lock_timeout_ms: z.int().min(1).max(600_000).default(2000).describe('Longest wait for a table lock, in milliseconds.'),
				statement_timeout_ms: z
					.int()
					.min(1)
					.max(3_600_000)
					.default(60_000)
					.describe('Longest run of one statement, in milliseconds.'),
			})
			.prefault({}),
		expected: z
			.strictObject({
				inventory: count.optional().describe('Governed objects: requires_owner and born.'),
				active_scopes: count.optional().describe('Active responsibility scopes.'),
				canonical_gap: count.optional().describe('Rows of v_object_owner_gap before the rollout.'),
			})
			.prefault({})
			.describe('Numbers that the target must have. What is left out is derived when the rollout starts and pinned for it.'),
		responsibility: z.strictObject({
			axis_code: code,
			axis_name: code,
			rule_code: code,
			tag: code.describe('Provenance of the rows; rollback goes by it.'),
		}),
		invariants: z.array(invariant).describe('Facts outside of the scope of the rollout. A tier that moves one is rolled back.'),
	})
	.superRefine((profile, context) => {
		for (const name of duplicates(profile.invariants.map((item) => item.name))) {
			context.addIssue({ code: 'custom', path: ['invariants'], message: `the name "${name}" is used twice` });
		}
		for (const tier of duplicates(profile.rollout.order.map(String))) {
			context.addIssue({ code: 'custom', path: ['rollout', 'order'], message: `tier ${tier} stands twice` });
		}
	});

export type Profile = z.output<typeof profileSchema>;
export type Invariant = Profile['invariants'][number];

/** A profile with the fingerprint of the file that it came from. */
export interface LoadedProfile {
	profile: Profile;
	/** SHA-256 of the file's bytes, hex; as `sha256sum` prints it. */
	sha256: string;
}

/**
 * Parses a profile's text. Answers every problem at once, as "path: what is wrong"; an empty list never comes with a missing profile.
 */
export function parseProfile(text: string): { loaded: LoadedProfile } | { problems: string[] } {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		return { problems: [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
	}
	const parsed = profileSchema.safeParse(json);
	if (!parsed.success) {
		return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'profile'}: ${issue.message}`) };
	}
	return { loaded: { profile: parsed.data, sha256: createHash('sha256').update(text).digest('hex') } };
}

function duplicates(names: readonly string[]): string[] {
	return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
