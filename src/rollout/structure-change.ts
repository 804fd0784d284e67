/** Tiers that create or drop tables: what their runs note, and that the host learns of it. */
import type { RolloutContext } from '../run/context';
import { tellStructureChange } from '../run/structure-change';
import type { TierFile } from '../tier/tier-file';

/** The notes of a tier that creates or drops tables; none for the others. */
export function structureNotes({ structureNote }: Pick<RolloutContext, 'structureNote'>, file: TierFile): { note: string }[] {
	return file.role === 'structure' && structureNote !== undefined ? [{ note: structureNote }] : [];
}

/** Tells the host where one of the tiers, which are committed, created or dropped tables. */
export async function afterStructureChange(context: RolloutContext, tiers: readonly TierFile[]): Promise<void> {
	const structure = tiers.find((file) => file.role === 'structure');
	if (structure) await tellStructureChange(context, `tier ${structure.tier}`);
}
