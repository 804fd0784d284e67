/**
 * Refuses, at Directus' own services, changes of the axis tables themselves while the gate is shut, and texts that Directus would hand to the database
 * as they are, of whatever table; src/gate/guarded-calls.ts says which calls.
 * Filters are not enough here: none is told of a dropped foreign key, of a dropped table that is not registered, of a sorting; all are gone while
 * extensions reload; and no trigger stands behind them, as one does for rows.
 * Raw SQL passes; taking ownership of the axis tables away from Directus' role stops that.
 */
import type { HookExtensionContext } from '@directus/extensions';
import type { Knex } from 'knex';
import { LEDGER_TABLE } from '../../src/contract';
import { UnsafeSchemaError } from '../../src/errors';
import { GUARDED_CALLS, isSchemaApply } from '../../src/gate/guarded-calls';
import { property } from '../../src/gate/property';
import type { GateKeeper } from './gate-keeper';
import { requireChangeable } from './guarded-tables';
import { standBefore } from './stand-before';

/** Puts a guard before each of the calls. Errors of the guards: UnsafeSchemaError, LedgerKeptError, GateClosedError, ProfileError. */
export function guardServices(host: HookExtensionContext, keeper: GateKeeper): void {
	const { database, logger } = host;
	for (const call of GUARDED_CALLS) {
		standBefore(
			host,
			call,
			(original) =>
				async function (this: unknown, ...args) {
					const { asked } = call;
					const unsafe = call.unsafe?.(args, this);
					if (unsafe) throw new UnsafeSchemaError({ asked, ...unsafe });
					const tables = call.tables(args);
					if (tables.includes(LEDGER_TABLE) && isSchemaApply(args)) {
						logger.info(
							`${asked} ${LEDGER_TABLE} was left out of the schema that is applied: the ledger is the extension's own.`,
						);
						return;
					}
					// The service's own connection: inside a transaction a second one could wait for the pool for ever.
					await requireChangeable(keeper, asked, tables, connectionOf(this) ?? database);
					return Reflect.apply(original, this, args);
				},
		);
	}
}

function connectionOf(service: unknown): Knex | null {
	const knex = property(service, 'knex');
	return isKnex(knex) ? knex : null;
}

function isKnex(value: unknown): value is Knex {
	return typeof value === 'function' && 'raw' in value;
}
