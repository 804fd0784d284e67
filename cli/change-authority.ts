/** Renames, retires and brings back authorities, and takes such acts back, after they were shown and confirmed. */
import type { AnswersFor, AuthorityChangeBody } from '../src/contract';
import { changeAuthority, previewAuthorityChange } from '../src/foundation/change-authority';
import { undoAuthorityChange } from '../src/foundation/undo-authority';
import { confirm } from './confirm';
import { UsageError } from './options';
import { blocks } from './render';
import type { Answer, Session } from './session';
import { formatTable } from './table';

const KEEP_OWNERS =
	'It owns something: hand that over first with "directus axis owner transfer", or retire it all the same with --keep-owners.';

interface Given {
	dryRun: boolean;
	yes: boolean;
}

/** Errors: those of changeAuthority; where nobody confirms, confirm's. */
export async function change(session: Session, code: string, body: AuthorityChangeBody, { dryRun, yes }: Given): Promise<Answer> {
	const target = await session.acting();
	const preview = await previewAuthorityChange(target, code, body);
	const refused = preview.needs_keep_owners && !body.keep_owners;
	const shown = blocks(renderChange(preview), renderAnswersFor(preview.answers_for), refused ? KEEP_OWNERS : '');
	if (dryRun) return { data: preview, ok: !refused, text: blocks(shown, 'Nothing was changed.') };
	if (!yes && !refused) {
		session.terminal.tell(shown);
		await confirm(session.terminal, yes, preview.asked, 'yes', target.loaded.profile);
	}
	const data = await changeAuthority(target, { requestedBy: session.requestedBy, ratifiedApr: null }, code, body);
	const undo = `Run ${data.run.id}. To take it back: directus axis authority undo ${data.run.id}`;
	return { data, ok: data.run.status === 'passed', text: blocks(renderChange(data), renderAnswersFor(data.answers_for), undo) };
}

/** Errors: UsageError without a run; those of undoAuthorityChange; where nobody confirms, confirm's. */
export async function undo(session: Session, run: string | undefined, yes: boolean): Promise<Answer> {
	if (run === undefined) throw new UsageError('the run of the act is needed: authority undo <run>');
	const target = await session.acting();
	await confirm(session.terminal, yes, `Taking back the act ${run}`, 'yes', target.loaded.profile);
	const data = await undoAuthorityChange(target, { requestedBy: session.requestedBy, ratifiedApr: null }, run);
	return { data, ok: data.run.status === 'passed', text: blocks(renderChange(data), `Run ${data.run.id}.`) };
}

type Change = Pick<Awaited<ReturnType<typeof undoAuthorityChange>>, 'asked' | 'rows'>;

function renderChange({ asked, rows }: Change): string {
	const told = rows.flatMap(({ before, after }) =>
		Object.keys({ ...before, ...after }).map((field) => `${field} ${before?.[field] ?? 'none'} → ${after?.[field] ?? 'none'}`),
	);
	return `${asked}: ${told.length === 0 ? 'it is so already' : told.join(', ')}.`;
}

function renderAnswersFor({ axes, rows, anchors, first_rows, waivers }: AnswersFor): string {
	return blocks(
		`It answers for ${axes.reduce((sum, { cells }) => sum + cells, 0)} cells by ${rows} owner rows, ${anchors} of them on groups; ${waivers} waivers name it.`,
		axes.length === 0
			? ''
			: formatTable(
					['axis', 'cells', 'direct', 'inherited'],
					axes.map(({ axis_code, cells, direct, inherited }) => [axis_code, cells, direct, inherited]),
				),
		first_rows.length === 0
			? ''
			: formatTable(
					['axis', 'owns', 'value'],
					first_rows.map((row) => [row.axis_code, `${row.object_type} ${row.object_ref}`, row.value_code]),
				),
	);
}
