/** `directus axis changes`: what people changed, newest first. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { csvHeader, csvRecords } from '../src/contract';
import type { RecordedChange } from '../src/contract';
import { ChangesQuery, RecordedChange as changeSchema } from '../src/contract/schemas';
import { listChanges } from '../src/changes/list-changes';
import { readUserNames } from '../src/host/user-names';
import { countOption, flagOption, JSON_HELP, parseBody, readOptions, refuseBoth, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext } from './session';
import { formatTable, formatTime } from './table';

const SHOWN = 20;
/** Without a limit a CSV holds all. */
const ALL = 2_147_483_647;

const given = z.string().optional();
const options = z.object({
	limit: countOption,
	csv: flagOption,
	json: flagOption,
	...{ who: given, axis: given, object: given, kind: given, batch: given, since: given, until: given },
});

export function addChanges(axis: Command, context: CliContext): void {
	axis
		.command('changes')
		.description(
			'List what people changed, newest first: model, tags, owners, waivers, goals, findings, repairs, links, numbers, tiers.',
		)
		.option('--who <name>', 'acts of one person, by the id of the user, or of one program')
		.option('--axis <code>', 'acts that changed this axis, or what stands on it')
		.option('--object <name>', 'acts about this object or group')
		.option('--kind <kinds>', 'acts of these kinds, between commas, e.g. owners,tags')
		.option('--batch <id>', 'one act, and what took it back')
		.option('--since <time>', 'from this day or time on')
		.option('--until <time>', 'up to this day, or before this time')
		.option('--limit <count>', `how many to list, at most 1000 (default: ${SHOWN}; with --csv all)`)
		.option('--csv', 'print them as CSV')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'changes',
					'changes --axis data-class --kind tags --since 2026-03-01',
					'changes --object orders --csv > orders.csv',
				),
		)
		.action(async (read) => {
			await runCommand(context, wantsJson(read), async ({ rollout }) => {
				const { limit, csv, json, ...filter } = readOptions(options, read);
				refuseBoth(['--csv', csv || undefined], ['--json', json || undefined]);
				const { db } = rollout();
				const asked = parseBody(ChangesQuery, filter);
				const { rows, total } = await listChanges(db, { limit: limit ?? (csv ? ALL : SHOWN), offset: 0 }, asked);
				if (csv) {
					const columns = Object.keys(changeSchema.shape);
					// The terminal ends the last line.
					const text = (csvHeader(columns) + csvRecords(columns, rows)).slice(0, -1);
					return { data: rows, ok: true, text, exact: true };
				}
				const table = renderChanges(rows, await readPeople(db, rows));
				return { data: rows, ok: true, text: blocks(table, `${rows.length} of ${total} changes.`) };
			});
		});
}

function readPeople(db: Knex, rows: readonly RecordedChange[]): Promise<ReadonlyMap<string, string>> {
	return readUserNames(
		db,
		rows.flatMap(({ who, undone_by }) => (undone_by === null ? [who] : [who, undone_by])),
	);
}

function renderChanges(rows: readonly RecordedChange[], people: ReadonlyMap<string, string>): string {
	const name = (who: string | null) => (who === null ? null : (people.get(who) ?? who));
	return formatTable(
		['when', 'who', 'what', 'why', 'undone by', 'id'],
		rows.map(({ id, at, who, what, why, undone_by }) => [formatTime(at), name(who), what, why, name(undone_by), id]),
	);
}
