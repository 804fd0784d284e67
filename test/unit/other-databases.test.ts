/** On another database than PostgreSQL the hook lets everything pass that is not ours, and asks the database nothing. */
import knex from 'knex';
import { describe, expect, it } from 'vitest';
import type { RegisterFunctions } from '@directus/extensions';
import { AXIS_TABLES } from '../../src/contract';
import { createConfig } from '../../src/profile/config';
import { createGateKeeper } from '../../hooks/gate/gate-keeper';
import { registerAutomationGuard } from '../../hooks/gate/refuse-automation';
import { registerSelfGuard } from '../../hooks/gate/refuse-disabling';
import { registerItemGuard } from '../../hooks/gate/refuse-item-writes';
import { registerSchemaGuard } from '../../hooks/gate/refuse-schema-writes';
import { registerDeleteWarning } from '../../hooks/setup/warn-before-delete';

type Filter = (...event: unknown[]) => unknown;

/** What Directus sends for writes that are not ours; ids are those of its own tables. */
const EVENTS: [string, unknown, Record<string, unknown>][] = [
	['items.create', { name: 'a' }, { collection: 'things' }],
	['items.update', { name: 'a' }, { collection: 'things', keys: ['1'] }],
	['items.delete', ['1'], { collection: 'things' }],
	['items.create', { email: 'a@example.com' }, { collection: 'os_proposal_approvals' }],
	['collections.update', { note: 'x' }, { collection: 'directus_collections', keys: ['things'] }],
	['collections.delete', ['things'], { collection: 'directus_collections' }],
	['fields.create', { collection: 'things', field: 'x' }, { collection: 'directus_fields' }],
	['fields.update', { note: 'x' }, { collection: 'directus_fields', keys: ['7'] }],
	['fields.delete', ['7', '8'], { collection: 'directus_fields' }],
	['relations.update', { one_field: 'x' }, { collection: 'directus_relations', keys: [3] }],
	['relations.delete', [3], { collection: 'directus_relations' }],
	['extensions.update', { enabled: false }, { keys: ['7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c11'] }],
	['extensions.delete', ['7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c11'], {}],
];

function registerHook(): Map<string, Filter> {
	const filters = new Map<string, Filter>();
	const filter: RegisterFunctions['filter'] = (event, handler) => {
		const before = filters.get(event);
		filters.set(event, (...told) => {
			before?.(...told);
			return Reflect.apply(handler, null, told);
		});
	};
	const register = { filter };
	const config = createConfig({});
	const keeper = createGateKeeper(config);
	registerAutomationGuard(register, config);
	registerItemGuard(register, keeper);
	registerSchemaGuard(register, keeper);
	registerSelfGuard(register, keeper);
	registerDeleteWarning(register, { logger: { warn: (line) => expect.fail(line) } });
	return filters;
}

// Without a connection: a question to the database would fail.
describe.each(['sqlite3', 'mysql2', 'mssql', 'oracledb'])('on %s', (client) => {
	const database = knex({ client, useNullAsDefault: true });
	const filters = registerHook();
	const send = async (event: string, payload: unknown, meta: Record<string, unknown>) =>
		filters.get(event)?.(payload, meta, { database, schema: null, accountability: null });

	it.each(EVENTS)('%s of something else passes unchanged', async (event, payload, meta) => {
		expect(filters.has(event)).toBe(true);
		expect(await send(event, payload, meta)).toBe(payload);
	});

	it('a write of an axis table is refused by the name of the database', async () => {
		for (const collection of AXIS_TABLES) {
			await expect(send('items.create', {}, { collection })).rejects.toMatchObject({
				code: 'AXIS_UNSUPPORTED_DATABASE',
				status: 501,
				extensions: { client },
			});
		}
	});
});
