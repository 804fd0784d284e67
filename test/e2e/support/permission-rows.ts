/** What each route answers to who may call it: tiers 1 and 2 applied, the gate shut. A body that is right and changes nothing. */

export interface PermissionRow {
	/** Values of the path's parameters; the document's examples for the others. */
	path?: Record<string, string>;
	body?: unknown;
	query?: string;
	/** In place of a body. */
	csv?: string;
	/** Status, and the code of a refusal. */
	granted: string;
}

const READ: PermissionRow = { granted: '200' };
const ASSIGNMENT = {
	axis_code: 'responsibility',
	owner_gov_code: 'GOV-DOT',
	reason: 'permissions',
	cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'audit' }],
};
const OWNERS_FILE = 'object_type;object_ref;axis_code;value_code;owner_gov_code\ncollection;agents;responsibility;audit;\n';
const TAGS_FILE = 'object_type,object_ref,axis_code,value_code\ncollection,agents,responsibility,audit\n';
const ENDED = {
	axis_code: 'responsibility',
	reason: 'permissions',
	cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'audit' }],
};
const RETIRE = { status: 'retired', reason: 'permissions' };
const TRANSFER = { from: 'GOV-DOT', to: 'GOV-MOT', reason: 'permissions' };
const NO_FINDING = { findings: ['7829a71b-0000-4000-8000-000000000000'], reason: 'permissions' };
const GOAL = { axis_code: 'responsibility', percent: 95, due_on: '2999-12-31', reason: 'permissions' };
const RATIFIED = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };
const SOURCE = { source: { table: 'os_proposal_approvals', filter: {} } };
const DEPRECATE = { kind: 'rule', code: 'CR-RESP-ALL', to: 'deprecated', reason: 'A test of permissions' };
const REASON = 'A test of permissions';
const ADD_AXIS = { axis_code: 'permissions', template: 'criticality', reason: REASON };
const ADD_VALUES = {
	act: 'rename',
	axis_code: 'responsibility',
	values: [{ value_code: 'audit', value_name: 'Audit' }],
	reason: REASON,
};
const CHANGE_RULE = { rule_code: 'CR-RESP-ALL', staleness_days: 30, reason: REASON };

const CLEAR_TAGS = {
	axis_code: 'responsibility',
	action: 'clear',
	objects: [{ object_type: 'collection', object_ref: 'agents' }],
	reason: REASON,
};

