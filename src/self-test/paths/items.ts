/** Items of the axis collections, by every call of Directus' own service: REST, SDK, Studio and WebSocket end in these. */
import { AXIS_TABLES } from '../../contract';
import { itemsOf, WRITE, type Bench, type Seed, type WritePath } from '../attempt';
import type { Items, WriteOptions } from '../host';
import { overTables } from '../over-tables';

const TABLE = 'axis_registry';

type Call = (items: Items, seed: Seed, options: WriteOptions) => Promise<unknown>;

/** An axis whose code is taken. */
export const takenAxis = ({ firstCode }: Seed) => ({
	axis_code: firstCode,
	axis_name: 'Self-test',
	axis_family: 'system',
	axis_kind: 'system',
});

const only = (seed: Seed) => ({ filter: { id: { _eq: seed.first } }, limit: 1 });
const otherCode = (seed: Seed) => ({ axis_code: seed.secondCode });

export const ITEM_PATHS: readonly WritePath[] = [
	item('create-one', 'creates an item', (items, seed, options) => items.createOne(takenAxis(seed), options)),
	item('create-many', 'creates items', (items, seed, options) => items.createMany([takenAxis(seed)], options)),
	item('update-one', 'changes an item', (items, seed, options) => items.updateOne(seed.first, otherCode(seed), options)),
	item('update-many', 'changes items', (items, seed, options) => items.updateMany([seed.first], otherCode(seed), options)),
	item('update-by-query', 'changes the items of a query', (items, seed, options) =>
		items.updateByQuery(only(seed), otherCode(seed), options),
	),
	item('update-batch', 'changes items, each in its own way', (items, seed, options) =>
		items.updateBatch([{ id: seed.first, ...otherCode(seed) }], options),
	),
	item('upsert-one', 'changes an item that is there', (items, seed, options) =>
		items.upsertOne({ id: seed.first, ...otherCode(seed) }, options),
	),
	item('upsert-many', 'creates items that are not there', (items, seed, options) => items.upsertMany([takenAxis(seed)], options)),
	item('delete-one', 'deletes an item', (items, seed, options) => items.deleteOne(seed.first, options)),
	item('delete-many', 'deletes items', (items, seed, options) => items.deleteMany([seed.first], options)),
	item('delete-by-query', 'deletes the items of a query', (items, seed, options) => items.deleteByQuery(only(seed), options)),
	{
		path: 'items.every-table',
		does: 'creates an item of each of the 11 axis collections',
		layers: {
			hook: {
				run: (bench) => overTables(bench, AXIS_TABLES, (inside, table) => itemsOf(inside, table).createOne({}, WRITE.asked())),
			},
		},
	},
];

function item(name: string, does: string, call: Call): WritePath {
	const as = (options: () => WriteOptions) => async (bench: Bench) => {
		await call(itemsOf(bench, TABLE), bench.seed, options());
	};
	return { path: `items.${name}`, does, layers: { hook: { run: as(WRITE.asked) }, trigger: { run: as(WRITE.silent) } } };
}
