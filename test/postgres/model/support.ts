/** Changes as the tests of the reference deployment ask for them. */
import type { Knex } from 'knex';
import type { AskedChange } from '../../../src/contract';

/** A change of a topic; what is left out is as a caller leaves it out. */
export const topic = (code: string, to: AskedChange['to'], more: Partial<AskedChange> = {}): AskedChange => ({
	kind: 'value',
	code,
	axis_code: 'topic',
	to,
	merge_into: null,
	split_into: null,
	reason: 'because',
	...more,
});

/** A change of an axis or a rule. */
export const change = (kind: 'axis' | 'rule', code: string, to: AskedChange['to']): AskedChange => ({
	...topic(code, to),
	kind,
	axis_code: null,
});

/** An active assignment that a person made. */
export async function assign(db: Knex, object_ref: string, value_code: string, more: object = {}): Promise<void> {
	await db('axis_assignment').insert({
		object_type: 'collection',
		object_ref,
		axis_code: 'topic',
		value_code,
		zone: 'candidate',
		confidence: 0.9,
		provenance: JSON.stringify({ source: 'test' }),
		assigned_kind: 'human',
		...more,
	});
}

/** Active assignments of topics, as `object value`, sorted. */
export async function assigned(db: Knex): Promise<string[]> {
	const rows = await db('axis_assignment').where({ axis_code: 'topic', status: 'active' });
	return rows.map((row: { object_ref: string; value_code: string }) => `${row.object_ref} ${row.value_code}`).sort();
}
