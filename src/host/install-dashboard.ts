/** Makes the dashboard "Axis coverage" with all panels, or brings it up to date, as the caller, by Directus' own services. */
import type { Accountability, ApiExtensionContext, SchemaOverview } from '@directus/types';
import { z } from 'zod';
import { DASHBOARD, DASHBOARD_PANELS, ROLLOUT_MODULE, type DashboardAnswer } from '../contract';
import { waitForLock } from '../db/advisory-lock';
import { requirePostgres } from '../db/postgres';
import { defaultModuleBar } from './default-module-bar';

export interface InstallContext extends Pick<ApiExtensionContext, 'services' | 'database'> {
	schema: SchemaOverview;
	/** An admin's. */
	accountability: Accountability;
}

/** Directus' migration that adds the module of flows to module bars that are stored. */
const FLOWS_MIGRATION = '20260909A';

/** Entries as people stored them: nothing but the id is looked at, and it may be missing. */
const bar = z.array(z.looseObject({ id: z.unknown().optional() }));

/**
 * What people chose in a panel's options, and panels that they added, stay. Everything or nothing.
 * Errors: the services' own, UnsupportedDatabaseError.
 */
export async function installDashboard(context: InstallContext, { moduleBar }: { moduleBar: boolean }): Promise<DashboardAnswer> {
	requirePostgres(context.database);
	return context.database.transaction(async (knex) => {
		// Two admins at once: the second finds what the first has made.
		await waitForLock(knex, 'dashboard');
		const { services, schema, accountability } = context;
		const options = { schema, accountability, knex };
		const answer: DashboardAnswer = { dashboard: DASHBOARD.id, created: [], changed: [], left: [] };
		await upsert(new services.DashboardsService(options), DASHBOARD, answer);
		const panels = new services.PanelsService(options);
		for (const panel of DASHBOARD_PANELS) {
			await upsert(panels, { ...panel, dashboard: DASHBOARD.id, show_header: true }, answer);
		}
		if (moduleBar) await addModule(new services.SettingsService(options), knex, answer);
		return answer;
	});
}

/** The part of Directus' item services that is used here. */
interface Items {
	readByQuery(query: object): Promise<Record<string, unknown>[]>;
	createOne(data: object): Promise<unknown>;
	updateOne(key: string, data: object): Promise<unknown>;
}

interface Wanted {
	id: string;
	name: string;
	[field: string]: unknown;
}

async function upsert(items: Items, wanted: Wanted, answer: DashboardAnswer): Promise<void> {
	const [found] = await items.readByQuery({ filter: { id: { _eq: wanted.id } }, limit: 1 });
	if (!found) {
		await items.createOne(wanted);
		answer.created.push(wanted.name);
		return;
	}
	const changes = Object.entries(wanted).filter(([field, value]) => found[field] !== value);
	if (changes.length > 0) await items.updateOne(wanted.id, Object.fromEntries(changes));
	answer[changes.length > 0 ? 'changed' : 'left'].push(wanted.name);
}

interface Settings {
	readSingleton(query: object): Promise<Record<string, unknown>>;
	upsertSingleton(data: object): Promise<unknown>;
}

async function addModule(settings: Settings, knex: InstallContext['database'], answer: DashboardAnswer): Promise<void> {
	const stored = bar.safeParse((await settings.readSingleton({ fields: ['module_bar'] })).module_bar);
	const hasFlows = (await knex('directus_migrations').where({ version: FLOWS_MIGRATION }).first('version')) !== undefined;
	const entries: readonly z.infer<typeof bar>[number][] = stored.success ? stored.data : defaultModuleBar(hasFlows);
	if (entries.some(({ id }) => id === ROLLOUT_MODULE)) {
		// An admin may have switched it off: that stays.
		answer.left.push('module_bar');
		return;
	}
	const after = entries.findIndex(({ id }) => id === 'insights') + 1;
	const module = { type: 'module', id: ROLLOUT_MODULE, enabled: true };
	await settings.upsertSingleton({ module_bar: entries.toSpliced(after === 0 ? entries.length : after, 0, module) });
	answer.changed.push('module_bar');
}
