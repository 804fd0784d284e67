/** Whether a project has the base model that the rollout builds on: its own, the one that this extension makes, none, or parts of one. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { FOUNDATION, FOUNDATION_TABLES } from '../base/relations';
import type { Foundation } from '../contract';
import { queryRows } from '../db/run-sql';
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

/** How the project stands. Errors: the database's own. */
export async function readStanding(trx: Knex): Promise<Omit<Foundation, 'figures'>> {
	const names = JSON.stringify([...new Set([...FOUNDATION_TABLES, ...Object.keys(NEEDED)])]);
	const { installed, found, rolled_out } = standingRow.parse((await queryRows(trx, standingText, { names }))[0]);
	const taken = Object.entries(found)
		.map(([name, kind]) => `${kind} ${name}`)
		.sort();
	const missing = Object.keys(NEEDED).filter((name) => found[name] === undefined);
	const state = { rolled_out, in_the_way: [], missing: [], makes: [] };
	if (installed) return { ...state, status: 'installed', missing };
	if (taken.length === 0) return { ...state, status: 'none', makes: [...FOUNDATION] };
	return missing.length === 0 ? { ...state, status: 'own' } : { ...state, status: 'partial', in_the_way: taken, missing };
}
