/** Refuses to have this extension switched off or removed while the gate is shut: then only the triggers would stand, and nobody would be told why. */
import type { RegisterFunctions } from '@directus/extensions';
import { isPostgres } from '../../src/db/postgres';
import { queryHost } from '../../src/db/host-schema';
import type { GateKeeper } from './gate-keeper';
import ownExtension from './sql/own-extension.sql';

export function registerSelfGuard({ filter }: Pick<RegisterFunctions, 'filter'>, keeper: GateKeeper): void {
	filter('extensions.update', async (payload, { keys }, { database }) => {
		const disables = typeof payload === 'object' && payload !== null && 'enabled' in payload && payload.enabled !== true;
		if (disables && (await isOurs(database, keys))) await keeper.require('Disabling axis coverage', database);
		return payload;
	});
	filter('extensions.delete', async (payload, _meta, { database }) => {
		if (await isOurs(database, payload)) await keeper.require('Removing axis coverage', database);
		return payload;
	});
}

async function isOurs(database: Parameters<GateKeeper['require']>[1], keys: unknown): Promise<boolean> {
	// On another database the bundle does nothing but say so, and may be switched off.
	if (!isPostgres(database)) return false;
	const ids = (Array.isArray(keys) ? keys : []).filter((key) => typeof key === 'string');
	return ids.length > 0 && (await queryHost(database, ownExtension, { ids: JSON.stringify(ids) })).length > 0;
}