export const PERMISSION_ROWS: Readonly<Record<string, PermissionRow>> = {
	'GET /axis/foundation': READ,
	'POST /axis/foundation/preview': { body: {}, granted: '200' },
	'POST /axis/foundation': { body: {}, granted: '409 AXIS_FOUNDATION' },
	'POST /axis/foundation/remove/preview': { body: {}, granted: '409 AXIS_FOUNDATION' },
	'POST /axis/foundation/remove': { body: {}, granted: '409 AXIS_FOUNDATION' },
	'GET /axis/gate': READ,
	'POST /axis/gate/source/preview': { body: SOURCE, granted: '200' },
	'POST /axis/gate/source': { body: { ...SOURCE, reason: 'A test of permissions' }, granted: '423 AXIS_GATE_CLOSED' },
	'GET /axis/gate/self-test': READ,
	'GET /axis/preflight': READ,
	'GET /axis/plan': READ,
	'GET /axis/verify': READ,
	'GET /axis/invariants': READ,
	'POST /axis/profile/reload': { body: {}, granted: '200' },
	'GET /axis/profile/export': READ,
	'GET /axis/profile/diff': READ,
	'GET /axis/openapi.json': READ,
	'GET /axis/runs': READ,
	'GET /axis/runs/chain': READ,
	'GET /axis/runs/{id}': { granted: '404 AXIS_UNKNOWN_RUN' },
	'GET /axis/runs/{id}/events': { granted: '404 AXIS_UNKNOWN_RUN' },
	'GET /axis/tiers/{tier}/sql': READ,
	'GET /axis/coverage': READ,
	'GET /axis/coverage/{axis}/by-value': READ,
	'GET /axis/coverage/{axis}/by-owner': READ,
	'GET /axis/coverage/{axis}/by-object': READ,
	'GET /axis/coverage/{axis}/by-group': READ,
	'GET /axis/coverage/{axis}/gaps': READ,
	'GET /axis/coverage/{axis}/matrix': READ,
	'GET /axis/coverage/{axis}/objects/{type}/{ref}': READ,
	'GET /axis/coverage/trend': READ,
	'GET /axis/registry': READ,
	'GET /axis/model': READ,
	'POST /axis/model/changes/preview': { body: DEPRECATE, granted: '200' },
	'POST /axis/model/changes': { body: DEPRECATE, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/model/changes/{id}/undo': { body: { reason: 'A test of permissions' }, granted: '423 AXIS_GATE_CLOSED' },
	'GET /axis/model/templates': READ,
	'POST /axis/model/axes/preview': { body: ADD_AXIS, granted: '200' },
	'POST /axis/model/axes': { body: ADD_AXIS, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/model/values/preview': { body: ADD_VALUES, granted: '200' },
	'POST /axis/model/values': { body: ADD_VALUES, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/model/rules/preview': { body: CHANGE_RULE, granted: '200' },
	'POST /axis/model/rules': { body: CHANGE_RULE, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/tags/preview': { body: CLEAR_TAGS, granted: '200' },
	'POST /axis/tags': { body: CLEAR_TAGS, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/tags/import': { csv: TAGS_FILE, query: '?reason=permissions', granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/tags/import/preview': { csv: TAGS_FILE, granted: '200' },
	'GET /axis/baseline': READ,
	'POST /axis/baseline': { body: { reason: 'A test of permissions' }, granted: '200' },
	'POST /axis/baseline/{id}/undo': { body: { reason: 'A test of permissions' }, granted: '404 AXIS_UNKNOWN_RUN' },
	'POST /axis/rebind': { body: {}, granted: '423 AXIS_GATE_CLOSED' },
	'GET /axis/repairs': READ,
	'POST /axis/repairs/{kind}': {
		path: { kind: 'gone' },
		body: { reason: 'A test of permissions' },
		granted: '423 AXIS_GATE_CLOSED',
	},
	'POST /axis/repairs/{id}/undo': { body: { reason: 'A test of permissions' }, granted: '423 AXIS_GATE_CLOSED' },
	'GET /axis/topics/tree': READ,
	'GET /axis/lanes': READ,
	'GET /axis/review-queue': READ,
	'GET /axis/drift': READ,
	'GET /axis/drift/summary': READ,
	'GET /axis/scans': READ,
	// The way is open, and no scan was made yet.
	'GET /axis/gaps/new': { granted: '404 AXIS_UNKNOWN_SCAN' },
	'GET /axis/drift/new': { granted: '404 AXIS_UNKNOWN_SCAN' },
	'GET /axis/me': READ,
	'GET /axis/me/cells': READ,
	'GET /axis/me/gaps': READ,
	'GET /axis/me/ending': READ,
	'GET /axis/authorities': READ,
	'GET /axis/authorities/suggestions': READ,
	'POST /axis/authorities/{code}/link': {
		path: { code: 'GOV-DOT' },
		body: { reason: 'A test of permissions' },
		granted: '200',
	},
	'POST /axis/authorities': { body: { owner_gov_code: 'TEAM', owner_name: 'Team' }, granted: '409 AXIS_FOUNDATION' },
	'POST /axis/authorities/{code}/change/preview': { path: { code: 'GOV-DOT' }, body: RETIRE, granted: '409 AXIS_FOUNDATION' },
	'POST /axis/authorities/{code}/change': { path: { code: 'GOV-DOT' }, body: RETIRE, granted: '409 AXIS_FOUNDATION' },
	'POST /axis/authorities/changes/{id}/undo': { body: {}, granted: '409 AXIS_FOUNDATION' },
	'GET /axis/changes': READ,
	'POST /axis/owners/preview': { body: ASSIGNMENT, granted: '409 AXIS_OWNERSHIP_READ_ONLY' },
	'POST /axis/owners': { body: ASSIGNMENT, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/owners/end/preview': { body: ENDED, granted: '409 AXIS_CELLS_REFUSED' },
	'POST /axis/owners/end': { body: ENDED, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/owners/transfer/preview': { body: TRANSFER, granted: '409 AXIS_CELLS_REFUSED' },
	'POST /axis/owners/transfer': { body: TRANSFER, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/owners/import/preview': { csv: OWNERS_FILE, granted: '409 AXIS_OWNERSHIP_READ_ONLY' },
	'POST /axis/owners/import': { csv: OWNERS_FILE, query: '?reason=permissions', granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/owners/{batch}/undo': { body: {}, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/dashboard': { body: {}, granted: '200' },
	'GET /axis/waivers': READ,
	'POST /axis/waivers': {
		body: {
			axis_code: 'responsibility',
			cells: ASSIGNMENT.cells,
			reason: 'permissions',
			approved_by: 'nobody',
			expires_at: '2999-01-01T00:00:00Z',
		},
		granted: '423 AXIS_GATE_CLOSED',
	},
	'POST /axis/waivers/{waiver}/revoke': { body: {}, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/drift/acknowledge/preview': { body: { ...NO_FINDING, until: '2999-01-01' }, granted: '409 AXIS_FINDINGS_REFUSED' },
	'POST /axis/drift/acknowledge': { body: { ...NO_FINDING, until: '2999-01-01' }, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/drift/revoke/preview': { body: NO_FINDING, granted: '409 AXIS_FINDINGS_REFUSED' },
	'POST /axis/drift/revoke': { body: NO_FINDING, granted: '423 AXIS_GATE_CLOSED' },
	'GET /axis/goals': READ,
	'POST /axis/goals/preview': { body: GOAL, granted: '200' },
	'POST /axis/goals': { body: GOAL, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/goals/{goal}/end': { body: { reason: 'permissions' }, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/plan/seal': { body: RATIFIED, granted: '200' },
	'POST /axis/rehearse': { body: { through: 2 }, granted: '200' },
	'POST /axis/apply': { body: RATIFIED, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/apply/{tier}': { path: { tier: '3' }, body: RATIFIED, granted: '423 AXIS_GATE_CLOSED' },
	'GET /axis/rollback/foresight': READ,
	'POST /axis/rollback': { body: { to: 2 }, granted: '200' },
	'POST /axis/rollback/{tier}': { path: { tier: '1' }, body: {}, granted: '409 AXIS_ORDER' },
	'POST /axis/scan': { body: {}, granted: '423 AXIS_GATE_CLOSED' },
	'POST /axis/candidates/scan': {
		body: { ruleset_version: 'none', source_snapshot_ref: 'none' },
		granted: '409 AXIS_PREREQUISITE_MISSING',
	},
	'POST /axis/candidates/cursor': {
		body: { name: 'permissions', watermark: '2026-06-03T00:00:00Z', position: 0 },
		granted: '200',
	},
};
