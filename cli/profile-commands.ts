/** `directus axis profile`: the living model as a profile, and what a profile and the database say differently. */
import { isDirectusError } from '@directus/errors';
import { z } from 'zod';
import type { ProfileComparison, ProfileExport } from '../src/contract';
import { compareProfile, exportProfile } from '../src/model/export-profile';
import { readProfileFile } from '../src/profile/file';
import { flagOption, JSON_HELP, readOptions, UsageError, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type Answer, type CliContext, type Session } from './session';
import { formatCell } from './table';
import { writeNewFile } from './write-new-file';

const parts = { tags: flagOption, owners: flagOption };
const exportOptions = z.object({ ...parts, out: z.string().min(1, 'must not be empty').optional() });
const diffOptions = z.object(parts);

const TAGS_HELP = 'tags of objects too, on parallel axes';
const OWNERS_HELP = 'owners of objects too, on parallel axes';

const DIFF_EXIT_CODES = '\nExit codes: 0 equal, 10 different, 1 error, 130 interrupted.\n';

export function addProfile(axis: Command, context: CliContext): void {
	const profile = axis.command('profile').description('Read the profile back from the database, or compare the two.');
	profile
		.command('export')
		.description('Print the living model as a profile.')
		.option('--tags', TAGS_HELP)
		.option('--owners', OWNERS_HELP)
		.option('--out <file>', 'write it to a new file instead')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('profile export', 'profile export --tags --owners --out ./model.json'))
		.action(async (given) => {
			await runCommand(context, wantsJson(given), (session) => exportModel(session, given));
		});
	profile
		.command('diff')
		.description('Say what a profile and the database say differently, one line each.')
		.argument('[file]', 'profile to compare; left out: the one in use')
		.option('--tags', TAGS_HELP)
		.option('--owners', OWNERS_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', DIFF_EXIT_CODES + examples('profile diff', 'profile diff ./model.json --tags --owners --json'))
		.action(async (file, given) => {
			await runCommand(context, wantsJson(given), (session) => asErrors(() => compare(session, file, given)));
		});
}

async function exportModel({ rollout, terminal }: Session, given: unknown): Promise<Answer> {
	const { out, ...wanted } = readOptions(exportOptions, given);
	const { db, loaded } = rollout();
	const data = await exportProfile(db, loaded.profile, wanted);
	for (const line of leftOut(data)) terminal.tell(line);
	const text = JSON.stringify(data.profile, null, 2);
	if (out === undefined) return { data, ok: true, text, exact: true };
	return { data, ok: true, text: await writeNewFile(out, `${text}\n`) };
}

async function compare({ rollout }: Session, file: unknown, given: unknown): Promise<Answer> {
	const wanted = readOptions(diffOptions, given);
	const { db, loaded } = rollout();
	const { profile } = typeof file === 'string' ? readProfileFile(file) : loaded;
	const data = await compareProfile(db, profile, wanted);
	return { data, ok: data.equal, text: renderComparison(data) };
}

/** What differs, a line each: path, in the profile, in the database. */
export function renderComparison({ equal, differences, left_out }: ProfileComparison): string {
	const lines = differences.map(
		({ path, profile, database }) => `${path}: ${formatCell(profile)} in the profile, ${formatCell(database)} in the database`,
	);
	return blocks(lines.join('\n'), leftOut({ left_out }).join('\n'), equal ? 'Equal.' : '');
}

function leftOut({ left_out }: Pick<ProfileExport, 'left_out'>): string[] {
	return left_out.map(({ path, why }) => `Not in a profile: ${path}: ${why}.`);
}

/** Exit code 10 means different here, so whatever is refused is an error. */
async function asErrors(work: () => Promise<Answer>): Promise<Answer> {
	try {
		return await work();
	} catch (error) {
		throw isDirectusError(error) ? new UsageError(`${error.code}: ${error.message}`) : error;
	}
}
