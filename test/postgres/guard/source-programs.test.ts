/** A program that writes items where people ratify: rows that are no approvals are its, and an approval is made by a person. */
import type { RegisterFunctions } from '@directus/extensions';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerAutomationGuard } from '../../../hooks/gate/refuse-automation';
import { createConfig } from '../../../src/profile/config';
import type { TestDatabase } from '../support/database';
import { OTHER, PROPOSAL, PUBLISHED, createSources } from './sources';

let database: TestDatabase;
let trx: Knex.Transaction;

beforeAll(async () => {
	database = await createSources();
});
afterAll(() => database.drop());
beforeEach(async () => {
	await database.db('os_proposal_approvals').delete();
	trx = await database.db.transaction();
});
afterEach(() => trx.rollback());

const handlers = new Map<string, (...told: unknown[]) => unknown>();
const filter: RegisterFunctions['filter'] = (event, handler) =>
	void handlers.set(event, (...told) => Reflect.apply(handler, null, told));
const fields = Object.fromEntries(
	['id', 'proposal', 'status', 'board', 'closed', 'organization', 'email'].map((field) => [field, { special: [] }]),
);
const APPROVALS = { primary: 'id', fields: { ...fields, proposal: { special: ['m2o'] }, email: { special: ['hash'] } } };
const write = async (
	event: string,
	collection: string,
	payload: unknown = {},
	{ keys, accountability = null }: { keys?: unknown; accountability?: object | null } = {},
) =>
	handlers.get(event)?.(
		payload,
		{ collection, keys },
		{ accountability, database: trx, schema: { collections: { os_proposal_approvals: APPROVALS } } },
	);
const REFUSED = { code: 'AXIS_HUMAN_ONLY' };
beforeAll(() => registerAutomationGuard({ filter }, createConfig({})));

it.each(['items.create', 'items.update', 'items.delete'])(
	'is refused %s where people ratify, and nowhere else',
	async (event) => {
		await expect(write(event, 'os_proposal_approvals')).rejects.toMatchObject(REFUSED);
		expect(await write(event, 'signatures')).toEqual({});
		await trx('axis_internal.gate_policy').update({ source_table: 'signatures' });
		await expect(write(event, 'signatures')).rejects.toMatchObject(REFUSED);
		expect(await write(event, 'os_proposal_approvals')).toEqual({});
	},
);

describe('in a table whose filter makes some rows approvals', () => {
	const ratifiedBy = (filter: object) => trx('axis_internal.gate_policy').update({ source_filter: JSON.stringify(filter) });
	const passes = (written: Promise<unknown>) =>
		written.then(
			() => true,
			(error: { code?: string }) => (error.code === 'AXIS_HUMAN_ONLY' ? false : Promise.reject(error)),
		);
	const idOf = async (row: object): Promise<string> => (await trx('os_proposal_approvals').insert(row).returning('id'))[0].id;

	it.each<[string, object, object, boolean]>([
		['a draft', PUBLISHED, { proposal: PROPOSAL, status: 'draft' }, true],
		['of another proposal', PUBLISHED, { proposal: OTHER, status: 'published' }, true],
		['without a status, in so many words', PUBLISHED, { proposal: PROPOSAL, status: null }, true],
		['another number', { board: 3 }, { board: 4 }, true],
		['the other truth value', { closed: true }, { closed: false }, true],
		['an approval', PUBLISHED, PUBLISHED, false],
		['an approval in capitals', PUBLISHED, { ...PUBLISHED, proposal: PROPOSAL.toUpperCase() }, false],
		['a number as a text', { board: 3 }, { board: '3' }, false],
		['a truth value as a text', { closed: true }, { closed: 'yes' }, false],
		['what a default or a preset may make of it', PUBLISHED, { proposal: PROPOSAL }, false],
		['a proposal as an object', PUBLISHED, { proposal: { id: OTHER }, status: 'published' }, false],
		['no number', { board: 3 }, { board: 'many' }, false],
		['what the host makes of it', { email: 'x' }, { email: 'y' }, false],
		['anything, where the filter cannot be asked', { nothing: 1 }, { nothing: 2 }, false],
	])('creates %s: filter %j, values %j: %s', async (_what, by, values, expected) => {
		await ratifiedBy(by);
		expect(await passes(write('items.create', 'os_proposal_approvals', values))).toBe(expected);
	});

	it('changes and deletes the other rows, and neither an approval nor anything into one', async () => {
		await ratifiedBy(PUBLISHED);
		const approval = await idOf(PUBLISHED);
		const draft = await idOf({ proposal: PROPOSAL, status: 'draft' });
		const other = await idOf({ proposal: OTHER, status: 'draft' });
		const changes = (values: object, ...keys: unknown[]) =>
			passes(write('items.update', 'os_proposal_approvals', values, { keys }));
		const deletes = (...keys: unknown[]) => passes(write('items.delete', 'os_proposal_approvals', keys));
		expect(await changes({ organization: 'x' }, draft, other)).toBe(true);
		expect(await changes({ status: 'published' }, other)).toBe(true);
		expect(await changes({ proposal: PROPOSAL }, other)).toBe(true);
		expect(await changes({ status: 'published' }, draft)).toBe(false);
		expect(await changes(PUBLISHED, other)).toBe(false);
		expect(await changes({ organization: 'x' }, approval)).toBe(false);
		expect(await changes({ status: 'draft' }, approval)).toBe(false);
		expect(await changes({ organization: 'x' }, draft, approval.toUpperCase())).toBe(false);
		expect(await changes({ organization: 'x' }, 'no key')).toBe(false);
		expect(await passes(write('items.update', 'os_proposal_approvals', { organization: 'x' }))).toBe(false);
		expect(await deletes(draft, other)).toBe(true);
		expect(await deletes(draft, approval)).toBe(false);
		expect(await deletes(...Array.from({ length: 10_001 }, () => draft))).toBe(false);
	});

	it('is taken at the worst where a permission has presets of the filter’s fields', async () => {
		await ratifiedBy(PUBLISHED);
		await trx.raw('create table directus_permissions (collection text, action text, presets json)');
		const draft = await idOf({ proposal: PROPOSAL, status: 'draft' });
		const changed = (accountability: object | null) =>
			passes(write('items.update', 'os_proposal_approvals', { organization: 'x' }, { keys: [draft], accountability }));
		expect(await changed({ user: null, admin: false })).toBe(true);
		await trx('directus_permissions').insert({
			collection: 'os_proposal_approvals',
			action: 'update',
			presets: '{"status": "published"}',
		});
		expect(await changed({ user: null, admin: false })).toBe(false);
		expect(await changed(null)).toBe(true);
	});
});
