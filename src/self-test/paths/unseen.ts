/** Ways in that announce nothing to a filter: only the trigger stands there, and before sorting the guard of the service. */
import { runText } from '../../db/run-sql';
import { itemsOf, serviceOptions, WRITE, type Attempt, type Bench, type WritePath } from '../attempt';
import type { Items, WriteOptions } from '../host';
import { callBehindGuard, service } from '../guards';
import scratchSortField from '../sql/scratch-sort-field.sql';
import { takenAxis } from './items';

const TABLE = 'axis_registry';

type FlowCall = (items: Items, bench: Bench, options: WriteOptions) => Promise<unknown>;

const create: FlowCall = (items, { seed }, options) => items.createMany([takenAxis(seed)], options);
const update: FlowCall = (items, { seed }, options) => items.updateMany([seed.first], { axis_code: seed.secondCode }, options);
const remove: FlowCall = (items, { seed }, options) => items.deleteMany([seed.first], options);

const NOTE = 'Made by the call that the operation makes; a Flow without user has full permission.';

export const UNSEEN_PATHS: readonly WritePath[] = [
	flow('flow.create', 'a Flow creates an item, without events as the Studio has it by default', create),
	flow('flow.update', 'a Flow changes an item, without events', update),
	flow('flow.delete', 'a Flow deletes an item, without events', remove),
	{
		path: 'flow.with-events',
		does: 'a Flow creates an item, with events',
		note: NOTE,
		layers: { hook: call(create, WRITE.asked), trigger: call(create, WRITE.silent) },
	},
	{
		path: 'utils.sort',
		does: 'moves an item by POST /utils/sort',
		layers: { service_guard: service('UtilsService', 'sort', TABLE), trigger: { run: sort } },
	},
	{
		path: 'extension.reload',
		does: 'changes an item while extensions are being reloaded, or where the hook did not load',
		note: 'The same write without events: meanwhile no filter is there.',
		layers: { trigger: call(update, WRITE.silent) },
	},
];

function flow(path: string, does: string, make: FlowCall): WritePath {
	return { path, does, note: NOTE, layers: { trigger: call(make, WRITE.silent) } };
}

function call(make: FlowCall, options: () => WriteOptions): Attempt {
	return {
		async run(bench) {
			await make(itemsOf(bench, TABLE), bench, options());
		},
	};
}

async function sort(bench: Bench): Promise<void> {
	await runText(bench.trx, scratchSortField);
	const move = { item: bench.seed.first, to: bench.seed.second };
	await callBehindGuard(new bench.services.UtilsService(serviceOptions(bench)), 'sort', TABLE, move);
}
