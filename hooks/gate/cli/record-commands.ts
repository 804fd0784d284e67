/** Commands around the rollout: scan, runs. */
import { z } from 'zod';
import type { Run } from '../../../src/contract';
import { listRuns, readRun } from '../../../src/rollout/ledger-read';
import { ledgerBlockers } from '../../../src/rollout/ledger-setup';
import { PrerequisiteMissingError } from '../../../src/errors';
import { runScan } from '../../../src/scan/scan';
import { countOption, JSON_HELP, readOptions, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext } from './session';
import { formatTable, formatTime } from './table';

const RUNS_SHOWN = 20;

const runsOptions = z.object({ limit: countOption });
const runId = z.string().optional();

export function addScan(axis: Command, context: CliContext): void {
	axis
		.command('scan')
		.description('Run the detectors once and record what they find. Needs an open gate and tier 6.')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('scan', 'scan --json'))
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ acting, requestedBy }) => {
				const data = await runScan(await acting(), { actor: requestedBy, mode: 'manual' });
				const { scan_id, ...numbers } = data;
				return { data, ok: true, text: blocks(`Scan ${scan_id}`, formatTable(Object.keys(numbers), [Object.values(numbers)])) };
			});
		});
}

export function addRuns(axis: Command, context: CliContext): void {
	axis
		.command('runs')
		.description('List the recorded runs, newest first, or show one.')
		.argument('[id]', 'id of a run')
		.option('--limit <count>', `how many to list, at most 1000 (default: ${RUNS_SHOWN})`)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('runs', 'runs --limit 5 --json', 'runs 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52'))
		.action(async (id, given) => {
			await runCommand(context, wantsJson(given), async ({ rollout }) => {
				const { limit } = readOptions(runsOptions, given);
				const { db } = rollout();
				if ((await ledgerBlockers(db)).length > 0) throw new PrerequisiteMissingError({ missing: ['axis_rollout_run'] });
				const asked = runId.parse(id);
				if (asked !== undefined) {
					const run = await readRun(db, asked);
					return { data: run, ok: true, text: JSON.stringify(run, null, 2) };
				}
				const { runs, total } = await listRuns(db, { limit: limit ?? RUNS_SHOWN, offset: 0 });
				return { data: runs, ok: true, text: blocks(renderRuns(runs), `${runs.length} of ${total} runs.`) };
			});
		});
}

function renderRuns(runs: readonly Run[]): string {
	return formatTable(
		['started', 'action', 'tiers', 'status', 'requested by', 'id'],
		runs.map(({ started_at, action, tiers, status, requested_by, id, part_of }) => [
			formatTime(started_at),
			action,
			`${part_of === null ? '' : '↳ '}${tiers.join(' ')}`,
			status,
			requested_by,
			id,
		]),
	);
}
