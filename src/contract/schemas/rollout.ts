/** The rollout and its ledger: seal, runs, what each tier moved. */
import { z } from 'zod';
import { Baseline, Check, SourcePreview } from './gate';
import { Code, Count, Fact, facts, maybeText, Reason, Sha256, text, texts, TierAsked, Time, uuid } from './parts';
import { FingerprintComparison } from './rollback';

const ratified_apr = Code.describe('The approval that it happens under.');
const seal = Code.optional().describe('Token of the sealed plan that this apply does. The profile may ask for one.');
export const ApplyBody = z.strictObject({ ratified_apr: ratified_apr.optional(), seal });
export const ApplyAllBody = z.strictObject({
	ratified_apr: ratified_apr
		.optional()
		.describe('The approval that it happens under; needed where the plan says `needs_code` of a tier.'),
	through: TierAsked.optional().describe('The last tier to apply, by its id or number; all without it.'),
	seal,
});
export const SealBody = z.strictObject({
	ratified_apr,
	through: TierAsked.optional().describe('The last tier to seal, by its id or number; all without it.'),
});
export const RehearseBody = z.strictObject({
	ratified_apr: Code.optional().describe('Recorded with the run; REHEARSAL without it.'),
	through: TierAsked.optional().describe('The last tier to rehearse, by its id or number; all without it.'),
});
export const BaselineBody = z.strictObject({ reason: Reason });

export const PlanParts = z.object({
	tiers: z.record(z.string(), Sha256).describe('Hash of each tier’s text by its id, and of tier 1’s `migrations`.'),
	profile: Sha256.describe('Of the profile’s file.'),
	preflight: z
		.record(z.string(), Fact)
		.describe('Actual values of preflight’s checks by their name, without those of the gate and of other sessions.'),
	objects: z.object({ count: Count, sha256: Sha256 }).describe('The governed objects with their groups.'),
});

export const PlanSeal = z.object({
	token: text.describe('Given to apply as `seal`. Works once, until `expires_at`, and is not stored.'),
	ratified_apr: text,
	tiers: texts.describe('Ids of the tiers that it is for.'),
	sealed_by: text,
	sealed_at: Time,
	expires_at: Time,
	parts: PlanParts,
});

export const SealDifference = z.object({
	part: PlanParts.keyof(),
	name: maybeText.describe('Which tier, check or number of the part; null where the part is one value.'),
	sealed: Fact.describe('null where it was not there.'),
	actual: Fact,
});

export const Violation = z
	.looseObject({ violation: text })
	.describe("A sentence, and the facts that the condition's query returned with it.");

/** So many of them a refusal or the result of a tier lists. */
export const LISTED_VIOLATIONS = 100;

export const Delta = z.object({ object: text, before: Count, after: Count });

export const HeldLock = z.object({ object: text, mode: text.describe('E.g. `ShareRowExclusiveLock`.') });

export const TierResult = z.object({
	tier: z.int(),
	name: text,
	status: z.enum(['passed', 'rolled_back', 'failed']),
	deltas: z.array(Delta),
	checks: z.array(Check),
	violations: z.array(Violation),
	violations_total: Count.optional().describe('How many violations there are, where `violations` lists only the first hundred.'),
	locks: z.array(HeldLock).describe('Locks on what was there before the tier, held to the end of its transaction.'),
	notes: z.array(facts).describe('Facts for the operator that are no errors, e.g. an assignment that was skipped.'),
	deleted: z.array(Violation).describe('Rows of people that a forced rollback deleted.'),
	duration_ms: Count,
});

export const RunAction = z.enum([
	'apply',
	'rollback',
	'rehearse',
	'lifecycle',
	'baseline',
	'repair',
	'foundation',
	'rebind',
	'link',
	'source',
]);
export const RunStatus = z.enum(['running', 'passed', 'refused', 'failed', 'aborted']);

