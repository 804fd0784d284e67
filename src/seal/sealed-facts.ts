/** What a plan is made of, so that it can be sealed and compared: texts, profile, numbers, objects. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { SUBSTRATE } from '../db/migrations';
import type { Fact, PlanParts, SealDifference } from '../contract';
import { queryRows } from '../db/run-sql';
import type { LoadedProfile } from '../profile/profile';
import { readDatabases } from '../run/requirements';
import { runChecks } from '../tier/conditions';
import { resolveExpected } from '../tier/expected';
import { tierOf } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';
import { NOBODY, tierVariables } from '../tier/tier-variables';
import listObjects from './sql/list-objects.sql';

/** The gate opens between the seal and the apply, and other people's sessions come and go. */
const MAY_CHANGE: ReadonlySet<string> = new Set(['ratification_count', 'gate_ratified', 'idle_in_transaction']);

/** Reads the parts as they are now, for these tiers. Errors: the database's own where the base model is missing. */
export async function readParts(
	trx: Knex.Transaction,
	{ profile, sha256 }: LoadedProfile,
	tiers: readonly TierFile[],
): Promise<PlanParts> {
	const expected = await resolveExpected(trx, profile, null);
	const { expected: database } = await readDatabases(trx, profile);
	const variables = tierVariables(profile, { ...NOBODY, expected, database });
	const checks = await runChecks(trx, [tierOf('preflight')], variables);
	const [objects] = await queryRows(trx, listObjects);
	return {
		tiers: hashTexts(tiers),
		profile: sha256,
		preflight: Object.fromEntries(checks.filter(({ name }) => !MAY_CHANGE.has(name)).map(({ name, actual }) => [name, actual])),
		objects: { count: Number(objects?.count), sha256: String(objects?.sha256) },
	};
}

/** What differs, in the order of the parts; what only one side has counts. `tiers` of the seal that are not asked for now do not. */
export function compareParts(sealed: PlanParts, actual: PlanParts, parts: readonly (keyof PlanParts)[]): SealDifference[] {
	return parts.flatMap((part) => {
		const before = facts(sealed, part);
		const now = facts(actual, part);
		const names = new Set([...(part === 'tiers' ? [] : before.keys()), ...now.keys()]);
		return [...names].flatMap((name) => {
			const difference = {
				part,
				name: name === '' ? null : name,
				sealed: before.get(name) ?? null,
				actual: now.get(name) ?? null,
			};
			return difference.sealed === difference.actual ? [] : [difference];
		});
	});
}

function facts(parts: PlanParts, part: keyof PlanParts): Map<string, Fact> {
	const value = parts[part];
	return new Map(typeof value === 'string' ? [['', value]] : Object.entries(value));
}

function hashTexts(tiers: readonly TierFile[]): Record<string, string> {
	const texts = Object.fromEntries(tiers.map((file) => [file.id, file.sha256]));
	const migrates = tiers.some((file) => file.sections.change.some((step) => step.kind === 'run'));
	return migrates ? { ...texts, migrations: hashMigrations() } : texts;
}

function hashMigrations(): string {
	const hash = createHash('sha256');
	for (const { name, up, down } of SUBSTRATE.migrations) hash.update(JSON.stringify([name, up, down]));
	return hash.digest('hex');
}
