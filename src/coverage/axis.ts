/** Which axes can be asked for. */
import type { Knex } from 'knex';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import { UnknownAxisError } from '../errors';
import axisExists from './sql/axis-exists.sql';

/** Errors: UnknownAxisError for an axis that is not active (or before tier 1), UnsupportedDatabaseError. */
export async function requireAxis(db: Knex, axisCode: string): Promise<void> {
	await requireViews(db, axisCode);
	if ((await queryRows(db, axisExists, { axis_code: axisCode })).length === 0)
		throw new UnknownAxisError({ axis_code: axisCode });
}

/** For queries that tell themselves whether the axis is active. Errors: UnknownAxisError before tier 1, UnsupportedDatabaseError. */
export async function requireViews(db: Knex, axisCode: string): Promise<void> {
	if (!(await hasViews(db))) throw new UnknownAxisError({ axis_code: axisCode });
}

/** True when tier 1 is applied as far as coverage needs it. Errors: UnsupportedDatabaseError. */
export async function hasViews(db: Knex): Promise<boolean> {
	requirePostgres(db);
	return present(db, 'v_axis_coverage_summary');
}
