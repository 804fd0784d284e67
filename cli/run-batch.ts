/** An act that is a batch on the command line: shown with --dry-run, asked for, done, and told with the command that takes it back. */
import type { Writer } from '../src/owners/write-cells';
import type { RolloutContext } from '../src/run/context';
import { confirm } from './confirm';
import { blocks } from './render';
import type { Answer, Session } from './session';

/** What a batch would do, doing it, and its effect in words. */
export interface BatchAct<Effect> {
	preview: (target: RolloutContext, writer: Writer) => Promise<Effect>;
	write: (target: RolloutContext, writer: Writer) => Promise<{ batch: { id: string }; effect: Effect }>;
	render: (effect: Effect) => string;
}

/** `what` is asked about, as a noun phrase. Errors: the act's own; where nobody confirms, confirm's. */
export async function runBatch<Effect>(
	session: Session,
	{ dryRun, yes }: { dryRun: boolean; yes: boolean },
	what: string,
	{ preview, write, render }: BatchAct<Effect>,
): Promise<Answer> {
	const target = await session.acting();
	const writer = { actor: session.requestedBy };
	if (dryRun) {
		const data = await preview(target, writer);
		return { data, ok: true, text: blocks(render(data), 'Nothing was changed.') };
	}
	await confirm(session.terminal, yes, what, 'yes', target.loaded.profile);
	const data = await write(target, writer);
	return { data, ok: true, text: blocks(render(data.effect), undoOf(data.batch.id)) };
}

/** The batch, and the command that takes it back. */
export const undoOf = (batch: string): string => `Batch ${batch}. To take it back: directus axis owner undo ${batch}`;
