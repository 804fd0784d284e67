/** What an object model says before any rollout: objects, their groups, and the cells that nobody answers for. Cells are counted by src/coverage alone. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { FoundationFigures } from '../contract/schemas/foundation';
import { LeftOutObject, ScopeFigures } from '../contract/schemas/foundation';
import { readFirstAxis, readFirstCounts } from '../coverage/counts';
import { queryRows } from '../db/run-sql';
import figuresText from './sql/figures.sql';
import leftOutText from './sql/left-out.sql';
import scopesText from './sql/scopes.sql';

const count = z.coerce.number();
const figuresRow = z.object({ objects: count, conflicts: count, left_out: count });
const scopeRow = ScopeFigures.omit({ gap_cells: true });

/** `reasons`: whether the inventory says why an object needs no owner; a project's own may not. Errors: the database's own. */
export async function readFigures(trx: Knex, { reasons }: { reasons: boolean }): Promise<FoundationFigures> {
	const { left_out, ...figures } = figuresRow.parse((await queryRows(trx, figuresText))[0]);
	const { required_cells, gap_cells } = await readFirstAxis(trx);
	const gaps = new Map((await readFirstCounts(trx, 'value')).map(({ value_code, gap }) => [value_code, gap]));
	const scopes = z.array(scopeRow).parse(await queryRows(trx, scopesText));
	const objects = reasons ? (await queryRows(trx, leftOutText)).map((row) => LeftOutObject.parse(row)) : [];
	return {
		...figures,
		required_cells,
		gap_cells,
		scopes: scopes.map((scope) => ({ ...scope, gap_cells: gaps.get(scope.scope_code) ?? 0 })),
		groups: await readGroups(trx),
		left_out: { count: left_out, objects },
	};
}

/** The largest first; equally large ones by name. */
async function readGroups(trx: Knex): Promise<FoundationFigures['groups']> {
	const groups = (await readFirstCounts(trx, 'group')).flatMap(({ group_ref, parent_ref, objects, direct_objects, gap }) =>
		group_ref === null ? [] : [{ group_ref, parent_ref, objects, direct_objects, gap_cells: gap }],
	);
	return groups.sort((one, other) => other.objects - one.objects || (one.group_ref < other.group_ref ? -1 : 1));
}
