/** Tells the host that tables came or went. */
import type { RolloutContext } from './context';

/**
 * `after` is what was done, e.g. "tier 1". It is committed already: a host that could not refresh its schema shows it later, and that is worth a log
 * line, not an error.
 */
export async function tellStructureChange(context: RolloutContext, after: string): Promise<void> {
	try {
		await context.onStructureChange?.();
	} catch (error) {
		context.log?.warn(`The schema cache was not cleared after ${after}; restart Directus to see the tables: ${String(error)}`);
	}
}
