/** `directus axis foundation`: the base model for a project that has none. */
import { z } from 'zod';
import type { Foundation, FoundationFigures, FoundationRemoval, RemovedRows } from '../src/contract';
import { queryRows } from '../src/db/run-sql';
import { installFoundation, readFoundation } from '../src/foundation/foundation';
import { foreseeRemoval, removeFoundation } from '../src/foundation/remove-foundation';
import { confirm } from './confirm';
import { ensureLedger } from './ensure-ledger';
import { flagOption, JSON_HELP, readOptions, UsageError, wantsJson, YES_HELP } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext } from './session';
import { formatTable } from './table';

const options = z.object({ dryRun: flagOption, remove: flagOption, force: flagOption, yes: flagOption });

export function addFoundation(axis: Command, context: CliContext): void {
	axis
		.command('foundation')
		.description(
			'Make the base model in a project that has none, from its collections and folders; show what would count; take it away.',
		)
		.option('--dry-run', 'show what counts, or would count; with --remove what would go; and change nothing')
		.option('--remove', 'take it away again; tiers must be rolled back first')
		.option(
			'--force',
			'with --remove: take along what people made: rows, links of authorities, settings of the tables in Directus',
		)
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'foundation --dry-run',
					'foundation',
					'foundation --remove --dry-run',
					'foundation --remove --force --yes --json',
				),
		)
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const { dryRun, remove, force, yes } = readOptions(options, given);
				if (force && !remove) throw new UsageError("option '--force' is used with option '--remove' alone");
				const target = await session.acting();
				if (dryRun && remove) {
					const data = await foreseeRemoval(target);
					const ok =
						!data.rolled_out && data.leads_to_it.length === 0 && data.in_the_way.length === 0 && (force || !data.needs_force);
					return { data, ok, text: renderRemoval(data) };
				}
				if (dryRun) {
					const data = await readFoundation(target, { preview: true });
					return { data, ok: data.status === 'none' || data.figures !== null, text: renderFoundation(data) };
				}
				const [row] = await queryRows(target.db, 'select current_database() as name');
				const database = { ...target.loaded.profile, database: String(row?.name) };
				await confirm(
					session.terminal,
					yes,
					`${remove ? 'Taking the foundation away' : 'Making the foundation'}`,
					'yes',
					database,
				);
				await ensureLedger(target);
				const request = { requestedBy: session.requestedBy, ratifiedApr: null };
				if (remove) {
					const data = await removeFoundation(target, request, { force });
					const text = blocks(`Run ${data.run.id}.`, renderRemoved(data.removed), renderFoundation(data.foundation));
					return { data, ok: data.run.status === 'passed', text };
				}
				const data = await installFoundation(target, request);
				return { data, ok: data.run.status === 'passed', text: blocks(`Run ${data.run.id}.`, renderFoundation(data.foundation)) };
			});
		});
}

const STATUS: Readonly<Record<Foundation['status'], string>> = {
	none: 'This project has no base model.',
	installed: 'The base model was made by this extension.',
	own: 'This project has a base model of its own.',
	partial: 'This project has parts of a base model, so none can be made.',
};

/** How a project stands and what counts in it, for people. */
export function renderFoundation({ status, in_the_way, missing, makes, figures }: Foundation): string {
	return blocks(
		STATUS[status],
		in_the_way.length === 0 ? '' : `There: ${in_the_way.join(', ')}.`,
		missing.length === 0 ? '' : `Missing: ${missing.join(', ')}.`,
		status === 'installed' && missing.length > 0
			? 'Nothing can be counted. "directus axis foundation --remove --force" takes away what is left.'
			: '',
		figures === null ? '' : renderFigures(figures),
		makes.length === 0 || figures === null ? '' : `"directus axis foundation" would make: ${makes.join(', ')}.`,
	);
}

/** What taking it away would take along, and what stands in the way, for people. */
export function renderRemoval({ relations, missing, in_the_way, removed, rolled_out, leads_to_it }: FoundationRemoval): string {
	return blocks(
		`These would go: ${relations.join(', ')}.`,
		missing.length === 0 ? '' : `These are gone already, or were changed, so that it takes --force: ${missing.join(', ')}.`,
		removed.length > 0
			? 'So would this, which people made, and only with --force:'
			: 'People made nothing that would go with it.',
		renderRemoved(removed),
		rolled_out ? 'Tiers stand on it: roll them back first, with "directus axis rollback".' : '',
		in_the_way.length === 0 ? '' : `These have a name of it, and must be renamed or dropped first: ${in_the_way.join(', ')}.`,
		leads_to_it.length === 0 ? '' : `These lead to it, and have to go first: ${leads_to_it.join(', ')}.`,
		'Nothing was changed.',
	);
}

function renderRemoved(removed: readonly RemovedRows[]): string {
	if (removed.length === 0) return '';
	return formatTable(
		['of people', 'about', 'before', 'after'],
		removed.map(({ object, about, before, after }) => [object, about, before, after]),
	);
}

function renderFigures({ objects, scopes, required_cells, gap_cells, groups, left_out }: FoundationFigures): string {
	return blocks(
		objects === 0
			? 'Nothing needs an owner yet: Directus holds no collection with a table or a view.'
			: `${objects} objects × ${scopes.length} scopes = ${required_cells} cells, ${gap_cells} of them without an accountable owner.`,
		formatTable(
			['group', 'in', 'objects', 'right below', 'cells without owner'],
			groups.map((group) => [group.group_ref, group.parent_ref, group.objects, group.direct_objects, group.gap_cells]),
		),
		formatTable(
			['scope', 'cells without owner'],
			scopes.map(({ scope_code, gap_cells: cells }) => [scope_code, cells]),
		),
		left_out.objects.length === 0
			? ''
			: `These need no owner: ${left_out.objects.map(({ object_ref, reason }) => `${object_ref} (${reason})`).join(', ')}.`,
	);
}
