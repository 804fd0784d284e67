/** What the rollout reads of the base model, and whether it is there. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withSnapshot } from '../db/transaction';
import { NoBaseModelError, PrerequisiteMissingError } from '../errors';
import type { Profile } from '../profile/profile';
import { readRatificationSource } from './ratification-source';
import { AUTHORITIES, BASE_VIEWS } from './relations';
import missingPrerequisites from './sql/missing-prerequisites.sql';

const MISSING: ReadonlySet<string | null> = new Set([SQLSTATE.undefinedTable, SQLSTATE.undefinedColumn]);

/** The tier that compares topics with labels. */
const TOPIC_TIER = 'topic';

/** Whether the rollout asks for labels: elsewhere what is called taxonomy or label_rules is somebody else's. */
export function needsLabels({ rollout }: Profile): boolean {
	return rollout.order.includes(TOPIC_TIER);
}

/** Errors: PrerequisiteMissingError naming all of the base model that is missing or unreadable; NoBaseModelError where nothing of it is there. */
export async function requirePrerequisites(trx: Knex, profile: Profile): Promise<void> {
	const missing = await readMissingPrerequisites(trx, profile);
	if (isNothingThere(missing)) throw new NoBaseModelError({ missing });
	if (missing.length > 0) throw new PrerequisiteMissingError({ missing });
}

/** Whether what is missing is all of a base model. */
export function isNothingThere(missing: readonly string[]): boolean {
	return [AUTHORITIES, ...BASE_VIEWS].every((name) => missing.includes(name));
}

/** Tables, views and columns of the base model that are missing, unreadable, or of another type than the profile's rollout reads. */
export async function readMissingPrerequisites(trx: Knex, profile: Profile): Promise<string[]> {
	const { table } = await readRatificationSource(trx, profile.ratification.source);
	const needs = { needs_labels: String(needsLabels(profile)), source_table: table };
	return (await queryRows(trx, missingPrerequisites, needs)).map((row) => String(row.missing));
}

/**
 * Runs what reads the base model. Where the database refuses a name of it, PrerequisiteMissingError tells what is missing; every other error stays.
 */
export async function tellMissing<Result>(db: Knex, profile: Profile, read: () => Promise<Result>): Promise<Result> {
	try {
		return await read();
	} catch (error) {
		if (MISSING.has(sqlState(error))) await withSnapshot(db, (trx) => requirePrerequisites(trx, profile));
		throw error;
	}
}
