/** `directus axis finding`: what the last scan knows, and which of it people acknowledge until a day. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { csvHeader, csvRecords } from '../src/contract';
import { AcknowledgeBody, DriftFinding, DriftQuery, UnacknowledgeBody, type FindingsEffect } from '../src/contract/schemas';
import { readReport } from '../src/coverage/reports';
import { readUserNames } from '../src/host/user-names';
import { acknowledgeFindings, previewAcknowledge, previewRevoke, revokeAcknowledgements } from '../src/scan/acknowledge';
import {
	countOption,
	flagOption,
	JSON_HELP,
	parseBody,
	readOptions,
	refuseBoth,
	UsageError,
	wantsJson,
	YES_HELP,
	wordOption,
} from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runBatch } from './run-batch';
import { runCommand, type Answer, type CliContext, type Session } from './session';
import { formatTable } from './table';

const SHOWN = 20;
/** Without a limit a CSV holds all. */
const ALL = 2_147_483_647;

const given = z.string().optional();
const options = z.object({
	...{ state: given, detector: given, severity: given, acknowledged: given, until: given, reason: given },
	limit: countOption,
	csv: flagOption,
	json: flagOption,
	dryRun: flagOption,
	yes: flagOption,
});
type Options = z.infer<typeof options>;

export function addFinding(axis: Command, context: CliContext): void {
	axis
		.command('finding')
		.description('List findings, acknowledge some until a day, or revoke that; one that says something else since is back.')
		.argument('<what>', 'list, acknowledge or revoke')
		.argument('[ids...]', 'with acknowledge and revoke: ids of findings, as list tells them')
		.option('--state <state>', 'with list: open or resolved')
		.option('--detector <code>', 'with list: findings of this detector')
		.option('--severity <severity>', 'with list: info, warning or critical')
		.option('--acknowledged <yes|no>', 'with list: those that are acknowledged, or the others')
		.option('--limit <count>', `with list: how many, at most 1000 (default: ${SHOWN}; with --csv all)`)
		.option('--csv', 'with list: print them as CSV')
		.option('--until <day>', 'with acknowledge: the last day on which it counts, as 2026-12-31; days end in UTC')
		.option('--reason <text>', 'with acknowledge and revoke: why, for the record')
		.option('--dry-run', 'say what it would do, and change nothing')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'finding list --state open --acknowledged no',
					'finding acknowledge 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52 --until 2026-12-31 --reason "Gone with the next release" --dry-run',
					'finding revoke 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52 --reason "It matters after all" --yes',
					'finding list --csv > findings.csv',
				),
		)
		.action(async (what, ids, read) => {
			await runCommand(context, wantsJson(read), async (session) => {
				const asked = readOptions(options, read);
				const findings = parseBody(z.array(wordOption), ids);
				if (what === 'list') return list(session, findings, asked);
				refuseListOptions(asked);
				if (what === 'acknowledge') return acknowledge(session, findings, asked);
				if (what === 'revoke') return revoke(session, findings, asked);
				throw new UsageError(`there is no 'finding ${String(what)}': list, acknowledge, revoke`);
			});
		});
}

async function list({ rollout }: Session, ids: readonly string[], { limit, csv, json, ...read }: Options): Promise<Answer> {
	const { until, reason, dryRun, yes, ...filter } = read;
	if (ids.length > 0 || until !== undefined || reason !== undefined || dryRun || yes)
		throw new UsageError("ids, '--until', '--reason', '--dry-run' and '--yes' are not used with 'list'");
	refuseBoth(['--csv', csv || undefined], ['--json', json || undefined]);
	const { db } = rollout();
	const page = { limit: limit ?? (csv ? ALL : SHOWN), offset: 0 };
	const { rows, total } = await readReport(db, 'drift', page, parseBody(DriftQuery, filter));
	const data = z.array(DriftFinding).parse(rows);
	if (csv) {
		const columns = Object.keys(DriftFinding.shape);
		// The terminal ends the last line.
		return { data, ok: true, text: (csvHeader(columns) + csvRecords(columns, data)).slice(0, -1), exact: true };
	}
	return { data, ok: true, text: blocks(await renderFindings(db, data), `${data.length} of ${total} findings.`) };
}

async function acknowledge(session: Session, findings: string[], { until, reason, ...read }: Options): Promise<Answer> {
	const body = parseBody(AcknowledgeBody, { findings, until, reason });
	return runBatch(session, read, 'Acknowledging findings', {
		preview: (target, writer) => previewAcknowledge(target, writer, body),
		write: (target, writer) => acknowledgeFindings(target, writer, body),
		render: renderEffect,
	});
}

async function revoke(session: Session, findings: string[], { until, reason, ...read }: Options): Promise<Answer> {
	if (until !== undefined) throw new UsageError("'--until' is not used with 'revoke'");
	const body = parseBody(UnacknowledgeBody, { findings, reason });
	return runBatch(session, read, 'Revoking acknowledgements', {
		preview: (target, writer) => previewRevoke(target, writer, body),
		write: (target, writer) => revokeAcknowledgements(target, writer, body),
		render: renderEffect,
	});
}

function refuseListOptions({ state, detector, severity, acknowledged, limit, csv }: Options): void {
	if ([state, detector, severity, acknowledged, limit].some((one) => one !== undefined) || csv)
		throw new UsageError(
			"'--state', '--detector', '--severity', '--acknowledged', '--limit' and '--csv' are used with 'list' alone",
		);
}

/** What a finding is about. */
function about({
	axis_code,
	object_type,
	object_ref,
	value_code,
}: Pick<DriftFinding, 'axis_code' | 'object_type' | 'object_ref' | 'value_code'>) {
	return [axis_code, object_type, object_ref, value_code].filter((part) => part !== null).join(' ');
}

async function renderFindings(db: Knex, findings: readonly DriftFinding[]): Promise<string> {
	const people = await readUserNames(
		db,
		findings.flatMap(({ acknowledged }) => (acknowledged === null ? [] : [acknowledged.by])),
	);
	const told = ({ acknowledged, acknowledgement_lapsed }: DriftFinding) => {
		if (acknowledged !== null)
			return `until ${acknowledged.until} by ${people.get(acknowledged.by) ?? acknowledged.by}: ${acknowledged.reason}`;
		if (acknowledgement_lapsed === 'changed') return 'changed since it was acknowledged';
		return acknowledgement_lapsed === 'expired' ? 'no longer: its day has passed' : null;
	};
	return formatTable(
		['severity', 'state', 'detector', 'what', 'acknowledged', 'id'],
		findings.map((one) => [one.severity, one.state, one.detector_code, about(one), told(one), one.drift_id]),
	);
}

function renderEffect({ asked, changed, kept, open_before, open_after, findings }: FindingsEffect): string {
	return blocks(
		`Findings: ${asked}. Changed: ${changed}, kept: ${kept}. Open and not acknowledged: ${open_before} before, ${open_after} after.`,
		formatTable(
			['effect', 'severity', 'detector', 'what'],
			findings.map((one) => [one.effect, one.severity, one.detector_code, about(one)]),
		),
	);
}
