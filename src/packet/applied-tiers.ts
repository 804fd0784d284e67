/** Where a rollout stands, in psql: `axis_applied_N` for every tier, by what the tier left behind. */
import { tierOf } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';
import { verbatim } from '../db/psql-text';

/** Sets axis_applied_N, axis_any_applied and axis_has_ledger. Tiers that read the axis tables are asked only where those are ours. */
export function standing(tiers: readonly TierFile[]): string {
	const structureFirst = [...tiers].sort((a, b) => Number(a.readsSubstrate) - Number(b.readsSubstrate));
	const { tier: structure } = tierOf('structure');
	return [
		'-- Which tiers are applied.',
		`\\set axis_applied_${structure} false`,
		...tiers.map((file) => `\\set axis_applied_${file.tier} false`),
		...structureFirst.flatMap((file) =>
			file.readsSubstrate ? [`\\if :axis_applied_${structure}`, askApplied(file), '\\endif'] : [askApplied(file)],
		),
		`select ${tiers.map((file) => `:'axis_applied_${file.tier}'::boolean`).join(' or ')} as axis_any_applied \\gset`,
		"select to_regclass('axis_rollout_run') is not null as axis_has_ledger \\gset",
	].join('\n');
}

function askApplied(file: TierFile): string {
	const traces = file.sections.applied.flatMap((step) =>
		step.kind === 'statement' ? [`exists (${verbatim(step.statement)})`] : [],
	);
	return `select ${traces.length > 0 ? traces.join(' or ') : 'false'} as axis_applied_${file.tier} \\gset`;
}
