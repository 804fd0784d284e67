/** Which axes can be asked for, and what their cells are read from. */
import type { Knex } from 'knex';
import { asFirst, FIRST_AXIS, hasFirstFigures } from '../base/first-figures';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import { UnknownAxisError } from '../errors';
import anyAxis from './sql/any-axis.sql';
import axisExists from './sql/axis-exists.sql';

/** A query of coverage as it must be sent: as it is, or over the base model alone before an axis is active. */
export type Source = (text: string) => string;

export const ROLLED_OUT: Source = (text) => text;

/** For those who write: an active axis. Errors: UnknownAxisError for an axis that is not active (or before tier 1), UnsupportedDatabaseError. */
export async function requireActiveAxis(db: Knex, axisCode: string): Promise<void> {
	if (!(await isActive(db, axisCode))) throw new UnknownAxisError({ axis_code: axisCode });
}

/** For those who read. Errors: UnknownAxisError for an axis that is not active, and of which there are no first figures; UnsupportedDatabaseError. */
export async function requireSource(trx: Knex, axisCode: string): Promise<Source> {
	return (await isActive(trx, axisCode)) ? ROLLED_OUT : requireFirst(trx, axisCode);
}

/** For those who found no such active axis. Errors: UnknownAxisError where there are no first figures of it either. */
export async function requireFirst(trx: Knex, axisCode: string): Promise<Source> {
	if (axisCode === FIRST_AXIS && (await isBeforeRollout(trx))) return asFirst;
	throw new UnknownAxisError({ axis_code: axisCode });
}

/** For those who read all axes at once: what is active, or first figures. Errors: the database's own. */
export async function readSource(trx: Knex): Promise<Source> {
	return (await isBeforeRollout(trx)) ? asFirst : ROLLED_OUT;
}

/** True while no axis is active and there is a base model to read. */
async function isBeforeRollout(trx: Knex): Promise<boolean> {
	const isAnyActive = (await hasViews(trx)) && (await queryRows(trx, anyAxis)).length > 0;
	return !isAnyActive && hasFirstFigures(trx);
}

async function isActive(db: Knex, axisCode: string): Promise<boolean> {
	return (await hasViews(db)) && (await queryRows(db, axisExists, { axis_code: axisCode })).length > 0;
}

/** True when tier 1 is applied as far as coverage needs it. Errors: UnsupportedDatabaseError. */
export async function hasViews(db: Knex): Promise<boolean> {
	requirePostgres(db);
	return present(db, 'v_axis_coverage_summary');
}
