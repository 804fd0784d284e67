/** Switching this bundle off, or taking it away: then only the triggers stand. */
import { queryRows } from '../../db/run-sql';
import { itemsOf, NotTried, WRITE, type Bench, type WritePath } from '../attempt';
import ownBundle from '../sql/own-bundle.sql';

const NOTE = 'Stopped where the write would begin: the extension is not switched off, not even in the transaction.';

export const EXTENSION_PATHS: readonly WritePath[] = [
	{
		path: 'extensions.disable',
		does: 'switches this bundle off',
		note: NOTE,
		layers: {
			hook: {
				async run(bench) {
					await itemsOf(bench, 'directus_extensions').updateOne(await readOwnId(bench), { enabled: false }, WRITE.asked());
				},
			},
		},
	},
	{
		path: 'extensions.remove',
		does: 'removes this bundle',
		note: NOTE,
		layers: {
			hook: {
				async run(bench) {
					await itemsOf(bench, 'directus_extensions').deleteOne(await readOwnId(bench), WRITE.asked());
				},
			},
		},
	},
];

async function readOwnId({ trx }: Bench): Promise<string> {
	const [row] = await queryRows(trx, ownBundle);
	if (typeof row?.id !== 'string') throw new NotTried('Directus lists no extension of this bundle.');
	return row.id;
}
