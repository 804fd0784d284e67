/** Whether a project has the base model that the rollout builds on: its own, the one that this extension makes, none, or parts of one. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { FOUNDATION, FOUNDATION_TABLES } from '../base/relations';
import type { Foundation } from '../contract';
import { FoundationRefusedError } from '../errors';
import { queryRows } from '../db/run-sql';
import damageText from './sql/damage.sql';
import standingText from './sql/standing.sql';

/** What every base model has, the project's own too, and of which kind. */
const NEEDED = {
	governance_registry: 'table',
	governance_responsibility_scope: 'table',
	governance_object_ownership: 'table',
	v_governance_object_inventory: 'view',
	v_object_containment: 'view',
	v_object_effective_owner: 'view',
	v_object_owner_gap: 'view',
	v_object_owner_conflict: 'view',
} as const;

const standingRow = z.object({ installed: z.boolean(), found: z.record(z.string(), z.string()), rolled_out: z.boolean() });
const damageRow = z.object({ object: z.string(), stands_for_it: z.string().nullable() });

/** How the project stands. Errors: the database's own. */
export async function readStanding(trx: Knex): Promise<Omit<Foundation, 'figures'>> {
	const names = JSON.stringify([...new Set([...FOUNDATION_TABLES, ...Object.keys(NEEDED)])]);
	const { installed, found, rolled_out } = standingRow.parse((await queryRows(trx, standingText, { names }))[0]);
	const taken = Object.entries(found)
		.map(([name, kind]) => `${kind} ${name}`)
		.sort();
	const missing = Object.keys(NEEDED).filter((name) => found[name] === undefined);
	const state = { rolled_out, in_the_way: [], missing: [], makes: [] };
	if (installed) return { ...state, status: 'installed', ...(await readDamage(trx)) };
	if (taken.length === 0) return { ...state, status: 'none', makes: [...FOUNDATION] };
	return missing.length === 0 ? { ...state, status: 'own' } : { ...state, status: 'partial', in_the_way: taken, missing };
}

/** What is gone of what this extension made, and what has the name of it instead. */
async function readDamage(trx: Knex): Promise<Pick<Foundation, 'missing' | 'in_the_way'>> {
	const damage = z.array(damageRow).parse(await queryRows(trx, damageText));
	return {
		missing: damage.map(({ object }) => object),
		in_the_way: damage.flatMap(({ stands_for_it }) => stands_for_it ?? []),
	};
}

/** Errors: FoundationRefusedError where parts of the foundation are gone. */
export function requireWhole(asked: string, missing: readonly string[]): void {
	if (missing.length === 0) return;
	const violations = missing.map((object) => ({ violation: 'it is gone, or was changed', object }));
	throw new FoundationRefusedError({ asked, reason: 'damaged', violations });
}

/** How the base model that this extension made stands, whole or not. Errors: FoundationRefusedError where it made none. */
export async function readInstalled(trx: Knex, asked: string): ReturnType<typeof readStanding> {
	const standing = await readStanding(trx);
	if (standing.status !== 'installed') throw new FoundationRefusedError({ asked, reason: 'absent', violations: [] });
	return standing;
}

/** For acts on its rows. Errors: as readInstalled: a project's own base model is kept elsewhere; those of requireWhole. */
export async function requireInstalled(trx: Knex, asked: string): Promise<{ rolled_out: boolean }> {
	const { rolled_out, missing } = await readInstalled(trx, asked);
	requireWhole(asked, missing);
	return { rolled_out };
}
