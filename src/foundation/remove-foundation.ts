/** Takes the base model away that this extension made; all that goes with it is named and counted, before and after. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { FOUNDATION as RELATIONS, FOUNDATION_TABLES } from '../base/relations';
import type { FoundationRemoval, FoundationRemovalAnswer, Violation } from '../contract';
import type { RemovedRows } from '../contract/schemas/foundation';
import { FOUNDATION, migrateDown } from '../db/migrations';
import { asDirectus } from '../db/owner-rights';
import { requirePostgres } from '../db/postgres';
import { queryRows, runText } from '../db/run-sql';
import { withSnapshot, withTransaction, type TransactionLimits } from '../db/transaction';
import { FoundationRefusedError, OwnerRequiredError } from '../errors';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { readFoundation } from './foundation';
import { tellStructureChange } from '../run/structure-change';
import { recordAct } from './record';
import forgetText from './sql/forget-settings.sql';
import lockTables from './sql/lock-tables.sql';
import leadsToIt from './sql/leads-to-it.sql';
import madeByPeople from './sql/made-by-people.sql';
import notOwned from './sql/not-owned.sql';
import settingsText from './sql/settings.sql';
import { readInstalled, requireWhole } from './standing';

const ASKED = 'Taking the foundation away';
const NAMES = { names: JSON.stringify(FOUNDATION_TABLES) };
const RELATION_NAMES = { names: JSON.stringify(RELATIONS) };
const count = z.coerce.number();
const rowsRow = z.object({ object: z.string(), about: z.string().nullable().default(null), rows: count });
const nameRow = z.object({ object: z.string() });

/**
 * What removing it with `force` would take, and what stands in its way; nothing is changed. Errors: FoundationRefusedError where there is none of this
 * extension; UnsupportedDatabaseError; the database's own.
 */
export async function foreseeRemoval(context: RolloutContext): Promise<FoundationRemoval> {
	requirePostgres(context.db);
	return withSnapshot(context.db, async (trx) => {
		const { rolled_out, missing, in_the_way } = await readInstalled(trx, ASKED);
		const removed = (await readRows(trx)).map((row) => ({ ...row, after: 0 }));
		return {
			relations: RELATIONS.filter((name) => !missing.includes(name)),
			missing,
			in_the_way,
			removed,
			needs_force: removed.length > 0 || missing.length > 0,
			rolled_out,
			leads_to_it: rolled_out ? [] : await readDependent(trx),
		};
	});
}

/**
 * Takes the base model away. `force`: with the rows that people made, the links of its authorities, and what Directus holds about its tables. Errors:
 * FoundationRefusedError where there is none of this extension, a tier stands on it, something else has a name of it, or something of others depends on
 * it; without `force` also where anything else would go than it came with, or parts of it are gone; OwnerRequiredError where it belongs to another role;
 * else as recordAct.
 */
export async function removeFoundation(
	context: RolloutContext,
	request: RunRequest,
	{ force }: { force: boolean },
): Promise<FoundationRemovalAnswer> {
	let removed: RemovedRows[] = [];
	const { run } = await recordAct(context, request, { asked: ASKED, request: { remove: true, force } }, async (trx) => {
		const { rolled_out, missing, in_the_way } = await readInstalled(trx, ASKED);
		if (rolled_out) throw new FoundationRefusedError({ asked: ASKED, reason: 'rolled_out', violations: [] });
		requireFreeNames(in_the_way);
		await requireOurs(trx);
		if (!force) requireWhole(ASKED, missing);
		// What is counted is what goes: nobody adds a row in between.
		await runText(trx, lockTables);
		const before = await readRows(trx);
		if (before.length > 0 && !force)
			throw new FoundationRefusedError({ asked: ASKED, reason: 'rows', violations: before.map(violationOf) });
		await migrateDown(trx, FOUNDATION);
		const held = before.some(({ about }) => about !== null) ? await forgetSettings(trx, limitsOf(context)) : [];
		removed = before.map((row) => ({ ...row, after: rowsLeft(held, row) }));
		return { removed };
	});
	await tellStructureChange(context, 'a change of the foundation');
	return { run, foundation: await readFoundation(context, { preview: false }), removed };
}

function requireFreeNames(inTheWay: readonly string[]): void {
	if (inTheWay.length === 0) return;
	const violations = inTheWay.map((object) => ({ violation: 'it has a name of the foundation', object }));
	throw new FoundationRefusedError({ asked: ASKED, reason: 'replaced', violations });
}

async function requireOurs(trx: Knex): Promise<void> {
	const others = (await queryRows(trx, notOwned, RELATION_NAMES)).map((row) => ({
		violation: 'it belongs to another database role',
		...nameRow.parse(row),
	}));
	if (others.length > 0) throw new OwnerRequiredError({ asked: ASKED, violations: others });
	const violations = (await readDependent(trx)).map((object) => ({ violation: 'it leads to the base model', object }));
	if (violations.length > 0) throw new FoundationRefusedError({ asked: ASKED, reason: 'depended', violations });
}

async function readDependent(trx: Knex): Promise<string[]> {
	return (await queryRows(trx, leadsToIt, RELATION_NAMES)).map((row) => nameRow.parse(row).object);
}

/** Only what has rows. */
async function readRows(trx: Knex): Promise<Omit<RemovedRows, 'after'>[]> {
	const made = z.array(rowsRow).parse(await queryRows(trx, madeByPeople));
	return [...made, ...(await readSettings(asDirectus(trx)))]
		.filter(({ rows }) => rows > 0)
		.map(({ object, about, rows }) => ({ object, about, before: rows }));
}

async function readSettings(host: Knex): Promise<z.infer<typeof rowsRow>[]> {
	return z.array(rowsRow).parse(await queryRows(host, settingsText, NAMES));
}

/**
 * Answers what is left of them. With an owner's connection Directus' tables are written on Directus' own, which commits first, when all else is done: if the
 * owner's COMMIT fails then, the tables stand as before they were registered.
 */
async function forgetSettings(trx: Knex.Transaction, limits: TransactionLimits): Promise<z.infer<typeof rowsRow>[]> {
	const forget = async (host: Knex.Transaction) => {
		await queryRows(host, forgetText, NAMES);
		return readSettings(host);
	};
	const host = asDirectus(trx);
	return host === trx ? forget(trx) : withTransaction(host, limits, forget);
}

function rowsLeft(held: z.infer<typeof rowsRow>[], { object, about }: { object: string; about: string | null }): number {
	return held.find((row) => row.object === object && row.about === about)?.rows ?? 0;
}

function violationOf({ object, about, before }: Omit<RemovedRows, 'after'>): Violation {
	return about === null
		? { violation: 'people made rows', object, rows: before }
		: { violation: 'Directus holds settings', object, about, rows: before };
}
