/** `directus axis owner import`: owners by CSV, shown before they are written. */
import { OwnersImportQuery } from '../src/contract/schemas';
import { importOwners, previewOwnersImport } from '../src/owners/import-owners';
import { confirm } from './confirm';
import { renderAct } from './make-act';
import { parseBody, UsageError } from './options';
import { readInput } from './read-input';
import { blocks } from './render';
import { undoOf } from './run-batch';
import type { Answer, Session } from './session';

/** What a file holds, for the help of the command. */
export const IMPORT_HELP =
	'\nA file for import is the CSV of GET /axis/coverage/<axis>/matrix, of one axis; cells without an owner in it stay as they are.\n';

interface Given {
	reason?: string | undefined;
	/** Of an earlier preview; without it that of the one that is shown. */
	expect?: string | undefined;
	dryRun: boolean;
	yes: boolean;
}

/** Errors: UsageError where not one file is named; those of importOwners; where nobody confirms, confirm's. */
export async function importFile(session: Session, files: readonly string[], { dryRun, yes, ...given }: Given): Promise<Answer> {
	const [name, ...more] = files;
	if (name === undefined || more.length > 0)
		throw new UsageError('one file is needed: owner import <file>, - for standard input');
	const { reason, expect } = parseBody(OwnersImportQuery, given);
	const csv = await readInput(name);
	const target = await session.acting();
	const writer = { actor: session.requestedBy };
	const preview = await previewOwnersImport(target, writer, csv);
	const shown = renderAct(preview);
	if (dryRun) return { data: preview, ok: true, text: blocks(shown, 'Nothing was changed.') };
	if (!yes) session.terminal.tell(shown);
	await confirm(session.terminal, yes, preview.asked, 'yes', target.loaded.profile);
	const data = await importOwners(target, writer, csv, { reason, expect: expect ?? preview.expect });
	return { data, ok: true, text: blocks(renderAct(data), undoOf(data.batch.id)) };
}
