/** `directus axis source`: what the gate would be if people ratified elsewhere, and the change. */
import { z } from 'zod';
import type { RatificationSource, SourcePreview } from '../src/contract';
import { AskedSource } from '../src/contract/schemas';
import { changeSource, previewSource } from '../src/rollout/change-source';
import { confirm } from './confirm';
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
} from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks, renderBlockers } from './render';
import { runCommand, type Answer, type CliContext, type Session } from './session';

const sourceOptions = z.object({
	filter: z.string().optional(),
	reason: reasonOption.optional(),
	ratifiedApr: codeOption.optional(),
	yes: flagOption,
});

export function addSource(axis: Command, context: CliContext): void {
	axis
		.command('source')
		.description(
			'Say what the gate would be if people ratified in another table, or let it read there. The change needs an open gate.',
		)
		.argument('<table>', 'table that people sign in')
		.option('--filter <json>', 'which of its rows are approvals: a value by column (default: every row)')
		.option('--reason <text>', 'why, for the run ledger; without it nothing is changed')
		.option('--ratified-apr <code>', 'code of the approval under which it happens, for the record')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'source signatures --filter \'{"status": "published"}\'',
					'source signatures --filter \'{"status": "published"}\' --reason "The council signs there now"',
				),
		)
		.action(async (table, given) => {
			await runCommand(context, wantsJson(given), (session) => answer(session, table, given));
		});
}

async function answer(session: Session, table: unknown, given: unknown): Promise<Answer> {
	const { filter, reason, ratifiedApr = null, yes } = readOptions(sourceOptions, given);
	const source = sourceOf(table, filter);
	const target = await session.acting();
	const request = { requestedBy: session.requestedBy, ratifiedApr };
	if (reason === undefined) {
		const data = await previewSource(target, request, source);
		return { data, ok: data.gate.status === 'READY', text: blocks(render(source, data), 'Nothing was changed.') };
	}
	await confirm(session.terminal, yes, `Reading the ratification from ${show(source)}`, 'yes', target.loaded.profile);
	const data = await changeSource(target, request, source, reason);
	return { data, ok: data.run.status === 'passed', text: blocks(`Run ${data.run.id}.`, render(source, data)) };
}

function sourceOf(table: unknown, filter: string | undefined): RatificationSource {
	return parseBody(AskedSource, { table, filter: filter === undefined ? {} : fromJson(filter) });
}

function show({ table, filter }: RatificationSource): string {
	return `${table} ${JSON.stringify(filter)}`;
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new UsageError("option '--filter' is no JSON");
	}
}

function render(source: RatificationSource, { previous, gate, profile_follows }: SourcePreview): string {
	const counted = gate.ratification_count === null ? 'unknown' : String(gate.ratification_count);
	return blocks(
		`From ${show(previous)} to ${show(source)}: approvals ${counted}, gate ${gate.status}.`,
		renderBlockers(gate.blockers),
		profile_follows ? '' : 'The profile names another source: let it name this one or none, or every write is refused.',
	);
}
