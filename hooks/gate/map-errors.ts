/**
 * Maps the triggers' refusals to the errors that the hook throws, where Directus lets us: `database.error` covers inserts and updates,
 * an Express error handler what reaches REST as it is (deletes, /utils/sort).
 */
import type { RegisterFunctions } from '@directus/extensions';
import type { NextFunction, Request, Response } from 'express';
import { SQLSTATE, sqlState } from '../../src/db/sqlstate';
import { GateClosedError, LedgerReadOnlyError } from '../../src/errors';
import { guardBlockers } from '../../src/gate/gate';
import { isApp } from './express-app';

export function registerErrorMapping({ filter, init }: Pick<RegisterFunctions, 'filter' | 'init'>): void {
	filter('database.error', (error) => mapError(error));
	init('routes.custom.after', (meta) => {
		if (isApp(meta.app))
			meta.app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) => next(mapError(error)));
	});
}

function mapError(error: unknown): unknown {
	switch (sqlState(error) ?? '') {
		case SQLSTATE.gateShut:
			return new GateClosedError({ asked: 'Changing an axis table', blockers: guardBlockers() });
		case SQLSTATE.ledgerReadOnly:
			return new LedgerReadOnlyError();
		default:
			return error;
	}
}
