/** Commands around the rollout: scan, runs. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ChainCheck, Run } from '../src/contract';
import { readUserNames } from '../src/host/user-names';
import { listRuns, readRun, verifyChain } from '../src/run/ledger-read';
import { ledgerBlockers } from '../src/run/ledger-setup';
import { PrerequisiteMissingError } from '../src/errors';
import { runScan } from '../src/scan/scan';
import { countOption, JSON_HELP, readOptions, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext } from './session';
import { formatTable, formatTime } from './table';

const RUNS_SHOWN = 20;

const runsOptions = z.object({
	limit: countOption,
	chain: z.boolean().optional(),
	head: z.hash('sha256', { error: 'expected a SHA-256, hex' }).toLowerCase().optional(),
});
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
		.description('List the recorded runs, newest first, or show one, or check the chain of hashes over all of them.')
		.argument('[id]', 'id of a run')
		.option('--limit <count>', `how many to list, at most 1000 (default: ${RUNS_SHOWN})`)
		.option('--chain', 'compute every hash again; prints the newest, the head, to be kept elsewhere')
		.option('--head <hash>', 'with --chain: a head that was kept, which must still be there')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES + examples('runs', 'runs --limit 5 --json', 'runs --chain', 'runs 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52'),
		)
		.action(async (id, given) => {
			await runCommand(context, wantsJson(given), async ({ rollout }) => {
				const { limit, chain, head } = readOptions(runsOptions, given);
				const { db } = rollout();
				if ((await ledgerBlockers(db)).length > 0) throw new PrerequisiteMissingError({ missing: ['axis_rollout_run'] });
				if (chain === true || head !== undefined) {
					const data = await verifyChain(db, head ?? null);
					return { data, ok: data.status === 'PASS', text: renderChain(data) };
				}
				const asked = runId.parse(id);
				if (asked !== undefined) {
					const run = await readRun(db, asked);
					return { data: run, ok: true, text: JSON.stringify(run, null, 2) };
				}
				const { runs, total } = await listRuns(db, { limit: limit ?? RUNS_SHOWN, offset: 0 });
				return {
					data: runs,
					ok: true,
					text: blocks(renderRuns(runs, await readPeople(db, runs)), `${runs.length} of ${total} runs.`),
				};
			});
		});
}

function renderChain({ status, runs, broken, head, head_found }: ChainCheck): string {
	return blocks(
		`${status}: ${runs} runs, head ${head ?? 'none'}.`,
		head_found === false
			? 'The head that was given is not in the chain: what was recorded up to it has been altered or cut off.'
			: '',
		broken.length === 0
			? ''
			: formatTable(
					['run', 'id', 'what is wrong'],
					broken.map(({ run_no, id, reason }) => [run_no, id, reason]),
				),
	);
}

function readPeople(db: Knex, runs: readonly Run[]): Promise<ReadonlyMap<string, string>> {
	return readUserNames(
		db,
		runs.map(({ requested_by }) => requested_by),
	);
}

function renderRuns(runs: readonly Run[], people: ReadonlyMap<string, string>): string {
	return formatTable(
		['started', 'action', 'tiers', 'status', 'requested by', 'id'],
		runs.map(({ started_at, action, tiers, status, requested_by, id, part_of }) => [
			formatTime(started_at),
			action,
			`${part_of === null ? '' : '↳ '}${tiers.join(' ')}`,
			status,
			people.get(requested_by) ?? requested_by,
			id,
		]),
	);
}
