/**
 * Ways in that end in Directus' items service without an option of theirs: GraphQL, import, revert, promotion of a version. The hook is asked by the
 * whole call; a constraint fails it where nothing refuses, so that no action hook hears of it. The trigger is asked by the call that they make.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { runText } from '../../db/run-sql';
import { itemsOf, NotTried, serviceOptions, WRITE, type Attempt, type Bench, type WritePath } from '../attempt';
import scratchRevision from '../sql/scratch-revision.sql';
import scratchVersion from '../sql/scratch-version.sql';
import { mutate } from './graphql';
import { takenAxis } from './items';

const TABLE = 'axis_registry';

const updateSilently: Attempt = {
	async run(bench) {
		await itemsOf(bench, TABLE).updateOne(bench.seed.first, { axis_code: bench.seed.secondCode }, WRITE.silent());
	},
};

const createSilently: Attempt = {
	async run(bench) {
		await itemsOf(bench, TABLE).createOne(takenAxis(bench.seed), WRITE.silent());
	},
};

function notTried(reason: string): Attempt {
	return { run: () => Promise.reject(new NotTried(reason)) };
}

export const SERVICE_PATHS: readonly WritePath[] = [
	{
		path: 'graphql.create',
		does: 'creates an item by a GraphQL mutation',
		note: 'From the resolver on.',
		layers: {
			hook: { run: (bench) => mutate(bench, TABLE, `create_${TABLE}_item`, takenAxis(bench.seed)) },
			trigger: createSilently,
		},
	},
	{
		path: 'websocket.items',
		does: 'creates, changes and deletes items by WebSocket',
		note: 'The handler makes the same calls as items.create-one, update-one and delete-one.',
		layers: { hook: notTried('It needs a client of its own.'), trigger: notTried('It needs a client of its own.') },
	},
	{
		path: 'utils.import',
		does: 'imports items from a file',
		layers: { hook: { run: importFile }, trigger: createSilently },
	},
	{
		path: 'utils.revert',
		does: 'brings an item back to an earlier revision',
		layers: { hook: { run: revert }, trigger: updateSilently },
	},
	{
		path: 'versions.promote',
		does: 'makes a saved version of an item the main one',
		layers: { hook: { run: promote }, trigger: updateSilently },
	},
	{
		path: 'versions.read',
		does: 'reads an item as a version has it: Directus writes the version without events, reads, and rolls back',
		note: 'Asked by the call that it makes: the read itself would roll back the transaction that it is given.',
		layers: { trigger: updateSilently },
	},
];

async function importFile(bench: Bench): Promise<void> {
	const file = Readable.from([JSON.stringify([takenAxis(bench.seed)])]);
	await new bench.services.ImportService(serviceOptions(bench)).import(TABLE, 'application/json', file);
}

async function revert(bench: Bench): Promise<void> {
	const id = -randomInt(1, 2 ** 31);
	await runText(bench.trx, scratchRevision, { id, item: bench.seed.first, axis_code: bench.seed.secondCode });
	await new bench.services.RevisionsService(serviceOptions(bench)).revert(id);
}

async function promote(bench: Bench): Promise<void> {
	const id = randomUUID();
	await runText(bench.trx, scratchVersion, { id, item: bench.seed.first, axis_code: bench.seed.secondCode });
	const versions = new bench.services.VersionsService(serviceOptions(bench));
	const { mainHash } = await versions.verifyHash(TABLE, bench.seed.first, '');
	// 11 takes the hash itself, and fields after it.
	if (versions.promote.length > 2) await Reflect.apply(versions.promote, versions, [id, mainHash]);
	else await versions.promote(id, { mainHash });
}
