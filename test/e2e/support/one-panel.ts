/** A dashboard with one panel of the bundle, for tests of that panel. Made at the global setup, where no test's own client is. */
import { signIn } from '../../../host/setup/directus-api.mjs';
import { ADMIN_EMAIL } from '../../../host/setup/users.mjs';

/** Answers the dashboard's id. */
export async function makeOnePanelDashboard({ url, password }: { url: string; password: string }): Promise<string> {
	const request = await signIn({ url, email: ADMIN_EMAIL, password });
	const { id } = await request('POST', '/dashboards', { name: 'Axis coverage alone', icon: 'rule' });
	await request('POST', '/panels', {
		dashboard: id,
		type: 'axis-coverage',
		name: 'Axis coverage',
		icon: 'rule',
		show_header: true,
		position_x: 1,
		position_y: 1,
		width: 48,
		height: 36,
		options: { axis: null, show_matrix: true },
	});
	return id;
}
