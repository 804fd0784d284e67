/** What POST /axis/model/changes and its undo write: the very statements, over no row. They meet no filter; the guard judges them as any other. */
import { queryRows } from '../../db/run-sql';
import openRestore from '../../model/sql/open-restore.sql';
import { writeChanges } from '../../model/write-changes';
import type { Bench, WritePath } from '../attempt';

export const LIFECYCLE_PATHS: readonly WritePath[] = [
	{
		path: 'lifecycle.apply',
		does: 'changes axes, values and rules as POST /axis/model/changes does',
		layers: { trigger: { run: change } },
	},
	{
		path: 'lifecycle.undo',
		does: 'puts rows back as an undo does, with their stamps',
		layers: {
			trigger: {
				async run(bench) {
					await queryRows(bench.trx, openRestore);
					await change(bench);
				},
			},
		},
	},
];

async function change({ trx }: Bench): Promise<void> {
	await writeChanges(trx, []);
}
