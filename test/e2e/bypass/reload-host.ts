/** A host whose extensions reload as often as a test wants: beside the bundle it has a small extension that an admin keeps switching on. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiOf, verdict, type Api } from '../support/api';
import { createFurtherDatabase } from '../support/further-host';
import { startMajor, writeProfile, type Major, type MajorHost } from '../support/majors';
import { lane } from '../support/lane';

const WITNESS = 'reload-witness';
const DATABASE_12 = 'reload12';

export interface ReloadHost extends MajorHost {
	admin: Api;
	/** How often Directus has loaded its extensions, as the witness counts; null in the moment when it is not loaded. */
	loads: () => Promise<number | null>;
	/** Makes Directus reload its extensions, and fulfils when it has. */
	reload: () => Promise<void>;
}

export async function startReloadHost(major: Major): Promise<ReloadHost> {
	const env = { EXTENSIONS_PATH: await writeExtensions(major), PRESSURE_LIMITER_ENABLED: 'false', LOG_LEVEL: 'fatal' };
	const host = major === 11 ? await startMajor(11, { prepare: async () => env }) : await startTwelve(env);
	const admin = await apiOf('admin', host.url);
	const { id } = await host.db('directus_extensions').where({ folder: WITNESS }).first('id');
	const loads = async () => {
		const answer = await admin.get<number>(`/${WITNESS}`);
		return answer.status === 200 ? answer.data : null;
	};
	return {
		...host,
		admin,
		loads,
		async reload() {
			const before = (await loads()) ?? 0;
			const answer = await admin.send('PATCH', `/extensions/${id}`, { meta: { enabled: true } });
			if (verdict(answer) !== '200') throw new Error(`The reload was refused: ${answer.text}`);
			for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(5)) {
				if (((await loads()) ?? 0) > before) return;
			}
			throw new Error('Directus did not reload its extensions within 20 s');
		},
	};
}

/** The common host must not lose its hooks again and again: a host of its own. */
async function startTwelve(env: Record<string, string>): Promise<MajorHost> {
	const { db, start, drop } = await createFurtherDatabase(DATABASE_12);
	const { url } = await start({ ...env, AXIS_PROFILE: await writeProfile(DATABASE_12) });
	return { url, db, database: DATABASE_12, stop: drop };
}

/** An extensions folder with the bundle and the witness. The process keeps its count: modules are read anew with each load. */
async function writeExtensions(major: Major): Promise<string> {
	const { scratch, extensionDir } = lane();
	const folder = join(scratch, `reload-extensions-${major}`);
	await mkdir(join(folder, WITNESS, 'dist'), { recursive: true });
	await symlink(extensionDir, join(folder, 'directus-extension-axis-coverage'), 'dir');
	const manifest = {
		name: `directus-extension-${WITNESS}`,
		version: '1.0.0',
		type: 'module',
		'directus:extension': { type: 'endpoint', path: 'dist/index.js', source: 'src/index.js', host: '*' },
	};
	await writeFile(join(folder, WITNESS, 'package.json'), JSON.stringify(manifest));
	await writeFile(
		join(folder, WITNESS, 'dist/index.js'),
		`export default { id: '${WITNESS}', handler(router) {
			const loads = (globalThis.axisReloadWitness = (globalThis.axisReloadWitness ?? 0) + 1);
			router.get('/', (_request, response) => response.json({ data: loads }));
		} };`,
	);
	return folder;
}
