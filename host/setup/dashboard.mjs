/** The Insights dashboard with every panel, and the rollout's page in the module bar: as the bundle's own button makes them. */
import { signIn } from './directus-api.mjs';
import { ADMIN_EMAIL } from './users.mjs';

/**
 * Repeating it changes nothing.
 *
 * @param {{ url: string, password: string }} options password: the admin's
 * @returns {Promise<string>} the dashboard's id
 */
export async function installDashboard({ url, password }) {
	const request = await signIn({ url, email: ADMIN_EMAIL, password });
	const { dashboard } = await request('POST', '/axis/dashboard', { module_bar: true });
	return dashboard;
}
