/** An axis as an act finds it, of whatever status: its values and what it asks for. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AxisStatus, Semantics } from '../contract/schemas';
import { queryRows } from '../db/run-sql';
import { UnknownCodeError } from '../errors';
import readAxisText from './sql/read-axis.sql';

const axisRow = z.object({
	id: z.string(),
	axis_code: z.string(),
	axis_name: z.string(),
	ownership_source: z.string(),
	status: AxisStatus,
	values: z.array(z.object({ id: z.string(), value_code: z.string(), value_name: z.string().nullable() })),
	semantics: Semantics.required()
		.extend({ id: z.string(), value_order: z.array(z.string()) })
		.nullable(),
});

export type FoundAxis = z.infer<typeof axisRow>;

/** Null where there is none. */
export async function findAxis(trx: Knex, axisCode: string): Promise<FoundAxis | null> {
	const [row] = await queryRows(trx, readAxisText, { axis_code: axisCode });
	return row === undefined ? null : axisRow.parse(row);
}

/** Errors: UnknownCodeError. */
export async function requireAxis(trx: Knex, axisCode: string): Promise<FoundAxis> {
	const found = await findAxis(trx, axisCode);
	if (found === null) throw new UnknownCodeError({ kind: 'axis', name: axisCode, axis_code: null });
	return found;
}

/** The axis as the subject of an act. */
export const subjectOf = ({ id, axis_code, status }: FoundAxis) =>
	({ relation: 'axis_registry', id, axis_code, status }) as const;
