/** Commands that bring what was applied after a project that lives on: repair, baseline, rebind. */
import { z } from 'zod';
import { REPAIR_KINDS, type Baseline, type Port, type Repair } from '../src/contract';
import { listRepairs, repair, undoRepair } from '../src/model/repair';
import { acceptBaseline, readBaseline, undoBaseline } from '../src/rollout/baseline';
import { rebindPorts } from '../src/rollout/rebind';
import { confirm } from './confirm';
import {
	codeOption,
	flagOption,
	JSON_HELP,
	readOptions,
	reasonOption,
	requireReason,
	UsageError,
	wantsJson,
	YES_HELP,
} from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext, type Session } from './session';
import { formatTable, formatTime } from './table';

const REASON_HELP = 'why, for the run ledger; needed for whatever changes something';

const mendOptions = z.object({
	reason: reasonOption.optional(),
	ratifiedApr: codeOption.optional(),
	undo: codeOption.optional(),
	yes: flagOption,
});

export function addRepair(axis: Command, context: CliContext): void {
	axis
		.command('repair')
		.description(`Tell what each repair would change, do one (${REPAIR_KINDS.join(', ')}), or take one back. Needs an open gate.`)
		.argument('[kind]', `which repair: ${REPAIR_KINDS.join(', ')}`)
		.option('--reason <text>', REASON_HELP)
		.option('--ratified-apr <code>', 'code of the approval under which it happens, for the record')
		.option('--undo <id>', 'id of the run of a repair to take back')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'repair',
					'repair containment --reason "Two collections moved"',
					'repair --undo 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52 --reason "They moved back"',
				),
		)
		.action(async (kind, given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const { reason, ratifiedApr = null, undo, yes } = readOptions(mendOptions, given);
				if (kind === undefined && undo === undefined) {
					const data = await listRepairs(session.rollout().db);
					return { data, ok: true, text: renderRepairs(data) };
				}
				if (kind !== undefined && undo !== undefined) throw new UsageError("a kind cannot be used with option '--undo'");
				const asked = REPAIR_KINDS.find((known) => known === kind);
				if (undo === undefined && asked === undefined)
					throw new UsageError(`there is no repair '${String(kind)}': ${REPAIR_KINDS.join(', ')}`);
				const why = requireReason(reason);
				const what = asked === undefined ? `Taking back the repair ${String(undo)}` : `The repair "${asked}"`;
				const { target, request } = await begin(session, what, { yes, ratifiedApr });
				const data =
					asked === undefined ? await undoRepair(target, request, undo ?? '', why) : await repair(target, request, asked, why);
				const [ended, made] = asked === undefined ? ['put back', 'deleted'] : ['ended', 'made'];
				const back = asked === undefined ? '' : ` To take it back: directus axis repair --undo ${data.run.id} --reason <why>`;
				const text = `Run ${data.run.id}: rows ${ended} ${data.rows_ended}, rows ${made} ${data.rows_made}.${back}`;
				return { data, ok: data.run.status === 'passed', text };
			});
		});
}

export function addBaseline(axis: Command, context: CliContext): void {
	axis
		.command('baseline')
		.description("Tell which numbers a verification goes by, accept today's, or take those back that were accepted last.")
		.option('--reason <text>', `${REASON_HELP}; alone it accepts today's numbers`)
		.option('--undo <id>', 'id of the run that accepted the numbers that hold')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES + examples('baseline', 'baseline --reason "Two new collections, both owned"', 'baseline --json'),
		)
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const { reason, undo, yes } = readOptions(mendOptions, given);
				if (reason === undefined && undo === undefined) {
					const data = await readBaseline(session.rollout().db);
					return { data, ok: true, text: renderBaseline(data) };
				}
				const why = requireReason(reason);
				const what = undo === undefined ? "Accepting today's numbers" : `Taking back the numbers ${undo}`;
				const { target, request } = await begin(session, what, { yes, ratifiedApr: null });
				const data =
					undo === undefined ? await acceptBaseline(target, request, why) : await undoBaseline(target, request, undo, why);
				const back = undo === undefined ? ` To take it back: directus axis baseline --undo ${data.run.id} --reason <why>` : '';
				return {
					data,
					ok: data.run.status === 'passed',
					text: blocks(`Run ${data.run.id}.${back}`, renderBaseline(data.baseline)),
				};
			});
		});
}

export function addRebind(axis: Command, context: CliContext): void {
	axis
		.command('rebind')
		.description('Let the ports read tables of labels and event types that came after tier 1. Needs an open gate.')
		.option('--ratified-apr <code>', 'code of the approval under which it happens, for the record')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('rebind', 'rebind --yes --json'))
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const { ratifiedApr = null, yes } = readOptions(mendOptions, given);
				const { target, request } = await begin(session, 'Binding the ports again', { yes, ratifiedApr });
				const data = await rebindPorts(target, request);
				return { data, ok: data.run.status === 'passed', text: blocks(`Run ${data.run.id}.`, renderPorts(data.ports)) };
			});
		});
}

/** Asks the person, on the connections that act. */
async function begin(session: Session, what: string, { yes, ratifiedApr }: { yes: boolean; ratifiedApr: string | null }) {
	const target = await session.acting();
	await confirm(session.terminal, yes, what, 'yes', target.loaded.profile);
	return { target, request: { requestedBy: session.requestedBy, ratifiedApr } };
}

function renderRepairs(repairs: readonly Repair[]): string {
	const overview = formatTable(
		['repair', 'rows to end', 'objects to place'],
		repairs.map(({ kind, rows_to_end, objects_to_place }) => [kind, rows_to_end, objects_to_place]),
	);
	const rows = formatTable(
		['repair', 'object', 'axis', 'value', 'group now'],
		repairs.flatMap(({ kind, rows: shown }) =>
			shown.map((row) => [kind, `${row.object_type} ${row.object_ref}`, row.axis_code, row.value_code, row.group_ref]),
		),
	);
	return blocks(overview, rows);
}

function renderPorts(ports: readonly Port[]): string {
	return formatTable(
		['table', 'read', 'lacks'],
		ports.map(({ source, bound, lacking }) => [source, bound ? 'yes' : 'no', lacking.join(', ')]),
	);
}

function renderBaseline(baseline: Baseline | null): string {
	if (baseline === null) return 'The numbers of the rollout hold.';
	const { id, reason, requested_by, finished_at, numbers } = baseline;
	return blocks(
		`Accepted by ${requested_by} at ${formatTime(finished_at)} (run ${id}): ${reason}`,
		formatTable(['check', 'number'], Object.entries(numbers)),
	);
}
