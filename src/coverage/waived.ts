/** Waivers, as far as coverage counts them. */
import type { Knex } from 'knex';
import { present } from '../db/present';
import waivers from './sql/waivers.sql';
import noWaivers from './sql/no-waivers.sql';

/** True where the database has waivers: tier 1 is applied, and was brought up to date if an older build made it. */
export async function hasWaivers(db: Knex): Promise<boolean> {
	return present(db, 'axis_internal.waiver');
}

/** Head of the coverage queries: the waivers in force of one axis, as a common table expression. None where the database has no waivers yet. */
export async function waiverHead(db: Knex): Promise<string> {
	return (await hasWaivers(db)) ? waivers : noWaivers;
}
