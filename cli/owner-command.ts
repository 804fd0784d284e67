/** `directus axis owner`: gives, ends or hands over owners, by name or by CSV, and takes such a batch back. */
import { z } from 'zod';
import { AssignmentBody, AssignmentKind, EndBody, TransferBody } from '../src/contract/schemas';
import { assignOwner, previewAssignment } from '../src/owners/assign-owner';
import { isBeforeRollout } from '../src/foundation/first-owner';
import { readAllValues } from '../src/owners/all-values';
import { endOwner, previewEnd } from '../src/owners/end-owner';
import { previewTransfer, transferOwner } from '../src/owners/transfer-owner';
import { undoBatch } from '../src/owners/undo-batch';
import { confirm } from './confirm';
import { firstOwner } from './first-owner';
import { importFile, IMPORT_HELP } from './import-owners';
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
import { EXIT_CODES, examples, type Command } from './program';
import { renderEnded, renderGiven } from './render-owners';
import { runBatch } from './run-batch';
import { runCommand, type Answer, type CliContext, type Session } from './session';

const several = z.array(codeOption).default([]);
const options = z.object({
	axis: several,
	group: several,
	object: z.array(z.string().regex(/^[^/]+\/.+$/s, 'is not a type, a slash and a name')).default([]),
	value: several,
	as: AssignmentKind.default('direct'),
	replace: flagOption,
	reason: reasonOption.optional(),
	expect: codeOption.optional(),
	dryRun: flagOption,
	yes: flagOption,
});
type Options = z.infer<typeof options>;

export function addOwner(axis: Command, context: CliContext): void {
	axis
		.command('owner')
		.description(
			'Give an owner to cells, end owners, hand over what an authority answers for, or take owners from a CSV, one batch with a preview; or take a batch back.',
		)
		.argument('<what>', 'give, end, transfer, import or undo')
		.argument(
			'[codes...]',
			'with give: the authority; with transfer: who hands over, and who takes over; with import: a file, or - for standard input; with undo: the id of the batch',
		)
		.option('--axis <codes...>', 'with give and end: the axis; with transfer: these axes alone')
		.option('--object <objects...>', 'objects by type and name, as collection/agents; with --value their cells')
		.option('--group <groups...>', 'with give and end: the group; with transfer: these groups and what lies in them')
		.option('--value <codes...>', 'with give and end: values of the axis, or all')
		.option('--as <kind>', 'with --group: direct, for each cell below it, or anchor, on the group itself (default: direct)')
		.option('--replace', 'with give: owners that stand there give way')
		.option('--reason <text>', 'why, for the record; needed but for undo')
		.option(
			'--expect <hash>',
			'with import: "expect" of an earlier --dry-run --json; refused where the file changes something else by now',
		)
		.option('--dry-run', 'say what it would do, and change nothing')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			IMPORT_HELP +
				EXIT_CODES +
				examples(
					'owner transfer TEAM-OLD TEAM-NEW --reason "The team was dissolved" --dry-run',
					'owner give TEAM-WEB --axis responsibility --group "(project)" --as anchor --value all --reason "They run the site"',
					'owner give TEAM-WEB --axis responsibility --group pages --as anchor --value policy --replace --reason "They took over"',
					'owner undo 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52',
					'owner import owners.csv --reason "The yearly review" --dry-run',
					'owner end --axis responsibility --object collection/pages --value policy --reason "They left" --yes',
				),
		)
		.action(async (what, codes, given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const read = readOptions(options, given);
				const named = parseBody(z.array(wordOption), codes);
				if (read.expect !== undefined && what !== 'import') throw new UsageError("option '--expect' is used with 'import' alone");
				if (what === 'transfer') return transfer(session, named, read);
				if (what === 'import') return importOwners(session, named, read);
				if (what === 'end') return end(session, named, read);
				if (what === 'give') return give(session, named, read);
				if (what === 'undo') return undo(session, named, read);
				throw new UsageError(`there is no 'owner ${String(what)}': give, end, transfer, import, undo`);
			});
		});
}

