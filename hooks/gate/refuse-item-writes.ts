/** Refuses writes of items of the axis collections while the gate is shut, and writes of runs always. */
import type { RegisterFunctions } from '@directus/extensions';
import type { FilterHandler } from '@directus/types';
import { AXIS_TABLES, LEDGER_TABLE } from '../../src/contract';
import { LedgerReadOnlyError } from '../../src/errors';
import type { GateKeeper } from './gate-keeper';

const GUARDED: ReadonlySet<unknown> = new Set(AXIS_TABLES);

const VERBS = { 'items.create': 'Creating', 'items.update': 'Updating', 'items.delete': 'Deleting' } as const;

export function registerItemGuard({ filter }: Pick<RegisterFunctions, 'filter'>, keeper: GateKeeper): void {
	for (const [event, verb] of Object.entries(VERBS)) filter(event, guard(verb, keeper));
}

// Every write of every collection passes here: what is not ours leaves at once, without a promise.
function guard(verb: string, keeper: GateKeeper): FilterHandler {
	return (payload, { collection }, { database }) => {
		if (collection === LEDGER_TABLE) throw new LedgerReadOnlyError();
		if (!GUARDED.has(collection)) return payload;
		return keeper.require(`${verb} items of ${String(collection)}`, database).then(() => payload);
	};
}
