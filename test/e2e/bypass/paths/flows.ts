/** Flows: their operations write items with events or without, as the caller or with full permission. */
import { runFlow, type FlowWrite, type Operation } from '../flows';
import type { Path } from '../path';
import { AXIS, RENAMED, ROW } from '../rows';

const WRITES: Readonly<Record<Operation, Pick<FlowWrite, 'collection' | 'payload' | 'key'>>> = {
	'item-create': { collection: 'axis_registry', payload: AXIS },
	'item-update': { collection: 'axis_value', payload: RENAMED, key: ROW.spare },
	'item-delete': { collection: 'axis_value', key: ROW.spare },
};

const path = (operation: Operation, permissions: FlowWrite['permissions'], events: boolean): Path => ({
	name: `Flow: ${operation} ${events ? 'with' : 'without'} events, permissions ${permissions}`,
	by: events ? 'hook' : 'trigger',
	// Directus gives a delete's error of the database to the Flow as it is.
	...(operation === 'item-delete' && !events
		? { shut: 'AX001', opaque: 'the Flow is told AX001, as the database said it' }
		: { shut: 'AXIS_GATE_CLOSED' }),
	open: '200',
	write: (stage) => runFlow(stage, operation, { ...WRITES[operation], permissions, events }),
});

export const flowPaths: readonly Path[] = (['item-create', 'item-update', 'item-delete'] as const).flatMap((operation) =>
	(['$full', '$trigger'] as const).flatMap((permissions) => [true, false].map((events) => path(operation, permissions, events))),
);
