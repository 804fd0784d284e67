/** The host that the paths are tried on: tiers 1 and 2 applied, a few rows to write at, and what Directus needs to let each path reach them. */
import type { Knex } from 'knex';
import { apiOf, verdict, type Api } from '../support/api';
import { startMajor, type Major } from '../support/majors';
import { applyTiers, fingerprint, ratify, resetRollout, shutGate } from '../support/rollout';
import { createFlows, deleteFlows } from './flows';
import { clearMetadata, seedMetadata } from './metadata';
import { EVENT_LOG_COPY } from './restore';
import { ROW, seedRows } from './rows';
import { dropScratch, makeScratch } from './scratch';

export interface Stage {
	major: Major;
	url: string;
	admin: Api;
	/** What these two were told last, in full. */
	heard: { text: string };
	/** May create, read, update and delete items of the axis tables, and no more. */
	operator: Api;
	db: Knex;
	/** Ids of Flows by name, see flows.ts. */
	flows: Readonly<Record<string, string>>;
	/** A version of the value `spare` with a change, and a revision of it. */
	version: string;
	revision: string;
	/** Id of the bundle and of its hook in directus_extensions. */
	bundle: string;
	entry: string;
	/** Makes the rows that the paths write at anew, Directus' own included. The gate is open. */
	reseed: () => Promise<void>;
	stop: () => Promise<void>;
}

/** Ends with an open gate; shutGate and ratify are the caller's. */
export async function setStage(major: Major): Promise<Stage> {
	const { url, db, stop } = await startMajor(major);
	const heard = { text: '' };
	const [admin, operator] = await Promise.all(
		(['admin', 'operator'] as const).map(async (user) => listenTo(await apiOf(user, url), heard)),
	);
	if (admin === undefined || operator === undefined) throw new Error('Nobody signed in');
	await resetRollout(admin, db);
	await applyTiers(admin, [1, 2]);
	await seedMetadata(db);
	await seedRows(db);
	await db.raw(
		`drop table if exists ${EVENT_LOG_COPY}; create table ${EVENT_LOG_COPY} (like governance_event_log including all)`,
	);
	await makeScratch(admin);
	await clearCache(admin);
	await setMcp(admin, true);
	const flows = await createFlows(admin);
	const { version, revision } = await createVersion(admin, db);
	const versions = await db('directus_versions');
	const extensions = await db('directus_extensions');
	const { id: entry, bundle } = await db('directus_extensions').where({ folder: 'axis-gate' }).first('id', 'bundle');
	return {
		...{ major, url, admin, operator, heard, db, flows, version, revision, bundle, entry },
		async reseed() {
			await seedRows(db);
			await db('directus_versions').insert(versions).onConflict('id').merge();
			await db('directus_extensions').insert(extensions).onConflict('id').merge();
		},
		async stop() {
			await shutGate(db);
			await ratify(admin);
			await dropScratch(admin);
			await setMcp(admin, false);
			await deleteFlows(admin, flows);
			await db('directus_versions').delete();
			await clearMetadata(db);
			await db.raw(`drop table if exists ${EVENT_LOG_COPY}`);
			await db('axis_object_ownership').delete();
			await clearCache(admin);
			await resetRollout(admin, db);
			await db('governance_registry').where({ code: ROW.authority }).delete();
			await stop();
		},
	};
}

export async function clearCache(admin: Api): Promise<void> {
	await admin.send('POST', '/utils/cache/clear?system', {});
}

/** All that must not change: catalog and rows of the database, and Directus' rows about our tables, extensions and settings. */
export async function stateOf({ db }: Stage): Promise<{ tables: string; metadata: string }> {
	const ours = (table: string, column: string) =>
		db(table).where(column, 'like', 'axis\\_%').orWhere(column, 'like', 'governance\\_%').orderBy([column, 'id']);
	const rows = await Promise.all([
		db('directus_collections').orderBy('collection'),
		ours('directus_fields', 'collection'),
		ours('directus_relations', 'many_collection'),
		db('directus_extensions').orderBy('id'),
	]);
	return { tables: await fingerprint(db), metadata: JSON.stringify(rows) };
}

/** The same API; it writes down what it is told. */
function listenTo(api: Api, heard: { text: string }): Api {
	const listen = async <Told extends { text: string }>(answer: Promise<Told>): Promise<Told> => {
		const told = await answer;
		heard.text = told.text;
		return told;
	};
	return {
		get: (...request) => listen(api.get(...request)),
		send: (...request) => listen(api.send(...request)),
		raw: (...request) => listen(api.raw(...request)),
		graphql: (...request) => listen(api.graphql(...request)),
	};
}

async function setMcp(admin: Api, on: boolean): Promise<void> {
	const answer = await admin.send('PATCH', '/settings', { mcp_enabled: on, mcp_allow_deletes: on });
	if (verdict(answer) !== '200') throw new Error(`MCP was not switched: ${answer.text}`);
}

/** A draft that changes the value `spare`, and the revision that an update of it left. */
async function createVersion(admin: Api, db: Knex): Promise<{ version: string; revision: string }> {
	const version = await admin.send<{ id: string }>('POST', '/versions', {
		collection: 'axis_value',
		item: ROW.spare,
		key: 'draft',
		name: 'Draft',
	});
	if (version.status !== 200) throw new Error(`No version was made: ${version.text}`);
	const saved = await admin.send('POST', `/versions/${version.data.id}/save`, { value_name: 'drafted' });
	const updated = await admin.send('PATCH', `/items/axis_value/${ROW.spare}`, { value_name: 'revised' });
	if (verdict(saved) !== '200' || verdict(updated) !== '200')
		throw new Error(`No revision was made: ${saved.text} ${updated.text}`);
	const { id } = await db('directus_revisions').where({ item: ROW.spare }).whereNull('version').orderBy('id', 'desc').first('id');
	return { version: version.data.id, revision: String(id) };
}
