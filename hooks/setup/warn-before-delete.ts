/**
 * A line in the log before a folder or collection goes that owners stand on. The bundle is a guest and refuses nothing here; Directus shows a person
 * no warning that an extension could give.
 */
import type { RegisterFunctions } from '@directus/extensions';
import { tellStandingOn } from '../../src/base/standing-on';

export function registerDeleteWarning(
	{ filter }: Pick<RegisterFunctions, 'filter'>,
	{ logger }: { logger: { warn: (line: string) => void } },
): void {
	filter('collections.delete', async (payload, _meta, { database }) => {
		const names = Array.isArray(payload) ? payload.filter((name) => typeof name === 'string') : [];
		for (const line of await tellStandingOn(database, names)) logger.warn(line);
		return payload;
	});
}
