/**
 * Refuses changes of the axis tables themselves at Directus' own services, while the gate is shut; src/gate/guarded-calls.ts says which calls.
 * Filters are not enough here: none is told of a dropped foreign key, of a dropped table that is not registered, of a sorting; all are gone while
 * extensions reload; and no trigger stands behind them, as one does for rows.
 * Raw SQL passes; taking ownership of the axis tables away from Directus' role stops that.
 */
import type { HookExtensionContext } from '@directus/extensions';
import type { Knex } from 'knex';
import { behindGuard, GUARDED_CALLS, markGuard, property, type GuardedCall } from '../../src/gate/guarded-calls';
import type { GateKeeper } from './gate-keeper';
import { requireChangeable } from './guarded-tables';

/** Puts a guard before each of the calls. It stays until Directus ends, through every reload of extensions; the next load takes its place. */
export function guardServices({ services, logger, database }: HookExtensionContext, keeper: GateKeeper): void {
	for (const call of GUARDED_CALLS) {
		const prototype: object = services[call.service].prototype;
		const present: unknown = Reflect.get(prototype, call.method);
		if (typeof present !== 'function') {
			logger.error(`Axis coverage cannot guard ${call.service}.${call.method}: this Directus does not have it.`);
			continue;
		}
		Reflect.set(prototype, call.method, guardOf(call, behindGuard(present) ?? present, keeper, database));
	}
}

function guardOf({ asked, tables }: GuardedCall, original: CallableFunction, keeper: GateKeeper, database: Knex): object {
	const guard = async function (this: unknown, ...args: unknown[]): Promise<unknown> {
		// The service's own connection: inside a transaction a second one could wait for the pool for ever.
		await requireChangeable(keeper, asked, tables(args), connectionOf(this) ?? database);
		return Reflect.apply(original, this, args);
	};
	return markGuard(guard, original);
}

function connectionOf(service: unknown): Knex | null {
	const knex = property(service, 'knex');
	return isKnex(knex) ? knex : null;
}

function isKnex(value: unknown): value is Knex {
	return typeof value === 'function' && 'raw' in value;
}
