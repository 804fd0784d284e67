/** Makes an act that commands ask for, after it was shown and confirmed. */
import type { ActReport } from '../src/contract';
import { applyModelAct, previewModelAct, type Act } from '../src/model/acts';
import { confirm } from './confirm';
import { blocks } from './render';
import type { Answer, Session } from './session';
import { formatTable } from './table';

/** What a command is given beside what the act is about. */
interface Given {
	ratifiedApr?: string | undefined;
	dryRun: boolean;
	yes: boolean;
}

/** Errors: those of the act; where nobody confirms, confirm's. */
export async function makeAct(session: Session, act: Act, { ratifiedApr, dryRun, yes }: Given): Promise<Answer> {
	const target = await session.acting();
	const request = { requestedBy: session.requestedBy, ratifiedApr: ratifiedApr ?? null };
	const preview = await previewModelAct(target, request, act);
	if (dryRun) return { data: preview, ok: true, text: blocks(render(preview), 'Nothing was changed.') };
	if (!yes) session.terminal.tell(render(preview));
	await confirm(session.terminal, yes, preview.asked, 'yes', target.loaded.profile);
	const data = await applyModelAct(target, request, act);
	return { data, ok: data.run.status === 'passed', text: blocks(`Run ${data.run.id}.`, render(data)) };
}

function render({ asked, totals, rows, gaps_before, gaps_after, needs_ratified_apr }: ActReport): string {
	const { created, changed, deleted, kept } = totals;
	return blocks(
		`${asked}: ${created} made, ${changed} changed, ${deleted} deleted, ${kept} kept. Gaps: ${gaps_before} before, ${gaps_after} after.`,
		formatTable(
			['', 'kind', 'key', 'why'],
			rows.map((row) => [row.what, row.kind, row.key, row.why]),
		),
		needs_ratified_apr ? 'It needs an approval code: --ratified-apr.' : '',
	);
}
