/** Refuses writes of items of the axis collections while the gate is shut, what makes a part of the model active also while it is open, and writes of runs always. */
import type { RegisterFunctions } from '@directus/extensions';
import type { FilterHandler } from '@directus/types';
import type { Knex } from 'knex';
import { z } from 'zod';
import { AXIS_TABLES, LEDGER_TABLE } from '../../src/contract';
import { LedgerReadOnlyError, LifecycleConflictError } from '../../src/errors';
import type { GateKeeper } from './gate-keeper';

const GUARDED: ReadonlySet<unknown> = new Set(AXIS_TABLES);

/** Of these a status counts, and what counts opens gaps. */
const MODEL: ReadonlySet<unknown> = new Set(['axis_registry', 'axis_value', 'coverage_rule']);

const VERBS = { 'items.create': 'Creating', 'items.update': 'Updating', 'items.delete': 'Deleting' } as const;

export function registerItemGuard({ filter }: Pick<RegisterFunctions, 'filter'>, keeper: GateKeeper): void {
	for (const [event, verb] of Object.entries(VERBS)) filter(event, guard(verb, keeper));
}

// Every write of every collection passes here: what is not ours leaves at once, without a promise.
function guard(verb: string, keeper: GateKeeper): FilterHandler {
	return (payload, { collection, ...meta }, { database }) => {
		if (collection === LEDGER_TABLE) throw new LedgerReadOnlyError();
		if (!GUARDED.has(collection)) return payload;
		const asked = `${verb} items of ${String(collection)}`;
		return keeper
			.require(asked, database)
			.then(() => (MODEL.has(collection) ? refuseActivation(asked, payload, { ...meta, collection }, database) : undefined))
			.then(() => payload);
	};
}

const written = z.object({ status: z.literal('active') });
const target = z.object({ collection: z.string(), keys: z.array(z.unknown()).optional() });

/** The gaps that it would open were shown to nobody. What is active already may be sent along. Errors: LifecycleConflictError. */
async function refuseActivation(asked: string, payload: unknown, meta: unknown, database: Knex): Promise<void> {
	if (!written.safeParse(payload).success) return;
	const { collection, keys } = target.parse(meta);
	if (keys !== undefined) {
		const [row] = await database(collection).whereIn('id', keys.map(String)).whereNot({ status: 'active' }).select('id').limit(1);
		if (row === undefined) return;
	}
	const violation = 'what becomes active does so by POST /axis/model/changes; its preview shows which gaps open';
	throw new LifecycleConflictError({ asked, violations: [{ violation, object: collection }] });
}
