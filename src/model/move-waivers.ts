/** Waivers of a value that gives way or goes: those that follow their cells, and those that stay and waive nothing. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { WaiverLeft } from '../contract';
import { queryRows } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import planWaiversText from './sql/plan-waivers.sql';
import { WAIVERS, type RowChange } from './write-changes';

const plannedWaiver = z.object({
	id: z.string(),
	object_type: z.string(),
	object_ref: z.string(),
	value_code: z.string().nullable(),
	why: z.enum(['no_target', 'not_required', 'covered', 'waived', 'required_before']).nullable(),
	approved_by: z.string(),
	expires_at: z.date().transform((time) => time.toISOString()),
	change: z.record(z.string(), z.string().nullable()).nullable(),
});

/** To be asked once the model's rows have changed, of the cells that were kept before (measure.ts). `variables` are those of the change. */
export async function planWaivers(trx: Knex, variables: Variables): Promise<{ changes: RowChange[]; left: WaiverLeft[] }> {
	const planned = z.array(plannedWaiver).parse(await queryRows(trx, planWaiversText, variables));
	return {
		changes: planned.flatMap(({ id, change }) => (change === null ? [] : [{ relation: WAIVERS, id, change }])),
		left: planned.flatMap(({ id: _id, change: _change, why, ...waiver }) => (why === null ? [] : [{ ...waiver, why }])),
	};
}
