/** The command that seals the plan. */
import { z } from 'zod';
import type { PlanSeal } from '../src/contract';
import { tiersThrough } from '../src/rollout/apply';
import { sealPlan } from '../src/seal/seal';
import { ensureLedger } from './ensure-ledger';
import { codeOption, JSON_HELP, readOptions, tierOption, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext } from './session';
import { formatCell, formatTable } from './table';

const options = z.object({ ratifiedApr: codeOption, through: tierOption });

export function addSeal(axis: Command, context: CliContext): void {
	axis
		.command('seal')
		.description('Seal the plan as it stands. The token is for one apply, which then does just that or nothing.')
		.requiredOption('--ratified-apr <code>', 'code of the approval under which it will happen')
		.option('--through <tier>', 'seal the tiers up to this one')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES + examples('seal --ratified-apr APR-2026-17', 'apply --ratified-apr APR-2026-17 --seal TOKEN'),
		)
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ acting, requestedBy }) => {
				const { ratifiedApr, through } = readOptions(options, given);
				const target = await acting();
				await ensureLedger(target);
				const data = await sealPlan(target, { requestedBy, ratifiedApr }, tiersThrough(target, through ?? null));
				return { data, ok: true, text: renderSeal(data) };
			});
		});
}

function renderSeal({ token, tiers, ratified_apr, expires_at, parts }: PlanSeal): string {
	const rows = [
		...Object.entries(parts.tiers).map(([name, hash]) => ['tiers', name, hash]),
		['profile', '', parts.profile],
		...Object.entries(parts.preflight).map(([name, value]) => ['preflight', name, formatCell(value)]),
		...Object.entries(parts.objects).map(([name, value]) => ['objects', name, formatCell(value)]),
	];
	return blocks(
		formatTable(['part', 'name', 'sealed'], rows),
		`Tiers ${tiers.join(', ')} under ${ratified_apr}; good for one apply until ${expires_at}. It is not shown again:`,
		token,
	);
}
