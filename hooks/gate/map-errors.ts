/**
 * Maps the database's refusals to errors with a code, where Directus lets us: `database.error` covers inserts and updates, an Express error handler
 * what reaches REST as it is (deletes, dropped tables and columns). What a GraphQL delete or a delete in a Flow meets cannot be mapped: Directus offers no place for it.
 */
import type { RegisterFunctions } from '@directus/extensions';
import type { NextFunction, Request, Response } from 'express';
import { explainRefusedValue } from '../../src/base/refused-value';
import { AXIS_TABLES } from '../../src/contract';
import { SQLSTATE, sqlState } from '../../src/db/sqlstate';
import {
	DependentObjectsError,
	GateClosedError,
	LedgerReadOnlyError,
	ObjectRuleError,
	StillReferencedError,
} from '../../src/errors';
import { guardBlockers } from '../../src/gate/gate';
import { property } from '../../src/gate/property';
import { isApp } from './express-app';
import { isAxisTable } from './guarded-tables';

export function registerErrorMapping({ filter, init }: Pick<RegisterFunctions, 'filter' | 'init'>): void {
	// Whoever failed holds a connection: nothing is asked of the database here.
	filter('database.error', (error) => explainRefusedValue(mapError(error)));
	init('routes.custom.after', (meta) => {
		if (isApp(meta.app))
			meta.app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) => next(mapError(error)));
	});
}

/** Names of tables and views of tier 1, and of what they read through. */
const OBJECTS_OF_AXES = new RegExp(
	`\\b(?:${AXIS_TABLES.join('|')}|v_(?:axis|reconcile|drift|ui|projection_lag)_\\w+|axis_internal\\.\\w+)\\b`,
);

function mapError(error: unknown): unknown {
	switch (sqlState(error) ?? '') {
		case SQLSTATE.gateShut:
			return new GateClosedError({ asked: 'Changing an axis table', blockers: guardBlockers() });
		case SQLSTATE.ledgerReadOnly:
			return new LedgerReadOnlyError();
		case SQLSTATE.ruleOfNothing:
			return new ObjectRuleError({ reason: String(property(error, 'detail')) });
		case SQLSTATE.foreignKeyViolation: {
			// Directus explains those of inserts and updates itself; of a delete it says nothing.
			const table = property(error, 'table');
			return isAxisTable(table) ? new StillReferencedError({ table, constraint: String(property(error, 'constraint')) }) : error;
		}
		case SQLSTATE.dependentObjects:
		case SQLSTATE.featureNotSupported: {
			const objects = dependentsIn(String(property(error, 'detail')));
			return objects.length > 0 ? new DependentObjectsError({ objects }) : error;
		}
		default:
			return error;
	}
}

// Only in the detail does PostgreSQL tell what stands on it, one a line: "view v_axis_… depends on table …".
function dependentsIn(detail: string): string[] {
	return [...new Set(detail.split('\n').flatMap((line) => OBJECTS_OF_AXES.exec(line)?.[0] ?? []))];
}
