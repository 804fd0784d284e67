/** The living model: what the database says of ratification, groups and axes now. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import type { ObjectParts } from '../profile/differences';
import { provenance, valueStatus } from '../profile/parts';
import livingAxes from './sql/living-axes.sql';
import livingGroups from './sql/living-groups.sql';
import livingObjects from './sql/living-objects.sql';
import livingPolicy from './sql/living-policy.sql';

const text = z.string();

/** What a column has; left out where that is null. */
const maybe = <Kept extends z.ZodType>(kept: Kept) => kept.nullable().transform((value) => value ?? undefined);

/** Where a row came from; a note that is no JSON object becomes one. */
const origin = z
	.json()
	.transform((given) => (given === null ? undefined : (provenance.safeParse(given).data ?? { provenance: given })));

const place = { object_type: text, object_ref: text, value_code: text };

const policyRow = z
	.object({
		minimum: z.number(),
		agreement: z.boolean(),
		distinct_signers: z.boolean(),
		source_table: text,
		source_filter: z.record(text, z.union([text, z.number(), z.boolean()])),
	})
	.transform(({ source_table, source_filter, ...policy }) => ({
		...policy,
		source: { table: source_table, filter: source_filter },
	}));

const groupRow = z.object({ group_ref: text, owner_gov_code: text, whole: z.boolean() });

const axisRow = z.object({
	axis_code: text,
	axis_name: text,
	axis_family: text,
	axis_kind: text,
	is_canonical: z.boolean(),
	is_containment: z.boolean(),
	tag: text.nullable(),
	rules: z.array(
		z.object({
			rule_code: text,
			applies_to: text,
			coverage_mode: z.enum(['per_assignment', 'cross_product']),
			confidence_threshold: z.number(),
			staleness_days: z.number(),
		}),
	),
	values: z.array(
		z.object({
			value_code: text,
			value_name: maybe(text),
			parent_value_code: maybe(text),
			status: valueStatus,
			provenance: origin,
		}),
	),
	maps: z.array(z.object({ value_code: text, label_code: text, map_kind: z.enum(['declared', 'inferred']) })),
	tags: z.array(
		z.object({
			...place,
			zone: z.enum(['approved', 'candidate', 'quarantine']),
			confidence: maybe(z.number()),
			assigned_kind: z.enum(['dot', 'agent', 'human', 'rule']),
			assigned_days_ago: z.number(),
			provenance: origin,
		}),
	),
	owners: z.array(z.object({ ...place, owner_gov_code: text })),
});
export type LivingAxis = z.output<typeof axisRow>;

export interface LivingModel {
	/** Undefined before tier 1, and where the row is gone. */
	policy: z.output<typeof policyRow> | undefined;
	groups: z.output<typeof groupRow>[];
	/** Active ones, the oldest first; none before tier 1. */
	axes: LivingAxis[];
	/** Objects with an owner of their own in governance_object_ownership; 0 where owners are not asked for. */
	ownedObjects: number;
}

/** Reads it on the snapshot of the transaction. The base model must be there. Errors: the database's own. */
export async function readLivingModel(trx: Knex, { tags, owners }: ObjectParts): Promise<LivingModel> {
	const rolledOut = await present(trx, 'axis_registry', 'axis_internal.gate_policy');
	const wanted = { with_tags: String(tags), with_owners: String(owners) };
	const [policy] = rolledOut ? await queryRows(trx, livingPolicy) : [];
	const axes = rolledOut ? await queryRows(trx, livingAxes, wanted) : [];
	const [owned] = owners ? await queryRows(trx, livingObjects) : [];
	return {
		policy: policy && policyRow.parse(policy),
		groups: z.array(groupRow).parse(await queryRows(trx, livingGroups)),
		axes: z.array(axisRow).parse(axes),
		ownedObjects: Number(owned?.objects ?? 0),
	};
}
