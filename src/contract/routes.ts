/** Paths of the `/axis` endpoint, shared by the API, the panels and the tests. */
export const ROUTES = {
	foundation: '/axis/foundation',
	foundationPreview: '/axis/foundation/preview',
	gate: '/axis/gate',
	selfTest: '/axis/gate/self-test',
	preflight: '/axis/preflight',
	plan: '/axis/plan',
	seal: '/axis/plan/seal',
	verify: '/axis/verify',
	invariants: '/axis/invariants',
	baseline: '/axis/baseline',
	repairs: '/axis/repairs',
	runs: '/axis/runs',
	coverage: '/axis/coverage',
	trend: '/axis/coverage/trend',
	rehearse: '/axis/rehearse',
	apply: '/axis/apply',
	rollback: '/axis/rollback',
	rollbackForesight: '/axis/rollback/foresight',
	changes: '/axis/changes',
	model: '/axis/model',
	modelChanges: '/axis/model/changes',
	modelChangesPreview: '/axis/model/changes/preview',
	scan: '/axis/scan',
	drift: '/axis/drift',
	dashboard: '/axis/dashboard',
	owners: '/axis/owners',
	ownersPreview: '/axis/owners/preview',
	authorities: '/axis/authorities',
	driftSummary: '/axis/drift/summary',
	driftAcknowledge: '/axis/drift/acknowledge',
	driftRevoke: '/axis/drift/revoke',
	reviewQueue: '/axis/review-queue',
	lanes: '/axis/lanes',
	topicsTree: '/axis/topics/tree',
	registry: '/axis/registry',
	waivers: '/axis/waivers',
	goals: '/axis/goals',
} as const;

/** Path of one part of an axis' coverage, e.g. `/axis/coverage/responsibility/matrix`. */
export function coverageRoute(axisCode: string, part: CoveragePart): string {
	return `${ROUTES.coverage}/${encodeURIComponent(axisCode)}/${part}`;
}

/** Path of one object's cells, e.g. `/axis/coverage/responsibility/objects/collection/agents`. */
export function objectRoute(axisCode: string, objectType: string, objectRef: string): string {
	return [ROUTES.coverage, ...[axisCode, 'objects', objectType, objectRef].map(encodeURIComponent)].join('/');
}

export type CoveragePart = 'by-value' | 'by-owner' | 'by-object' | 'by-group' | 'gaps' | 'matrix';

/** Path that undoes a batch of assignments. */
export function undoRoute(batchId: string): string {
	return `${ROUTES.owners}/${encodeURIComponent(batchId)}/undo`;
}

/** Path of one run's events. */
export function runEventsRoute(id: string): string {
	return `${ROUTES.runs}/${encodeURIComponent(id)}/events`;
}

/** Path of one tier's text. */
export function tierTextRoute(tier: string): string {
	return `/axis/tiers/${tier}/sql`;
}

/** Path that undoes a change of the model. */
export function undoChangeRoute(eventId: string): string {
	return `${ROUTES.modelChanges}/${encodeURIComponent(eventId)}/undo`;
}

/** Path that revokes a waiver. */
export function revokeRoute(waiverId: string): string {
	return `${ROUTES.waivers}/${encodeURIComponent(waiverId)}/revoke`;
}
