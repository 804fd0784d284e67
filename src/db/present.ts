/** Whether relations are there. */
import type { Knex } from 'knex';
import { queryRows } from './run-sql';

/** True where each of the relations, as a query would name it (`axis_registry`, `axis_internal.waiver`), is found. Errors: the database's own. */
export async function present(db: Knex, ...relations: [string, ...string[]]): Promise<boolean> {
	const [row] = await queryRows(
		db,
		`select bool_and(to_regclass(name) is not null) as present from jsonb_array_elements_text(:'relations'::jsonb) as name`,
		{ relations: JSON.stringify(relations) },
	);
	return row?.present === true;
}
