/** Plans an act on tags: which objects are meant, and what becomes of the tags of each. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AskedTags } from '../contract';
import { AxisStatus, ObjectRef } from '../contract/schemas';
import { queryRows } from '../db/run-sql';
import { InvalidPayloadError, UnknownCodeError } from '../errors';
import { refuseWhere, type ActPlan } from '../model/act-plan';
import { requireAxis, subjectOf, type FoundAxis } from '../model/read-axis';
import { TAGS } from '../model/write-changes';
import axisValue from './sql/axis-value.sql';
import groupObjects from './sql/group-objects.sql';
import planText from './sql/plan.sql';

/** A row that is made or set, or an object that is left as it is. */
const plannedRow = z.object({
	effect: z.enum(['kept', 'made', 'set']),
	object_type: z.string(),
	object_ref: z.string(),
	value_code: z.string().nullable(),
	id: z.string().nullable(),
	change: z.record(z.string(), z.string()).nullable(),
	row: z.record(z.string(), z.unknown()).nullable(),
	why: z.string().nullable(),
});

export const plannedRows = z.array(plannedRow);

/** Errors: InvalidPayloadError, UnknownCodeError, LifecycleConflictError. */
export async function planTags(trx: Knex, body: AskedTags, asked: string, actor: string): Promise<ActPlan> {
	const { axis_code, action, value_code = '', to_value_code = '', reason } = body;
	const axis = await requireAxis(trx, axis_code);
	const cardinality = axis.semantics?.cardinality ?? 'many';
	if (action === 'move' && value_code === '' && cardinality !== 'one') {
		throw new InvalidPayloadError({ reason: `value_code is needed: on the axis "${axis_code}" an object may have many values` });
	}
	const target = action === 'tag' ? value_code : to_value_code;
	if (value_code !== '') await requireValue(trx, axis_code, value_code);
	if (target !== '') {
		const status = await requireValue(trx, axis_code, target);
		refuseWhere(asked, status === 'active' ? [] : [{ violation: `the value is ${status}, not active`, object: target }]);
	}
	const objects = JSON.stringify(await objectsOf(trx, axis, body, asked));
	const variables = { axis_code, action, value_code, target, cardinality, objects, reason };
	const plan: ActPlan = { asked, subject: subjectOf(axis), rows: [], kept: [] };
	for (const row of plannedRows.parse(await queryRows(trx, planText, variables))) addPlanned(plan, axis_code, row, actor);
	return plan;
}

/** Adds what is planned for one object to the plan. */
export function addPlanned(plan: ActPlan, axisCode: string, planned: z.infer<typeof plannedRow>, actor: string): void {
	const { object_type, object_ref, value_code, id, change, row, why } = planned;
	const key = [object_type, object_ref, axisCode, ...(value_code === null ? [] : [value_code])].join(' ');
	const named = { kind: 'tag', key };
	if (id === null) plan.kept.push({ ...named, why: why ?? '' });
	else {
		const made = row === null ? {} : { row: { ...row, id, tag: null, created_by: actor } };
		plan.rows.push({ relation: TAGS, id, change, ...made, ...named });
	}
}

/** Errors: UnknownCodeError. */
async function requireValue(trx: Knex, axis_code: string, value_code: string): Promise<AxisStatus> {
	const [row] = await queryRows(trx, axisValue, { axis_code, value_code });
	if (row === undefined) throw new UnknownCodeError({ kind: 'value', name: value_code, axis_code });
	return AxisStatus.parse(row.status);
}

async function objectsOf(trx: Knex, axis: FoundAxis, { action, objects, group_ref = '', as }: AskedTags, asked: string) {
	if (objects !== undefined) return objects;
	if (as === 'group') {
		// Tags of the group from a time when the axis did inherit may still be cleared.
		const inherits = axis.semantics?.tag_inheritance === 'containment' || action === 'clear';
		const violation = 'nothing below the group would have its tags: tag_inheritance of the axis is none';
		refuseWhere(asked, inherits ? [] : [{ violation, object: axis.axis_code }]);
		return [{ object_type: 'group', object_ref: group_ref }];
	}
	const below = z.array(ObjectRef).parse(await queryRows(trx, groupObjects, { group_ref }));
	refuseWhere(asked, below.length > 0 ? [] : [{ violation: 'no governed object lies below the group', object: group_ref }]);
	return below;
}
