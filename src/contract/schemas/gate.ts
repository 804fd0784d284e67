/** The gate, and where the rollout stands. */
import { z } from 'zod';
import { TIER_ROLES } from '../tier';
import { SELF_TEST_LAYERS } from '../self-test';
import { Count, Fact, facts, maybeText, Sha256, text, texts, Time, uuid } from './parts';
import { RatificationSource } from './source';

export const Blocker = z.object({ code: text, message: text, expected: Fact, actual: Fact, remedy: text });

export const Check = z.object({
	name: text,
	expected: Fact,
	actual: Fact.describe('null where it cannot be read.'),
	ok: z.boolean().describe('True whatever the number is where it is not judged.'),
	judged: z.literal(false).optional().describe('The number is told and not judged; left out where it is judged.'),
});

export const GateWord = z.enum(['READY', 'BLOCKED']);

export const GateStatus = z.object({
	status: GateWord,
	blockers: z.array(Blocker),
	ratification_count: z.int().nullable().describe('null where the table is missing or may not be read.'),
	source: RatificationSource.nullable().describe('Where people ratify; null where that is not known.'),
	checked_at: Time,
});

export const SourcePreview = z.object({
	previous: RatificationSource.describe('Where people ratified before.'),
	gate: GateStatus.describe('The gate under the new source.'),
	profile_follows: z
		.boolean()
		.describe(
			'Whether the profile names the new source or none. While it names another, every write is refused (AXIS_SOURCE_ELSEWHERE).',
		),
});

export const Preflight = z.object({
	status: GateWord,
	applied: z
		.boolean()
		.describe('Whether every tier is applied. Then nothing is left to start, and `GET /axis/verify` tells how it stands.'),
	blockers: z.array(Blocker),
	checks: z
		.array(Check)
		.describe('Those of tier 0, then every condition of the tiers that are not applied, as far as it can be asked now.'),
	notes: z
		.array(facts)
		.describe('Facts for the operator that are no blockers, e.g. a session of somebody else that is idle in a transaction.'),
});

export const TierState = z.enum(['pending', 'ready', 'blocked', 'applied', 'drifted']);

const tier = z.int().describe('Its number, for people.');
const id = text.describe('What routes and the profile’s order name it by, e.g. `containment`.');
const sovereign = z.boolean().describe('Whether it writes the base model.');
const needs_code = z
	.boolean()
	.describe(
		'Whether an apply must name an approval code: the tier writes the base model, or records the code with its rows; in a plan also where the profile asks for an approved one.',
	);

export const PlannedTier = z.object({
	id,
	role: z.enum(TIER_ROLES),
	tier,
	name: text,
	sovereign,
	needs_code,
	state: TierState,
	expected: z.array(z.object({ object: text, delta: z.int() })),
	blockers: z.array(Blocker),
});

export const Plan = z.object({
	profile: z.object({ name: text, sha256: Sha256, sealed: z.boolean().describe('Whether an apply needs the token of a seal.') }),
	tiers: z.array(PlannedTier),
});

export const TierText = z.object({
	id,
	tier,
	name: text,
	sovereign,
	needs_code,
	effect: text.describe('What it does, in sentences.'),
	lock: maybeText.describe('Which locks it takes on what was there before; null where none.'),
	rollback: maybeText.describe('What its rollback does; null where there is nothing to take back.'),
	never: texts.describe('What no tier ever does.'),
	file: text.describe('Its name in the packet.'),
	sql: text.describe('The file, as psql reads it: with the numbers and rows of the profile.'),
});

export const ModelChange = z
	.object({
		change: z.enum(['came', 'went']),
		kind: z.enum(['object', 'group', 'scope', 'axis', 'value']),
		name: text.describe('`collection/agents`, `website`, `approval`, `topic`, `topic/ai-ops`.'),
	})
	.describe('A governed object, a group that holds some, an active scope, axis or value.');

export const Verification = z.object({
	status: z.enum(['PASS', 'FAIL', 'NOT_APPLIED']).describe('NOT_APPLIED: no tier is applied, so there is nothing to verify.'),
	checks: z.array(Check),
	changes: z
		.array(ModelChange)
		.describe('What came and went since the rollout, or since numbers were accepted; the first 200, by change, kind and name.'),
});

export const Invariants = z.object({ checks: z.array(Check) });

export const Baseline = z.object({
	id: uuid.describe('Id of its run.'),
	reason: text,
	requested_by: text,
	finished_at: Time,
	numbers: z.record(z.string(), z.number()).describe('By the name of the check.'),
});

export const LayerResult = z.object({
	result: z
		.enum(['refused', 'passed', 'not_applicable', 'not_tried'])
		.describe('not_applicable: the path does not meet this layer. not_tried: it could not be told; never counted as refused.'),
	code: maybeText.describe('Code or SQLSTATE of the refusal, or of what kept the attempt from being made; null otherwise.'),
	detail: maybeText.describe('What a person should know of this one result, e.g. the tables that let a statement pass.'),
});

export const PathVerdict = z.object({
	held: z
		.boolean()
		.nullable()
		.describe('True where a layer refuses, false where none that was asked does, null where none could be asked.'),
	layers: z.record(z.enum(SELF_TEST_LAYERS), LayerResult),
});

export const TestedPath = z.object({
	path: text,
	does: text.describe('What it does, for people.'),
	note: maybeText,
	shut: PathVerdict.describe('With the gate simulated shut.'),
	as_is: PathVerdict.describe('With the gate as it is.'),
});

export const SelfTest = z.object({
	status: z.enum(['HOLDS', 'HOLES']).describe('HOLDS: no path passed a shut gate, simulated or real.'),
	holes: texts.describe('Paths that passed a shut gate.'),
	not_tried: texts.describe('Layers that could not be asked with the gate simulated shut, as path/layer.'),
	as_is: z.object({
		gate: GateWord.describe('The gate as every write meets it: what GET /axis/gate answers, but for rules about who asks.'),
		consistent: z.boolean().describe('READY: the gate refused nowhere. BLOCKED: every path was held.'),
		differing: texts.describe('Paths that say otherwise than `gate`.'),
	}),
	owns_axis_tables: z
		.boolean()
		.describe("Whether Directus' database role owns an axis table, so that other code in its process may alter it."),
	committed: z.literal(false),
	duration_ms: Count,
	paths: z.array(TestedPath),
});

export type Blocker = z.infer<typeof Blocker>;
export type Check = z.infer<typeof Check>;
export type GateWord = z.infer<typeof GateWord>;
export type SourcePreview = z.infer<typeof SourcePreview>;
export type GateStatus = z.infer<typeof GateStatus>;
export type Preflight = z.infer<typeof Preflight>;
export type TierState = z.infer<typeof TierState>;
export type PlannedTier = z.infer<typeof PlannedTier>;
export type Plan = z.infer<typeof Plan>;
export type TierText = z.infer<typeof TierText>;
export type ModelChange = z.infer<typeof ModelChange>;
export type Verification = z.infer<typeof Verification>;
export type Baseline = z.infer<typeof Baseline>;
export type LayerResult = z.infer<typeof LayerResult>;
export type PathVerdict = z.infer<typeof PathVerdict>;
export type TestedPath = z.infer<typeof TestedPath>;
export type SelfTest = z.infer<typeof SelfTest>;
