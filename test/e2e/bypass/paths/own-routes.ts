/** The bundle's own routes that write as people ask: each reads the gate in its own transaction before it writes. Tiers and scans have tests of their own. */
import { rest, type Path } from '../path';

const CELL = { object_type: 'collection', object_ref: 'tasks', value_code: 'audit' };
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();

export const ownRoutePaths: readonly Path[] = [
	rest({
		name: 'POST /axis/model/changes',
		by: 'endpoint',
		method: 'POST',
		path: '/axis/model/changes',
		body: () => ({
			kind: 'value',
			axis_code: 'responsibility',
			code: 'spare',
			to: 'active',
			reason: 'bypass',
			ratified_apr: 'APR-BOOT-AUTHMODEL-1',
		}),
	}),
	rest({
		name: 'POST /axis/owners',
		by: 'endpoint',
		method: 'POST',
		path: '/axis/owners',
		body: () => ({ axis_code: 'responsibility', owner_gov_code: 'GOV-DOT', reason: 'bypass', cells: [CELL] }),
		// The bundled profile keeps owners of a canonical axis to the base model.
		open: '409 AXIS_OWNERSHIP_READ_ONLY',
		changes: 'nothing',
	}),
	rest({
		name: 'POST /axis/waivers',
		by: 'endpoint',
		method: 'POST',
		path: '/axis/waivers',
		body: () => ({
			axis_code: 'responsibility',
			cells: [CELL],
			reason: 'bypass',
			approved_by: 'Council',
			expires_at: tomorrow(),
		}),
		undo: ({ db }) => db.raw('delete from axis_internal.waiver'),
	}),
];
