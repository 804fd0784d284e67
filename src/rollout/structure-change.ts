/** Tells the host that tables came or went. */
import type { RolloutContext } from '../run/context';
import { STRUCTURE_TIER } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';

/** The notes of a tier that creates or drops tables; none for the others. */
export function structureNotes({ structureNote }: Pick<RolloutContext, 'structureNote'>, file: TierFile): { note: string }[] {
	return file.tier === STRUCTURE_TIER && structureNote !== undefined ? [{ note: structureNote }] : [];
}

/** The tier is committed already: a host that could not refresh its schema shows it later, and that is worth a log line, not an error. */
export async function afterStructureChange(context: RolloutContext, tiers: readonly TierFile[]): Promise<void> {
	if (!tiers.some((file) => file.tier === STRUCTURE_TIER)) return;
	try {
		await context.onStructureChange?.();
	} catch (error) {
		context.log?.warn(
			`The schema cache was not cleared after tier ${STRUCTURE_TIER}; restart Directus to see the tables: ${String(error)}`,
		);
	}
}
