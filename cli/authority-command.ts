/** `directus axis authority`: who can own, who in Directus stands behind each, who could, and acts on one: made, renamed, retired, linked. */
import { z } from 'zod';
import type { Authority, AuthorityChangeBody, LinkedTo, Suggestion } from '../src/contract';
import { makeAuthority } from '../src/foundation/make-authority';
import { listAuthorities, suggestLinks } from '../src/owners/authorities';
import { linkAuthority } from '../src/owners/link-authority';
import { change, undo } from './change-authority';
import { confirm } from './confirm';
import {
	codeOption,
	flagOption,
	JSON_HELP,
	optionName,
	parseBody,
	readOptions,
	reasonOption,
	requireReason,
	UsageError,
	wantsJson,
	YES_HELP,
} from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type Answer, type CliContext, type Session } from './session';
import { formatTable } from './table';

/** So many rows a list shows. */
const PAGE = { limit: 1000, offset: 0 };

const uuidOption = z.guid('must be the id of a role or user').optional();
const options = z.object({
	name: codeOption.optional(),
	role: uuidOption,
	user: uuidOption,
	reason: reasonOption.optional(),
	keepOwners: flagOption,
	dryRun: flagOption,
	yes: flagOption,
});
type Options = z.infer<typeof options>;

export function addAuthority(axis: Command, context: CliContext): void {
	axis
		.command('authority')
		.description(
			'List who can own and which role or user of Directus stands behind each, suggest some, link one; make, rename or retire an authority.',
		)
		.argument('<what>', 'list, suggest, link, create, rename, retire, restore or undo')
		.argument('[code]', 'code of the authority; with undo the id of a run that made or changed one')
		.option('--name <text>', 'with create and rename: its name on screen; the authority is a row of the foundation')
		.option('--keep-owners', 'with retire: although it owns something, which stays and is told as stale')
		.option('--role <id>', 'with link: a role of Directus')
		.option('--user <id>', 'with link: a user of Directus; with neither the link is taken away')
		.option('--reason <text>', 'why, for the run ledger; needed with link, rename, retire and restore')
		.option('--dry-run', 'with rename, retire and restore: show what it would do and what the authority answers for, and stop')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'authority list',
					'authority create TEAM-WEB --name "Web team"',
					'authority suggest --json',
					'authority link TEAM-WEB --role 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52 --reason "They run the website"',
					'authority link TEAM-WEB --reason "The team was dissolved"',
					'authority rename TEAM-WEB --name "Web and apps" --reason "They took the apps over"',
					'authority retire TEAM-WEB --reason "The team was dissolved" --dry-run',
				),
		)
		.action(async (what, code, given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const read = readOptions(options, given);
				requireFits(String(what), read);
				const named = parseBody(codeOption.optional(), code);
				if (what === 'create') return create(session, named, read);
				if (what === 'link') return link(session, named, read);
				if (what === 'undo') return undo(session, named, read.yes);
				if (what === 'rename' || what === 'retire' || what === 'restore')
					return change(session, ...changeOf(what, named, read), read);
				if (code !== undefined) throw new UsageError(`'authority ${String(what)}' takes no code`);
				const { db } = session.rollout();
				if (what === 'suggest') {
					const { rows } = await suggestLinks(db, PAGE);
					return { data: rows, ok: true, text: renderSuggestions(rows) };
				}
				if (what !== 'list') throw new UsageError(`there is no 'authority ${String(what)}': ${Object.keys(TAKES).join(', ')}`);
				const { rows } = await listAuthorities(db, PAGE);
				return { data: rows, ok: true, text: renderAuthorities(rows) };
			});
		});
}

/** Which of the options each takes that not every one takes. */
const TAKES: Readonly<Record<string, readonly (keyof Options)[]>> = {
	list: [],
	suggest: [],
	link: ['role', 'user', 'reason'],
	create: ['name', 'reason'],
	rename: ['name', 'reason', 'dryRun'],
	retire: ['reason', 'keepOwners', 'dryRun'],
	restore: ['reason', 'dryRun'],
	undo: [],
};

function requireFits(what: string, { yes: _yes, ...read }: Options): void {
	const takes: readonly string[] = TAKES[what] ?? [];
	const given = Object.entries(read).find(([name, value]) => value !== undefined && value !== false && !takes.includes(name));
	if (given && TAKES[what]) throw new UsageError(`option '${optionName([given[0]])}' is not used with '${what}'`);
}

function changeOf(what: 'rename' | 'retire' | 'restore', code: string | undefined, read: Options): [string, AuthorityChangeBody] {
	const { name: owner_name, keepOwners: keep_owners } = read;
	if (code === undefined) throw new UsageError(`the code of the authority is needed: authority ${what} <code>`);
	if (what === 'rename' && owner_name === undefined)
		throw new UsageError('a name is needed: authority rename <code> --name <text>');
	const status = what === 'rename' ? undefined : what === 'retire' ? 'retired' : 'active';
	return [code, { owner_name, status, keep_owners, reason: requireReason(read.reason) }];
}

async function create(session: Session, code: string | undefined, { name, reason, yes }: Options): Promise<Answer> {
	if (code === undefined || name === undefined)
		throw new UsageError('a code and a name are needed: authority create <code> --name <text>');
	const target = await session.acting();
	await confirm(session.terminal, yes, `Making the authority "${code}"`, 'yes', target.loaded.profile);
	const request = { requestedBy: session.requestedBy, ratifiedApr: null };
	const data = await makeAuthority(target, request, { owner_gov_code: code, owner_name: name, reason });
	return { data, ok: data.run.status === 'passed', text: `Run ${data.run.id}. ${code} (${name}) can be given objects.` };
}

async function link(session: Session, code: string | undefined, { role, user, yes, ...read }: Options): Promise<Answer> {
	if (code === undefined) throw new UsageError('the code of the authority is needed: authority link <code>');
	if (role !== undefined && user !== undefined) throw new UsageError("option '--role' cannot be used with option '--user'");
	const reason = requireReason(read.reason);
	const target = await session.acting();
	await confirm(session.terminal, yes, `Linking the authority "${code}"`, 'yes', target.loaded.profile);
	const request = { requestedBy: session.requestedBy, ratifiedApr: null };
	const data = await linkAuthority(target, request, code, { role, user, reason });
	const text = `Run ${data.run.id}. ${code}: ${tell(data.before)} before, ${tell(data.after)} now.`;
	return { data, ok: data.run.status === 'passed', text };
}

function tell({ directus_role, directus_user }: LinkedTo): string {
	if (directus_role !== null) return `role ${directus_role}`;
	return directus_user === null ? 'linked to nobody' : `user ${directus_user}`;
}

function renderAuthorities(rows: readonly Authority[]): string {
	return formatTable(
		['authority', 'name', 'linked to', 'called', 'state'],
		rows.map((row) => [
			row.owner_gov_code,
			row.owner_name,
			row.link_state === null ? null : tell(row),
			row.linked_name,
			row.link_state,
		]),
	);
}

function renderSuggestions(rows: readonly Suggestion[]): string {
	return blocks(
		formatTable(
			['role', 'id', 'active users', 'linked to'],
			rows.filter(({ kind }) => kind === 'role').map((row) => [row.name, row.id, row.active_users, row.linked_to]),
		),
		formatTable(
			['collection', 'changed most by', 'id', 'changes', 'linked to'],
			rows.filter(({ kind }) => kind === 'user').map((row) => [row.collection, row.name, row.id, row.changes, row.linked_to]),
		),
	);
}
