/** `directus axis tag`: which objects have which value, by name or by CSV, shown before it is changed. */
import { z } from 'zod';
import { TagsBody } from '../src/contract/schemas';
import { tagsAct } from '../src/tags/act-on-tags';
import { importTagsAct } from '../src/tags/import-tags';
import {
	codeOption,
	flagOption,
	JSON_HELP,
	parseBody,
	readOptions,
	reasonOption,
	UsageError,
	wantsJson,
	YES_HELP,
	wordOption,
} from './options';
import { makeAct } from './make-act';
import { readInput } from './read-input';
import { EXIT_CODES, examples, type Command } from './program';
import { runCommand, type CliContext } from './session';

const options = z.object({
	value: codeOption.optional(),
	to: codeOption.optional(),
	group: codeOption.optional(),
	groupItself: flagOption,
	reason: reasonOption,
	ratifiedApr: codeOption.optional(),
	expect: codeOption.optional(),
	dryRun: flagOption,
	yes: flagOption,
});
const names = z.array(z.string());

export function addTag(axis: Command, context: CliContext): void {
	axis
		.command('tag')
		.description(
			'Tag objects, move, clear, approve or quarantine their tags, or take tags from a CSV: shown first, made as one recorded act.',
		)
		.argument('<action>', 'tag, move, clear, approve, quarantine or import')
		.argument('<axis>', 'code of the axis; with import: a file, or - for standard input')
		.argument('[objects...]', 'objects, each as type:name')
		.option('--value <code>', 'with tag the value to give, with move the one to move from; else whose tags are meant')
		.option('--to <code>', 'with move: the value to move to')
		.option('--group <name>', 'every governed object below this group, in place of objects by name')
		.option('--group-itself', 'with --group: the group, whose objects inherit where the axis says so')
		.requiredOption('--reason <text>', 'why, for the run ledger')
		.option('--ratified-apr <code>', 'approval code, where the act opens gaps')
		.option(
			'--expect <hash>',
			'with import: "expect" of an earlier --dry-run --json; refused where the file changes something else by now',
		)
		.option('--dry-run', 'show what it would do, and stop')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			'\nA file for import is the CSV of GET /axis/lanes?axis=<axis>; tags that it does not name stay as they are.\n' +
				'\nIt is undone by `directus axis model undo` and the id of its run.\n' +
				EXIT_CODES +
				examples(
					'tag tag data-class collection:customers collection:orders --value confidential --reason "Personal data" --dry-run',
					'tag move data-class --group archive --value public --to internal --reason "No longer public"',
					'tag import tags.csv --reason "The yearly review" --dry-run',
					'tag approve data-class --group archive --reason "Looked through" --yes',
				),
		)
		.action(async (action, code, objects, given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const read = readOptions(options, given);
				const { value, to, group, groupItself, reason } = read;
				if (action === 'import') {
					if ([value, to, group].some((one) => one !== undefined) || groupItself || names.parse(objects).length > 0)
						throw new UsageError('import takes one file, and no objects, values or groups: the file says what is meant');
					return makeAct(session, await importTagsAct(await readInput(parseBody(wordOption, code)), reason), read);
				}
				if (read.expect !== undefined) throw new UsageError("option '--expect' is used with 'import' alone");
				const named = names.parse(objects).map(objectOf);
				const asked = parseBody(TagsBody, {
					...{ axis_code: code, action, value_code: value, to_value_code: to, group_ref: group, reason },
					...(groupItself ? { as: 'group' } : {}),
					...(named.length > 0 ? { objects: named } : {}),
				});
				return makeAct(session, tagsAct(asked), read);
			});
		});
}

function objectOf(text: string) {
	const at = text.indexOf(':');
	if (at < 1) throw new UsageError(`an object is named as type:name, e.g. collection:orders, not as "${text}"`);
	return { object_type: text.slice(0, at), object_ref: text.slice(at + 1) };
}
