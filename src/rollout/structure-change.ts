/** Tells the host that tables came or went. */
import type { RolloutContext } from '../run/context';
import type { TierFile } from '../tier/tier-file';

/** The notes of a tier that creates or drops tables; none for the others. */
export function structureNotes({ structureNote }: Pick<RolloutContext, 'structureNote'>, file: TierFile): { note: string }[] {
	return file.role === 'structure' && structureNote !== undefined ? [{ note: structureNote }] : [];
}

/** The tier is committed already: a host that could not refresh its schema shows it later, and that is worth a log line, not an error. */
export async function afterStructureChange(context: RolloutContext, tiers: readonly TierFile[]): Promise<void> {
	const structure = tiers.find((file) => file.role === 'structure');
	if (!structure) return;
	try {
		await context.onStructureChange?.();
	} catch (error) {
		context.log?.warn(
			`The schema cache was not cleared after tier ${structure.tier}; restart Directus to see the tables: ${String(error)}`,
		);
	}
}