async function transfer(session: Session, codes: string[], { axis, group, object, value, replace, ...read }: Options) {
	if (object.length > 0 || value.length > 0 || replace)
		throw new UsageError("'--object', '--value' and '--replace' are not used with 'transfer'");
	const [from, to, ...more] = codes;
	if (from === undefined || to === undefined || more.length > 0)
		throw new UsageError('two codes are needed: owner transfer <from> <to>');
	const axes = axis.length > 0 ? { axes: axis } : {};
	const groups = group.length > 0 ? { groups: group } : {};
	const body = parseBody(TransferBody, { from, to, ...axes, ...groups, reason: read.reason });
	return runBatch(session, read, `Handing over what ${from} answers for to ${to}`, {
		preview: (target, writer) => previewTransfer(target, writer, body),
		write: (target, writer) => transferOwner(target, writer, body),
		render: renderEnded,
	});
}

async function importOwners(session: Session, files: string[], { axis, group, object, value, replace, ...read }: Options) {
	if (axis.length + group.length + object.length + value.length > 0 || replace)
		throw new UsageError(
			"'import' takes no '--axis', '--group', '--object', '--value' or '--replace': the file says what is meant",
		);
	return importFile(session, files, read);
}

async function end(session: Session, codes: string[], { replace, ...read }: Options): Promise<Answer> {
	if (codes.length > 0 || replace) throw new UsageError("a code and '--replace' are not used with 'end'");
	const body = parseBody(EndBody, placeOf(await withAllValues(session, read)));
	return runBatch(session, read, 'Ending owners', {
		preview: (target, writer) => previewEnd(target, writer, body),
		write: (target, writer) => endOwner(target, writer, body),
		render: renderEnded,
	});
}

async function give(session: Session, codes: string[], { replace, ...read }: Options): Promise<Answer> {
	const [owner_gov_code, ...more] = codes;
	if (owner_gov_code === undefined || more.length > 0) throw new UsageError('one code is needed: owner give <code>');
	const target = await session.acting();
	if (await isBeforeRollout(target)) return firstOwner(session, target, { ...read, replace, owner_gov_code });
	const body = parseBody(AssignmentBody, { ...placeOf(await withAllValues(session, read)), owner_gov_code, replace });
	return runBatch(session, read, `Giving ${owner_gov_code} to cells`, {
		preview: (target, writer) => previewAssignment(target, writer, body),
		write: (target, writer) => assignOwner(target, writer, body),
		render: renderGiven,
	});
}

/** Waivers, goals and acknowledgements are batches too. */
async function undo(session: Session, codes: string[], { yes, dryRun, ...read }: Options): Promise<Answer> {
	const [batch, ...more] = codes;
	if (batch === undefined || more.length > 0) throw new UsageError('one id is needed: owner undo <batch>');
	const isGiven =
		dryRun ||
		read.reason !== undefined ||
		read.replace ||
		[...read.axis, ...read.group, ...read.object, ...read.value].length > 0;
	if (isGiven) throw new UsageError("'undo' takes the id of a batch and '--yes' alone");
	const target = await session.acting();
	await confirm(session.terminal, yes, `Taking back the batch ${batch}`, 'yes', target.loaded.profile);
	const data = await undoBatch(target, { actor: session.requestedBy }, batch);
	return {
		data,
		ok: true,
		text: `Batch ${batch} taken back: rows deleted ${data.rows_deleted}, put back ${data.rows_restored}.`,
	};
}

/** `--value all` as the values that the axis has now. */
async function withAllValues<Read extends Pick<Options, 'axis' | 'value'>>(session: Session, read: Read): Promise<Read> {
	const [axis_code] = read.axis;
	if (axis_code === undefined || read.value.join() !== 'all') return read;
	return { ...read, value: await readAllValues((await session.acting()).db, axis_code) };
}

/** The body of a request, as the options say it: objects with values are cells by name, a group with values is a group. */
function placeOf({ axis, object, group, value, as, reason }: Omit<Options, 'replace'>): object {
	const [axis_code, ...axes] = axis;
	if (axis_code === undefined || axes.length > 0 || value.length === 0)
		throw new UsageError("one '--axis' and at least one '--value' are needed");
	const [group_ref, ...groups] = group;
	if (group_ref !== undefined && object.length === 0 && groups.length === 0)
		return { axis_code, reason, as, group_ref, value_codes: value };
	if (group_ref !== undefined || object.length === 0) throw new UsageError("either one '--group' or '--object' is needed");
	const cells = object.flatMap((named) => {
		const slash = named.indexOf('/');
		return value.map((value_code) => ({ object_type: named.slice(0, slash), object_ref: named.slice(slash + 1), value_code }));
	});
	return { axis_code, reason, cells };
}
