/**
 * Who may do what in the demo. Directus 12 without a licence key knows permissions per collection and action only (no filter, no field list), and
 * three seats: admin, operator, viewer. Ratifying (os_proposal_approvals) stays the admin's act.
 */
import { findOne } from './directus-api.mjs';

/** What Directus itself recommends for app users, as far as it can be had without a filter. */
const APP = [
	'directus_dashboards',
	'directus_panels',
	'directus_comments',
	'directus_files',
	'directus_folders',
	'directus_roles',
	'directus_users',
];

/** Their items are guarded by the gate; the permission only lets an operator try. */
const AXIS = [
	'axis_registry',
	'axis_value',
	'axis_assignment',
	'coverage_rule',
	'axis_object_ownership',
	'axis_candidate_finding',
	'topic_taxonomy_map',
	'topic_label_reconcile_decision',
];

/** Written by scans alone. */
const SCANS = ['governance_scan_run', 'governance_drift_state', 'governance_event_log'];

const reading = [...APP, 'axis_rollout_run'].map((collection) => grant(collection, 'read'));
const operating = [
	...AXIS.flatMap((collection) => ['create', 'read', 'update', 'delete'].map((action) => grant(collection, action))),
	...SCANS.map((collection) => grant(collection, 'read')),
];

export const ROLES = [
	{ name: 'Operator', icon: 'engineering', permissions: [...reading, grant('axis_rollout_run', 'create'), ...operating] },
	{ name: 'Viewer', icon: 'visibility', permissions: reading },
];

/**
 * Makes each role with a policy of the same name. What exists is left as it is, except that missing permissions are added.
 *
 * @param {import('./directus-api.mjs').DirectusRequest} request as an admin
 * @returns {Promise<Record<string, string>>} role ids by name
 */
export async function ensureRoles(request) {
	/** @type {Record<string, string>} */
	const ids = {};
	for (const { name, icon, permissions } of ROLES) {
		const policy =
			(await findOne(request, '/policies', { name })) ?? (await request('POST', '/policies', { name, icon, app_access: true }));
		await ensurePermissions(request, policy.id, permissions);
		const role =
			(await findOne(request, '/roles', { name })) ??
			(await request('POST', '/roles', { name, icon, policies: [{ policy: policy.id }] }));
		ids[name] = role.id;
	}
	return ids;
}

/**
 * @param {import('./directus-api.mjs').DirectusRequest} request
 * @param {string} policy
 * @param {ReturnType<typeof grant>[]} permissions
 */
async function ensurePermissions(request, policy, permissions) {
	const filter = encodeURIComponent(JSON.stringify({ policy: { _eq: policy } }));
	const present = await request('GET', `/permissions?limit=-1&fields=collection,action&filter=${filter}`);
	const known = new Set(
		present.map((/** @type {{ collection: string, action: string }} */ row) => `${row.collection} ${row.action}`),
	);
	const missing = permissions.filter(({ collection, action }) => !known.has(`${collection} ${action}`));
	if (missing.length > 0)
		await request(
			'POST',
			'/permissions',
			missing.map((permission) => ({ policy, ...permission })),
		);
}

/**
 * @param {string} collection
 * @param {string} action
 */
function grant(collection, action) {
	return { collection, action, fields: ['*'], permissions: {}, validation: {}, presets: null };
}
