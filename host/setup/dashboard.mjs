/** The Insights dashboard that opens on the bundle's panel. */
import { findOne } from './directus-api.mjs';

export const DASHBOARD_NAME = 'Axis coverage';
const PANEL_TYPE = 'axis-coverage';

/**
 * Makes the dashboard and its panel where they are missing. Dashboards have no owner in Directus: whoever may read them sees them.
 *
 * @param {import('./directus-api.mjs').DirectusRequest} request as an admin
 * @returns {Promise<string>} the dashboard's id
 */
export async function ensureDashboard(request) {
	const dashboard =
		(await findOne(request, '/dashboards', { name: DASHBOARD_NAME })) ??
		(await request('POST', '/dashboards', {
			name: DASHBOARD_NAME,
			icon: 'rule',
			note: 'Which governed objects have an accountable owner, per axis',
		}));
	if (!(await findOne(request, '/panels', { dashboard: dashboard.id, type: PANEL_TYPE }, ['id']))) {
		await request('POST', '/panels', {
			dashboard: dashboard.id,
			type: PANEL_TYPE,
			name: 'Axis coverage',
			icon: 'rule',
			show_header: true,
			position_x: 1,
			position_y: 1,
			width: 48,
			height: 36,
			options: { axis: null, show_matrix: true },
		});
	}
	return dashboard.id;
}
