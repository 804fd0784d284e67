/** WebSocket: items of the axis tables. */
import { sendItems } from '../../support/websocket';
import { REFUSED_SOCKET, type Path } from '../path';
import { AXIS, RENAMED, ROW } from '../rows';

const MESSAGES: Readonly<Record<string, Record<string, unknown>>> = {
	create: { collection: 'axis_registry', action: 'create', data: AXIS },
	'create many': { collection: 'axis_registry', action: 'create', data: [AXIS] },
	'update one': { collection: 'axis_value', action: 'update', id: ROW.spare, data: RENAMED },
	'update by ids': { collection: 'axis_value', action: 'update', ids: [ROW.spare], data: RENAMED },
	'update by query': { collection: 'axis_value', action: 'update', query: { filter: { id: { _eq: ROW.spare } } }, data: RENAMED },
	'delete one': { collection: 'axis_value', action: 'delete', id: ROW.spare },
	'delete by ids': { collection: 'axis_value', action: 'delete', ids: [ROW.spare] },
	'delete by query': { collection: 'axis_value', action: 'delete', query: { filter: { id: { _eq: ROW.spare } } } },
};

export const livePaths: readonly Path[] = (['admin', 'operator'] as const).flatMap((user) =>
	Object.entries(MESSAGES).map(([name, message]): Path => ({
		name: `WebSocket: ${name}${user === 'operator' ? ', as an operator' : ''}`,
		by: 'hook',
		shut: REFUSED_SOCKET,
		open: 'ok',
		write: ({ url }) => sendItems(user, message, url),
	})),
);
