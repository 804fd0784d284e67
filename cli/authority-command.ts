/** `directus axis authority`: who in Directus stands behind an authority. */
import { z } from 'zod';
import type { Authority, LinkedTo, Suggestion } from '../src/contract';
import { makeAuthority } from '../src/foundation/first-owner';
import { listAuthorities, suggestLinks } from '../src/owners/authorities';
import { linkAuthority } from '../src/owners/link-authority';
import { confirm } from './confirm';
import {
	codeOption,
	flagOption,
	JSON_HELP,
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
	yes: flagOption,
});
type Options = z.infer<typeof options>;

export function addAuthority(axis: Command, context: CliContext): void {
	axis
		.command('authority')
		.description(
			'Tell which role or user of Directus stands behind each authority, suggest some, link one, or make an authority.',
		)
		.argument('<what>', 'list, suggest, link or create')
		.argument('[code]', 'with link and create: code of the authority')
		.option('--name <text>', 'with create: its name on screen; the authority is a row of the foundation')
		.option('--role <id>', 'with link: a role of Directus')
		.option('--user <id>', 'with link: a user of Directus; with neither the link is taken away')
		.option('--reason <text>', 'with link: why, for the run ledger; needed')
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
				),
		)
		.action(async (what, code, given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const read = readOptions(options, given);
				if (what === 'create') return create(session, parseBody(codeOption.optional(), code), read);
				if (read.name !== undefined) throw new UsageError("option '--name' is used with 'create' alone");
				if (what === 'link') return link(session, parseBody(codeOption.optional(), code), read);
				if (code !== undefined || read.role !== undefined || read.user !== undefined || read.reason !== undefined) {
					throw new UsageError("a code, '--role', '--user' and '--reason' are used with 'link' alone");
				}
				const { db } = session.rollout();
				if (what === 'suggest') {
					const { rows } = await suggestLinks(db, PAGE);
					return { data: rows, ok: true, text: renderSuggestions(rows) };
				}
				if (what !== 'list') throw new UsageError(`there is no 'authority ${String(what)}': list, suggest, link, create`);
				const { rows } = await listAuthorities(db, PAGE);
				return { data: rows, ok: true, text: renderAuthorities(rows) };
			});
		});
}

async function create(session: Session, code: string | undefined, { name, role, user, reason, yes }: Options): Promise<Answer> {
	if (code === undefined || name === undefined)
		throw new UsageError('a code and a name are needed: authority create <code> --name <text>');
	if ([role, user, reason].some((given) => given !== undefined))
		throw new UsageError("'--role', '--user' and '--reason' are used with 'link' alone");
	const target = await session.acting();
	await confirm(session.terminal, yes, `Making the authority "${code}"`, 'yes', target.loaded.profile);
	const data = await makeAuthority(target, { requestedBy: session.requestedBy, ratifiedApr: null }, { code, name });
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
