/** MCP tools, which AI clients call; the assistant inside Directus calls the same ones. Switched on in the settings for these paths. */
import type { Path } from '../path';
import { AXIS, RENAMED, ROW } from '../rows';
import { restoreEventLog, restoreRelation } from '../restore';
import type { Stage } from '../stage';

/** Calls a tool; answers "ok" or the code of its refusal. */
export async function callTool({ admin }: Stage, name: string, args: Record<string, unknown>): Promise<string> {
	const answer = await admin.raw(
		'POST',
		'/mcp',
		JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
		{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
	);
	const { result }: { result?: { isError?: boolean; content: { text: string }[] } } = JSON.parse(answer.text);
	if (result === undefined) return answer.text;
	if (result.isError !== true) return 'ok';
	const text = result.content[0]?.text ?? '';
	return /"code":"(\w+)"/.exec(text)?.[1] ?? text;
}

const tool = (name: string, tool: string, args: Record<string, unknown>, path: Pick<Path, 'by'> & Partial<Path>): Path => ({
	name: `MCP: ${name}`,
	shut: 'AXIS_GATE_CLOSED',
	open: 'ok',
	write: (stage) => callTool(stage, tool, args),
	...path,
});

export const mcpPaths: readonly Path[] = [
	tool('create items', 'items', { action: 'create', collection: 'axis_registry', data: [AXIS] }, { by: 'hook' }),
	tool('update items', 'items', { action: 'update', collection: 'axis_value', keys: [ROW.spare], data: RENAMED }, { by: 'hook' }),
	tool('delete items', 'items', { action: 'delete', collection: 'axis_value', keys: [ROW.spare] }, { by: 'hook' }),
	tool(
		'change a field',
		'fields',
		{ action: 'update', collection: 'axis_value', data: [{ field: 'tag', meta: { note: 'mcp' } }] },
		{ by: 'service_guard', changes: 'metadata' },
	),
	tool(
		'delete a collection',
		'collections',
		{ action: 'delete', keys: ['governance_event_log'] },
		{ by: 'service_guard', undo: restoreEventLog },
	),
	tool(
		'delete a relation',
		'relations',
		{ action: 'delete', collection: 'axis_assignment', field: 'superseded_by' },
		{ by: 'service_guard', undo: restoreRelation },
	),
];
