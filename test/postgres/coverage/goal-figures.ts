/** Where goals are, of every group and value of a world, against the cells that lie below the group one by one. */
import type { Knex } from 'knex';
import { expect } from 'vitest';
import { groupsAbove } from '../support/group-model';
import { countsOf, type Scene } from '../support/report-model';

/** Sets the goals in the transaction of the world. */
export async function expectGoalFigures(db: Knex, { world, axis, cells, values }: Scene): Promise<void> {
	const groups = [...new Set(world.containment.flatMap(({ child, parent }) => [child, parent]))]
		.filter(({ type }) => type === 'group')
		.map(({ ref }) => ref);
	const places = [null, 'nowhere', ...new Set(groups)].flatMap((group) => [null, ...values].map((value) => ({ group, value })));
	await db('axis_internal.goal').insert(
		places.map(({ group, value }) => ({
			axis_code: axis,
			group_ref: group,
			value_code: value,
			percent: 50,
			due_on: '2999-12-31',
			reason: 'model',
		})),
	);
	const { rows } = await db.raw(
		`select goal.group_ref as "group", goal.value_code as value, figure.required::integer as required, figure.covered::integer as covered
		from axis_internal.goal join axis_internal.goal_figure as figure on figure.goal_id = goal.id`,
	);
	const expected = places.map(({ group, value }) => {
		const own = cells.filter(
			(cell) =>
				(value === null || cell.value_code === value) &&
				(group === null || groupsAbove(world, { type: cell.object_type, ref: cell.object_ref }).includes(group)),
		);
		return { group, value, required: own.length, covered: countsOf(own).covered };
	});
	const byPlace = (found: object[]) => found.map((row) => JSON.stringify(row)).toSorted();
	expect(byPlace(rows)).toEqual(byPlace(expected));
}
