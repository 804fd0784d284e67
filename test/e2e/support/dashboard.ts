/** What POST /axis/dashboard makes, taken back. */
import type { Knex } from 'knex';
import { DASHBOARD } from '../../../src/contract';

/** As a new host has it: no dashboard of ours, the built-in module bar. */
export async function removeDashboard(db: Knex): Promise<void> {
	await db('directus_panels').where({ dashboard: DASHBOARD.id }).delete();
	await db('directus_dashboards').where({ id: DASHBOARD.id }).delete();
	await db('directus_settings').update({ module_bar: null });
}
