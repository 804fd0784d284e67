/** Taking tiers back: what is asked, what is foreseen, and what differs afterwards. */
import { z } from 'zod';
import { StandingActs } from './changes';
import { Count, facts, maybeText, text, texts, TierAsked } from './parts';

const force = z
	.boolean()
	.default(false)
	.describe(
		'Deletes rows of people that stand in the way, and lists them under `deleted`; what stays behind in the base model is a note.',
	);

const undo_batches = z
	.boolean()
	.default(false)
	.describe(
		'Takes back first what people did on what goes: owners, waivers, tags, changes of the model, repairs; newest first, in the transaction of the first tier. Where one of them cannot be, nothing is changed.',
	);

export const RollbackBody = z.strictObject({ force, undo_batches });
export const RollbackAllBody = z.strictObject({
	to: TierAsked.optional().describe('The tier that stays, by its id or number, with all before it; none without it.'),
	force,
	undo_batches,
});

export const FingerprintDifference = z.object({
	object: text.describe('Table, view or function.'),
	change: z.enum(['added', 'removed', 'changed', 'rows']).describe('rows: its rows are others than before.'),
	before: Count.nullable().describe('Number of rows; null where the change is none of rows.'),
	after: Count.nullable(),
});

export const FingerprintComparison = z
	.object({
		entry: maybeText.describe('Before the first tier; null where it was not recorded.'),
		exit: text,
		equal: z.boolean(),
		differences: z
			.array(FingerprintDifference)
			.nullable()
			.describe('What is not as before the first tier; null where the rollout recorded no more than the hash.'),
	})
	.describe('Of a rollback after which no tier is applied. Catalog, and rows of the tables that the rollout may write.');

export const ForeseenRows = z.object({
	tier: z.int(),
	name: text,
	check: text,
	violation: text.describe('A sentence.'),
	remedy: text,
	count: Count,
	rows: z.array(facts).describe('The first 20, as the check found them.'),
});

export const RollbackForesight = z.object({
	tiers: texts.describe('Ids of the applied tiers, the first one to go first.'),
	refuses: z.array(ForeseenRows).describe('Keeps the rollback from starting, force or not.'),
	takes: z.array(ForeseenRows).describe('Rows of people: the rollback refuses for them, or deletes them with `force`.'),
	standing: StandingActs.describe('Acts of people that stand; `undo_batches` takes them back first.'),
});

export type FingerprintDifference = z.infer<typeof FingerprintDifference>;
export type FingerprintComparison = z.infer<typeof FingerprintComparison>;
export type ForeseenRows = z.infer<typeof ForeseenRows>;
export type RollbackForesight = z.infer<typeof RollbackForesight>;
