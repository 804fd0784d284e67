/** `directus axis me`: what a person answers for. */
import { z } from 'zod';
import type { EndingSoon, MyResponsibilities } from '../src/contract';
import { SOON_DAYS } from '../src/contract/schemas';
import { listEndingSoon, readMyResponsibilities } from '../src/owners/my-responsibilities';
import { readOptions, UsageError, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext } from './session';
import { formatTable, formatTime } from './table';

const SHOWN = 20;

const meOptions = z.object({ user: z.guid('must be the id of a user').optional() });

export function addMe(axis: Command, context: CliContext): void {
	axis
		.command('me')
		.description(
			`Tell what a person answers for: their authorities, cells, gaps in their groups, and what ends within ${SOON_DAYS} days.`,
		)
		.option('--user <id>', 'a user of Directus; nobody is signed in on a command line, so it is needed')
		.option('--json', 'print the data as JSON, with what ends as `ending`')
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('me --user 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52'))
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ rollout }) => {
				const { user } = readOptions(meOptions, given);
				if (user === undefined) throw new UsageError("option '--user' is needed: nobody is signed in on a command line");
				const { db } = rollout();
				const data = await readMyResponsibilities(db, user);
				const { rows, total } = await listEndingSoon(db, user, undefined, { limit: SHOWN, offset: 0 });
				return { data: { ...data, ending: rows }, ok: true, text: blocks(renderMe(data), renderEnding(rows, total)) };
			});
		});
}

function renderMe({ authorities, axes }: MyResponsibilities): string {
	if (authorities.length === 0) return 'No active authority is linked to this user, their role or a role above it.';
	const names = authorities.map(({ owner_gov_code, owner_name }) => `${owner_name} (${owner_gov_code})`).join(', ');
	const counts = axes.map((axis) => [axis.axis_name, axis.cells, axis.direct, axis.inherited, axis.gaps_in_groups, axis.reviews]);
	return blocks(
		`Answers for ${names}.`,
		formatTable(['axis', 'cells', 'direct', 'inherited', 'gaps in groups', 'to review'], counts),
	);
}

function renderEnding(rows: readonly EndingSoon[], total: number): string {
	const table = formatTable(
		['ends', 'what', 'axis', 'object', 'value'],
		rows.map((row) => [formatTime(row.ends_at), row.what, row.axis_code, `${row.object_type} ${row.object_ref}`, row.value_code]),
	);
	return blocks(table, total > rows.length ? `${rows.length} of ${total} that end within ${SOON_DAYS} days.` : '');
}
