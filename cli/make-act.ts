/** Makes an act that commands ask for, after it was shown and confirmed. */
import type { ActReport } from '../src/contract';
import { applyModelAct, previewBoundAct, type Act } from '../src/model/acts';
import { confirm } from './confirm';
import { blocks } from './render';
import type { Answer, Session } from './session';
import { formatTable } from './table';

/** Which code is one, is the profile's to say: ratification.known_approval. */
const NEEDS_CODE =
	'It changes gaps, so it needs --ratified-apr: a code of approval_requests where the project has that table, else any name, for the record.';

/** What a command is given beside what the act is about. */
interface Given {
	ratifiedApr?: string | undefined;
	dryRun: boolean;
	yes: boolean;
	/** Of an earlier preview; without it that of the one that is shown. */
	expect?: string | undefined;
}

/** What is made is what was shown, or nothing. Errors: those of the act; where nobody confirms, confirm's. */
export async function makeAct(session: Session, act: Act, { ratifiedApr, dryRun, yes, expect }: Given): Promise<Answer> {
	const target = await session.acting();
	const request = { requestedBy: session.requestedBy, ratifiedApr: ratifiedApr ?? null };
	const bound = await previewBoundAct(target, request, act);
	const { expect: shownFor, ...preview } = bound;
	const shown = blocks(renderAct(preview), preview.needs_ratified_apr ? NEEDS_CODE : '');
	if (dryRun)
		return { data: act.record.act === 'import_tags' ? bound : preview, ok: true, text: blocks(shown, 'Nothing was changed.') };
	if (!yes) session.terminal.tell(shown);
	await confirm(session.terminal, yes, preview.asked, 'yes', target.loaded.profile);
	const data = await applyModelAct(target, request, act, expect ?? shownFor);
	const undo = `Run ${data.run.id}. To take it back: directus axis model undo ${data.run.id} --reason <why>`;
	return { data, ok: data.run.status === 'passed', text: blocks(renderAct(data), undo) };
}

/** What an act does or would do, for people. */
export function renderAct({ asked, totals, rows, gaps_before, gaps_after, gaps_added, gaps_removed }: ActReport): string {
	const { created, changed, deleted, kept } = totals;
	return blocks(
		`${asked}: ${created} made, ${changed} changed, ${deleted} deleted, ${kept} kept. Gaps: ${gaps_before} before, ${gaps_after} after; ${gaps_added} open, ${gaps_removed} close.`,
		formatTable(
			['', 'kind', 'key', 'why'],
			rows.map((row) => [row.what, row.kind, row.key, row.why]),
		),
	);
}