export const Run = z.object({
	id: uuid,
	part_of: uuid.nullable().describe('The run that this one was a step of; null for a run of its own.'),
	action: RunAction,
	tiers: z.array(z.int()),
	status: RunStatus,
	requested_by: text.describe('Id of a Directus user, or the name of a program.'),
	started_at: Time,
	finished_at: Time.nullable().describe('null while it runs.'),
	ratified_apr: maybeText,
	profile_sha256: text,
	request: z.unknown().describe('What was asked; null where the numbers of tiers say it.'),
	result: z
		.unknown()
		.describe('The tiers, and the numbers that the run went by; of a change of the model without the rows that it touched.'),
	error: z.unknown().describe('Why it did not pass.'),
});

const ran = { run: Run, tiers: z.array(TierResult) };

export const RunAnswer = z.object({
	...ran,
	committed: z.boolean().meta({ const: true }),
	fingerprint: FingerprintComparison.optional(),
});

export const RehearsalAnswer = z.object({
	...ran,
	committed: z.literal(false),
	gate_open: z.boolean().describe('Whether an apply would have passed the gate.'),
	sequences_moved: texts.describe('Sequences that stay moved; their numbers are the only trace.'),
});

export const RebindBody = z.strictObject({
	ratified_apr: Code.optional().describe('The approval that it is recorded under.'),
});

export const Port = z.object({
	port: text.describe('View of the schema axis_internal.'),
	source: text.describe('The table of labels or event types that it is for.'),
	bound: z.boolean().describe('Whether it reads that table from now on; else it is empty, and depends on nothing.'),
	lacking: texts.describe('The table, or its columns that are missing or of another type.'),
});

export const RebindAnswer = z.object({ run: Run, ports: z.array(Port) });

export const SourceAnswer = SourcePreview.extend({ run: Run });

export const BaselineAnswer = z.object({ run: Run, baseline: Baseline.nullable().describe('What holds now.') });

export const ChainCheck = z.object({
	status: z.enum(['PASS', 'FAIL']),
	runs: Count,
	broken: z.array(z.object({ run_no: z.int(), id: uuid, reason: text })),
	head: maybeText.describe('Hash of the newest event, to be kept elsewhere; null while nothing is recorded.'),
	head_found: z.boolean().nullable().describe('Whether the given head is in the chain; null where none was given.'),
});

/** One tier of a run. Started once, finished once, in this order. */
export const TierProgress = z.object({
	tier: z.int(),
	state: z.enum(['started', 'finished']),
	result: TierResult.nullable().describe('null while it runs, and where it was refused or failed before it had one.'),
	error: z.unknown().describe('Why it did not pass, as the ledger has it; null where it did, and while it runs.'),
});

export const RunsQuery = z.object({
	status: RunStatus.optional().describe('Runs of one status only.'),
	steps: z.enum(['true', 'false']).optional().describe('Without `false`, runs that are steps of another are listed too.'),
});
export const ChainQuery = z.object({
	head: z
		.hash('sha256', { error: 'expected a SHA-256, hex' })
		.toLowerCase()
		.optional()
		.describe('A head that was kept. Where it is no longer in the chain, the check fails.'),
});

export type PlanParts = z.infer<typeof PlanParts>;
export type PlanSeal = z.infer<typeof PlanSeal>;
export type SealDifference = z.infer<typeof SealDifference>;
export type Violation = z.infer<typeof Violation>;
export type Delta = z.infer<typeof Delta>;
export type HeldLock = z.infer<typeof HeldLock>;
export type TierResult = z.infer<typeof TierResult>;
export type RunAction = z.infer<typeof RunAction>;
export type RunStatus = z.infer<typeof RunStatus>;
export type Run = z.infer<typeof Run>;
export type RunAnswer = z.infer<typeof RunAnswer>;
export type RehearsalAnswer = z.infer<typeof RehearsalAnswer>;
export type Port = z.infer<typeof Port>;
export type RebindAnswer = z.infer<typeof RebindAnswer>;
export type SourceAnswer = z.infer<typeof SourceAnswer>;
export type BaselineAnswer = z.infer<typeof BaselineAnswer>;
export type ChainCheck = z.infer<typeof ChainCheck>;
export type TierProgress = z.infer<typeof TierProgress>;
/** What GET /axis/runs/:id/events tells: `run` comes first, `ended` last; both carry the run as GET /axis/runs/:id answers it. */
export type RunEvent = { event: 'run' | 'ended'; data: Run } | { event: 'tier'; data: TierProgress };
