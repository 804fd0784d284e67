/** What a read misses in a database that another build migrated, told as that. */
import type { ErrorRequestHandler } from 'express';
import type { Knex } from 'knex';
import { SQLSTATE, sqlState } from '../../src/db/sqlstate';
import { MigrationChangedError, NewerSchemaError } from '../../src/errors';
import { requireSameSchema } from '../../src/run/schema-version';

const MISSING: ReadonlySet<string | null> = new Set([
	SQLSTATE.undefinedTable,
	SQLSTATE.undefinedColumn,
	SQLSTATE.undefinedFunction,
]);

/** Reads do not ask which build made what they read, since it is the same one nearly always; they ask once something is missing. */
export function explainOtherSchema(db: Knex): ErrorRequestHandler {
	return (error: unknown, _request, _response, next) => {
		if (!MISSING.has(sqlState(error))) {
			next(error);
			return;
		}
		requireSameSchema(db).then(
			() => next(error),
			(reason: unknown) => next(reason instanceof NewerSchemaError || reason instanceof MigrationChangedError ? reason : error),
		);
	};
}
