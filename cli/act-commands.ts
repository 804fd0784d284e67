/** Commands that run tiers: rehearse, apply, rollback. */
import { z } from 'zod';
import { applyAll, applyTier, tiersThrough } from '../src/rollout/apply';
import { rehearse } from '../src/rollout/rehearse';
import { reportRollback } from '../src/rollout/report-rollback';
import { rollbackAll, rollbackTier } from '../src/rollout/rollback';
import { findTier } from '../src/tier/tiers';
import { confirm } from './confirm';
import { ensureLedger } from './ensure-ledger';
import {
	codeOption,
	flagOption,
	JSON_HELP,
	readOptions,
	refuseBoth,
	tierOption,
	UsageError,
	wantsJson,
	YES_HELP,
} from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks, renderForesight, renderRun } from './render';
import { runCommand, type CliContext } from './session';

const rehearseOptions = z.object({ through: tierOption, ratifiedApr: codeOption.optional() });
const applyOptions = z.object({
	tier: tierOption,
	through: tierOption,
	ratifiedApr: codeOption.optional(),
	seal: codeOption.optional(),
	yes: flagOption,
});
const rollbackOptions = z.object({
	tier: tierOption,
	to: tierOption,
	force: flagOption,
	undoBatches: flagOption,
	dryRun: flagOption,
	yes: flagOption,
});

export function addRehearse(axis: Command, context: CliContext): void {
	axis
		.command('rehearse')
		.description('Run the tiers for real in one transaction and roll it back. Works with a shut gate.')
		.option('--through <tier>', 'stop after this tier, by its number or id')
		.option('--ratified-apr <code>', 'approval code to rehearse under (default: REHEARSAL)')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('rehearse', 'rehearse --through 4 --json'))
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ acting, requestedBy }) => {
				const { through, ratifiedApr } = readOptions(rehearseOptions, given);
				const target = await acting();
				await ensureLedger(target);
				const data = await rehearse(target, { requestedBy, ratifiedApr: ratifiedApr ?? null }, through ?? null);
				const gate = data.gate_open ? '' : 'The gate is shut: an apply would be refused now.';
				const moved =
					data.sequences_moved.length > 0 ? `Sequences that moved and stay moved: ${data.sequences_moved.join(', ')}.` : '';
				return { data, ok: data.run.status === 'passed', text: blocks(renderRun(data), moved, gate) };
			});
		});
}

export function addApply(axis: Command, context: CliContext): void {
	axis
		.command('apply')
		.description(
			'Apply the tiers that are left, each in one transaction. Stops at the first that is refused and keeps what was committed.',
		)
		.option('--tier <tier>', 'apply this tier alone, by its number or id')
		.option('--through <tier>', 'stop after this tier, by its number or id')
		.option(
			'--ratified-apr <code>',
			'code of the approval under which it happens; needed where the plan says needs_code of a tier',
		)
		.option('--seal <token>', 'token of the sealed plan; see directus axis seal')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES + examples('apply --ratified-apr APR-2026-17', 'apply --tier 3 --ratified-apr APR-2026-17 --yes --json'),
		)
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ acting, requestedBy, terminal }) => {
				const { tier, through, ratifiedApr, seal, yes } = readOptions(applyOptions, given);
				refuseBoth(['--tier', tier], ['--through', through]);
				const target = await acting();
				// Nobody is asked to confirm what does not exist.
				tiersThrough(target, tier ?? through ?? null);
				const what =
					tier === undefined
						? `Applying the rollout${through === undefined ? '' : ` through tier ${through}`}`
						: `Applying tier ${tier}`;
				await confirm(terminal, yes, what, ratifiedApr ?? 'yes', target.loaded.profile);
				await ensureLedger(target);
				const request = { requestedBy, ratifiedApr: ratifiedApr ?? null, seal };
				const data =
					tier === undefined ? await applyAll(target, request, through ?? null) : await applyTier(target, request, tier);
				return { data, ok: data.run.status === 'passed', text: renderRun(data) };
			});
		});
}

export function addRollback(axis: Command, context: CliContext): void {
	axis
		.command('rollback')
		.description('Roll tiers back, the last one first. Works with a shut gate.')
		.option('--tier <tier>', 'roll this tier back alone, by its number or id; it must be the last one applied')
		.option('--to <tier>', 'roll back what came after this tier, by its number or id; it stays')
		.option('--force', 'delete rows of others that depend on a tier, and rows that people changed; the answer lists them')
		.option(
			'--undo-batches',
			'first take back what people did on the tiers that go, newest first; where one act cannot be, nothing changes',
		)
		.option('--dry-run', 'tell what a rollback of every tier refuses for, takes and would take back, and change nothing')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'rollback',
					'rollback --dry-run',
					'rollback --undo-batches',
					'rollback --to 3',
					'rollback --tier 6 --yes --json',
				),
		)
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ acting, requestedBy, terminal }) => {
				const { tier, to, force, undoBatches, dryRun, yes } = readOptions(rollbackOptions, given);
				refuseBoth(['--tier', tier], ['--to', to]);
				const target = await acting();
				if (dryRun) {
					if (tier !== undefined || to !== undefined || undoBatches)
						throw new UsageError(
							"'--dry-run' is of every tier and tries no undo: leave '--tier', '--to' and '--undo-batches' out",
						);
					const foreseen = await reportRollback(target);
					const ok = foreseen.refuses.length === 0 && (force || foreseen.takes.length === 0);
					return { data: foreseen, ok, text: renderForesight(foreseen) };
				}
				const named = tier ?? to;
				if (named !== undefined) findTier(named, target.loaded.profile.rollout.order);
				const what =
					tier === undefined
						? `Rolling back ${to === undefined ? 'every tier' : `what came after tier ${to}`}`
						: `Rolling back tier ${tier}`;
				await confirm(
					terminal,
					yes,
					`${what}${force ? ', rows of others included,' : ''}${undoBatches ? ', after what people did is taken back,' : ''}`,
					'yes',
					target.loaded.profile,
				);
				await ensureLedger(target);
				const request = { requestedBy, ratifiedApr: null };
				const data =
					tier === undefined
						? await rollbackAll(target, request, to ?? null, { force, undoBatches })
						: await rollbackTier(target, request, tier, { force, undoBatches });
				return { data, ok: data.run.status === 'passed', text: renderRun(data) };
			});
		});
}
