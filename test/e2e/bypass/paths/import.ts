/** Imports of files and, from Directus 12, of several collections at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { rest, sendFile, REFUSED, type Path } from '../path';
import { AXIS, RENAMED, ROW } from '../rows';

const CSV = `${Object.keys(AXIS).join(',')}\n${Object.values(AXIS).join(',')}\n`;
const JSON_FILE = { name: 'axes.json', type: 'application/json', text: JSON.stringify([AXIS]) };
const CSV_FILE = { name: 'axes.csv', type: 'text/csv', text: CSV };
const UPSERT_FILE = { ...JSON_FILE, text: JSON.stringify([{ id: ROW.spare, ...RENAMED }]) };

const file = (name: string, collection: string, sent: typeof JSON_FILE, as?: 'operator'): Path => ({
	name: `import ${name}${as === undefined ? '' : ', as an operator'}`,
	by: 'hook',
	shut: REFUSED,
	open: '200',
	write: (stage) => sendFile(as === undefined ? stage.admin : stage.operator, `/utils/import/${collection}`, sent),
});

const many = (name: string, query: string, items: unknown, changes: Path['changes'] = 'tables'): Path =>
	rest({
		name: `import several collections, ${name}`,
		majors: [12],
		by: 'hook',
		method: 'POST',
		path: `/utils/import?${query}`,
		body: () => items,
		changes,
	});

const CREATE = [{ collection: 'axis_registry', items: [AXIS] }];
const MERGE = [{ collection: 'axis_value', items: [{ id: ROW.spare, ...RENAMED }] }];

export const importPaths: readonly Path[] = [
	file('a JSON file', 'axis_registry', JSON_FILE),
	file('a CSV file', 'axis_registry', CSV_FILE),
	file('a JSON file that updates', 'axis_value', UPSERT_FILE),
	file('a JSON file', 'axis_registry', JSON_FILE, 'operator'),
	file('a CSV file', 'axis_registry', CSV_FILE, 'operator'),
	{
		name: 'import in the background',
		majors: [12],
		by: 'hook',
		// Directus answers before it imports, and tells the outcome in a notification.
		shut: '200',
		open: '200',
		opaque: 'Directus answers before it imports',
		async write(stage) {
			const before = await notifications(stage.db);
			const answer = await sendFile(stage.admin, '/utils/import/axis_registry?background=true', JSON_FILE);
			for (let tries = 0; tries < 100 && (await notifications(stage.db)) === before; tries++) await sleep(50);
			return answer;
		},
	},
	many('mode add', 'mode=add', CREATE),
	many('mode merge', 'mode=merge', MERGE),
	many('mode merge, dangerouslyAllowDelete', 'mode=merge&dangerouslyAllowDelete=true', [
		{ collection: 'coverage_rule', items: [] },
	]),
	many('dryRun', 'mode=merge&dryRun=true', MERGE, 'nothing'),
];

async function notifications(db: Knex): Promise<number> {
	return (await db('directus_notifications').select('id')).length;
}
