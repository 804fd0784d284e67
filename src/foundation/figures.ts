/** What an object model says before any rollout: objects, their groups, and the cells that nobody answers for. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { FoundationFigures } from '../contract/schemas/foundation';
import { GroupFigures, LeftOutObject, ScopeFigures } from '../contract/schemas/foundation';
import { queryRows } from '../db/run-sql';
import figuresText from './sql/figures.sql';
import groupsText from './sql/groups.sql';
import leftOutText from './sql/left-out.sql';
import scopesText from './sql/scopes.sql';

const count = z.coerce.number();
const figuresRow = z.object({ objects: count, gap_cells: count, conflicts: count, left_out: count });

/** `reasons`: whether the inventory says why an object needs no owner; a project's own may not. Errors: the database's own. */
export async function readFigures(trx: Knex, { reasons }: { reasons: boolean }): Promise<FoundationFigures> {
	const { left_out, ...figures } = figuresRow.parse((await queryRows(trx, figuresText))[0]);
	const scopes = (await queryRows(trx, scopesText)).map((row) => ScopeFigures.parse(row));
	const groups = (await queryRows(trx, groupsText)).map((row) => GroupFigures.parse(row));
	const objects = reasons ? (await queryRows(trx, leftOutText)).map((row) => LeftOutObject.parse(row)) : [];
	const required_cells = figures.objects * scopes.length;
	return { ...figures, required_cells, scopes, groups, left_out: { count: left_out, objects } };
}
