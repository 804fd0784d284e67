/** Flows that write items: one for each operation. The webhook's body says what to write, with whose permissions, with events or without. */
import { verdict, type Api } from '../support/api';
import type { Stage } from './stage';

const OPERATIONS = ['item-create', 'item-update', 'item-delete'] as const;
export type Operation = (typeof OPERATIONS)[number];

const said = (name: string) => `{{$trigger.body.${name}}}`;

/** Answers the ids by operation. Directus 12 allows five Flows without a licence. */
export async function createFlows(admin: Api): Promise<Record<string, string>> {
	const ids: Record<string, string> = {};
	for (const type of OPERATIONS) {
		const flow = await admin.send<{ id: string }>('POST', '/flows', {
			name: type,
			status: 'active',
			trigger: 'webhook',
			accountability: 'all',
			options: { method: 'POST', return: '$last', async: false },
		});
		const operation = await admin.send<{ id: string }>('POST', '/operations', {
			flow: flow.data.id,
			name: type,
			key: 'write',
			type,
			position_x: 1,
			position_y: 1,
			options: {
				collection: said('collection'),
				permissions: said('permissions'),
				emitEvents: said('events'),
				payload: said('payload'),
				key: said('key'),
			},
		});
		const linked = await admin.send('PATCH', `/flows/${flow.data.id}`, { operation: operation.data.id });
		if (verdict(linked) !== '200') throw new Error(`No Flow was made: ${linked.text}`);
		ids[type] = flow.data.id;
	}
	return ids;
}

export async function deleteFlows(admin: Api, flows: Readonly<Record<string, string>>): Promise<void> {
	for (const id of Object.values(flows)) await admin.send('DELETE', `/flows/${id}`);
}

export interface FlowWrite {
	collection: string;
	permissions: '$full' | '$trigger';
	events: boolean;
	payload?: unknown;
	key?: string;
}

/** Runs a Flow; answers the code that its operation met, as the Flow hands it on, or the status. */
export async function runFlow(stage: Stage, operation: Operation, write: FlowWrite): Promise<string> {
	const answer = await stage.admin.send('POST', `/flows/trigger/${stage.flows[operation]}`, write);
	return /AXIS_[A-Z_]+|AX00\d/.exec(answer.text)?.[0] ?? verdict(answer);
}
