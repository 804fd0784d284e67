/** A project without a base model, as a person with no knowledge of it finds it: what would count, a base model, an owner for all, a rollout, the host's migration, and back. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	ROLLOUT_MODULE,
	type AuthorityAnswer,
	type AuthorityChangeAnswer,
	type AuthorityChangePreview,
	type AuthorityUndoAnswer,
	type AxisCoverage,
	type Foundation,
	type FoundationAnswer,
	type FoundationRemoval,
	type FoundationRemovalAnswer,
	type RunAnswer,
	type Verification,
} from '../../src/contract';
import { faultsOf, OPERATIONS } from '../support/openapi/document';
import { residentOf } from './cli/directus';
import { apiOf, createApi, verdict, type Answer, type Api } from './support/api';
import { launchBrowser, openStudio } from './support/browser';
import { createFurtherDatabase, type FurtherDatabase, type FurtherHost } from './support/further-host';
import { expectSplitApp } from './support/served-app';

const ROOT = { group_ref: '(project)', parent_ref: null, objects: 13, direct_objects: 2 };

let database: FurtherDatabase;
let host: FurtherHost;
let admin: Api;
beforeAll(async () => {
	database = await createFurtherDatabase('project', { fixture: 'project', major: 11 });
});
afterAll(() => database.drop());

describe('Directus 11', () => {
	beforeAll(start);
	showsItsPage();
	tellsWhatWouldCount();
	isMade();
	isOwned();

	it('without a profile it is rolled out once a person ratified it where its base model says, and every check passes', async () => {
		expect(verdict(await admin.send('POST', '/axis/apply', {}))).toBe('423 AXIS_GATE_CLOSED');
		expect(verdict(await admin.send('POST', '/items/governance_ratification', {}))).toBe('200');
		const { data } = await call<RunAnswer>('/axis/apply', {});
		expect(data.run).toMatchObject({ status: 'passed', ratified_apr: null });
		await isVerified();
	});
});

describe('Directus 12, on the database as 11 left it', () => {
	beforeAll(async () => {
		await database.upgrade();
		await start();
	});
	showsItsPage();

	it('finds the base model and its owners, and counts the collections as before', async () => {
		const { data } = await admin.get<Foundation>('/axis/foundation');
		expect(data).toMatchObject({ status: 'installed', figures: { objects: 15, required_cells: 90, gap_cells: 0 } });
		expect(data.rolled_out).toBe(true);
	});

	it('finds the rollout as true as 11 left it, and takes it back to the fingerprint from before it', async () => {
		await isVerified();
		const { data } = await call<RunAnswer>('/axis/rollback', {});
		expect(data).toMatchObject({ run: { status: 'passed' }, fingerprint: { equal: true } });
	});
	isTakenAway();
	tellsWhatWouldCount();
	isMade();
	isOwned();
	isTakenAway();

	it('the commands of the page and of the README do the same', { timeout: 300_000 }, async () => {
		const [page, readme] = await Promise.all(['docs/any-project.md', 'README.md'].map(commandsOf));
		const [look, make, create, give, remove, suggest, link] = page ?? [];
		expect([look, make, remove]).toEqual(['foundation --dry-run', 'foundation', 'foundation --remove --force']);
		expect(page).toEqual(expect.arrayContaining(readme ?? []));
		const role = await database.db('directus_roles').first('id', 'name');
		const resident = residentOf(host.workDir);
		const run = async (command: string | undefined, told: string) => {
			const words = command?.replace(ANY_ID, role.id).match(/"[^"]+"|\S+/g) ?? [];
			const answer = await resident.run(...words.map((word) => word.replaceAll('"', '')), '--yes');
			expect(answer).toMatchObject({ code: 0, stdout: expect.stringContaining(told) });
		};
		await run(look, '13 objects × 6 scopes = 78 cells, 78 of them without an accountable owner.');
		await run(make, 'The base model was made by this extension.');
		await run(create, 'TEAM-WEB (Web team) can be given objects.');
		await run(give, 'Gaps: 78 before, 0 after.');
		await run(suggest, role.name);
		await run(link, `TEAM-WEB: linked to nobody before, role ${role.id} now.`);
		await run(remove, 'This project has no base model.');
		expect(page).toHaveLength(7);
		resident.stop();
	});
});

const ANY_ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

/** What a page says to type after `npx directus axis`. */
async function commandsOf(page: string): Promise<string[]> {
	return [...(await readFile(page, 'utf8')).matchAll(/^npx directus axis (.+)$/gm)].map(([, command = '']) => command);
}

async function start(): Promise<void> {
	host = await database.start({ EXTENSIONS_ROLLDOWN: 'true' });
	admin = await apiOf('admin', host.url);
}

function showsItsPage(): void {
	it('bundled with rolldown, the app is as small as with rollup, and its page opens', async () => {
		await expectSplitApp(host.url);
		const browser = await launchBrowser();
		const { page } = await openStudio(browser, 'admin', 'light', { url: host.url, dashboard: '' });
		await page.goto(`/admin/${ROLLOUT_MODULE}`);
		await page.locator('.axis-rollout').waitFor();
		await browser.close();
	});
}

function tellsWhatWouldCount(): void {
	it('says that there is none, and what would count, before anything is written', async () => {
		const { data: standing } = await admin.get<Foundation>('/axis/foundation');
		expect(standing).toMatchObject({ status: 'none', in_the_way: [], missing: [], rolled_out: false, figures: null });
		const { data } = await call<Foundation>('/axis/foundation/preview', {});
		expect(data.figures).toMatchObject({ objects: 13, required_cells: 78, gap_cells: 78, conflicts: 0 });
		expect(data.figures?.groups).toEqual([
			{ ...ROOT, gap_cells: 78 },
			{ group_ref: 'website', parent_ref: '(project)', objects: 7, direct_objects: 0, gap_cells: 42 },
			{ group_ref: 'blog', parent_ref: 'website', objects: 5, direct_objects: 3, gap_cells: 30 },
			{ group_ref: 'shop', parent_ref: '(project)', objects: 4, direct_objects: 2, gap_cells: 24 },
			{ group_ref: 'orders', parent_ref: 'shop', objects: 2, direct_objects: 2, gap_cells: 12 },
			{ group_ref: 'pages', parent_ref: 'website', objects: 2, direct_objects: 2, gap_cells: 12 },
			{ group_ref: 'posts', parent_ref: 'blog', objects: 2, direct_objects: 2, gap_cells: 12 },
		]);
		expect(data.figures?.left_out.objects).toEqual([{ object_type: 'collection', object_ref: 'posts_tags', reason: 'junction' }]);
		expect((await admin.get('/items/governance_registry')).status).toBe(403);
	});
}

function isMade(): void {
	it('is made by whoever may act, and by nobody else', async () => {
		expect(verdict(await createApi(null, host.url).send('POST', '/axis/foundation', {}))).toBe('401 INVALID_CREDENTIALS');
		expect(verdict(await admin.send('POST', '/axis/foundation', { force: true }))).toBe('400 AXIS_INVALID_PAYLOAD');
		const { status, data } = await call<FoundationAnswer>('/axis/foundation', {});
		expect(status).toBe(200);
		expect(data).toMatchObject({ run: { action: 'foundation', status: 'passed' }, foundation: { status: 'installed' } });
		expect(verdict(await call('/axis/foundation', {}))).toBe('409 AXIS_FOUNDATION');
		for (const rule of [
			{ object_ref: 'nowhere', effect: 'include' },
			{ object_ref: 'posts', effect: 'keep' },
		]) {
			const made = await admin.send('POST', '/items/governance_object_rule', { ...rule, reason: 'a test' });
			expect(verdict(made)).toBe('400 AXIS_INVALID_PAYLOAD');
		}
		await database.db.raw('alter table governance_object_rule rename to rules_of_ours');
		expect(verdict(await admin.get('/axis/coverage'))).toBe('409 AXIS_PREREQUISITE_MISSING');
		await database.db.raw('alter table rules_of_ours rename to governance_object_rule');
	});
}

function isOwned(): void {
	it('its tables are items at once: an owner of the project closes every gap, a new collection is covered, one outside of it is not', async () => {
		await admin.send('POST', '/items/governance_registry', { code: 'TEAM', name: 'Team' });
		const scopes = (await admin.get<{ scope_code: string }[]>('/items/governance_responsibility_scope')).data;
		const anchor = (object_ref: string) =>
			scopes.map(({ scope_code: scope }) => ({
				object_type: 'group',
				object_ref,
				scope,
				owner_gov_code: 'TEAM',
				is_inherited_anchor: true,
			}));
		const owned = await admin.send('POST', '/items/governance_object_ownership', anchor('shop'));
		expect({ status: owned.status, gap: await gap() }).toEqual({ status: 200, gap: 54 });
		const fields = [{ field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } }];
		await admin.send('POST', '/collections', { collection: 'refunds', schema: {}, meta: { group: 'shop' }, fields });
		expect(await gap()).toBe(54);
		await admin.send('POST', '/collections', { collection: 'events', schema: {}, meta: {}, fields });
		expect(await gap()).toBe(60);
		await admin.send('POST', '/items/governance_object_ownership', anchor('(project)'));
		expect(await gap()).toBe(0);
	});
}

function isTakenAway(): void {
	it('an authority is made, retired and gone again, each as described', async () => {
		const made = await call<AuthorityAnswer>('/axis/authorities', { owner_gov_code: 'CREW', owner_name: 'Crew' });
		const act = '/axis/authorities/{code}/change';
		const retire = { status: 'retired', reason: 'The team was dissolved' };
		const preview = await call<AuthorityChangePreview>(`${act}/preview`, retire, { code: 'CREW' });
		expect(preview.data).toMatchObject({ needs_keep_owners: false, answers_for: { rows: 0 } });
		const retired = await call<AuthorityChangeAnswer>(act, retire, { code: 'CREW' });
		for (const { run } of [retired.data, made.data]) {
			const undone = await call<AuthorityUndoAnswer>('/axis/authorities/changes/{id}/undo', {}, { id: run.id });
			expect(undone.data.undo_of).toBe(run.id);
		}
	});

	it('is not taken away with what people made in it unless they say so', async () => {
		const refused = await call('/axis/foundation/remove', {});
		expect(verdict(refused)).toBe('409 AXIS_FOUNDATION');
		expect(refused.errors?.[0]?.message).toContain('governance_object_ownership 12, governance_');
		await admin.send('PATCH', '/collections/governance_ratification', { meta: { note: 'Who signed' } });
		const { data: foreseen } = await call<FoundationRemoval>('/axis/foundation/remove/preview', {});
		const registered = { object: 'directus_collections', about: 'governance_ratification', before: 1, after: 0 };
		expect(foreseen.removed).toContainEqual(registered);
		const { data } = await call<FoundationRemovalAnswer>('/axis/foundation/remove', { force: true });
		expect(data).toMatchObject({ foundation: { status: 'none', figures: null }, removed: foreseen.removed });
		for (const left of ['/collections/governance_ratification', '/items/governance_ratification'])
			expect((await admin.get(left)).status).toBe(403);
		expect((await admin.get('/items/governance_registry')).status).toBe(403);
		for (const collection of ['refunds', 'events', 'posts']) expect((await admin.get(`/items/${collection}`)).status).toBe(200);
		for (const collection of ['refunds', 'events']) await admin.send('DELETE', `/collections/${collection}`);
		const { rows } = await database.db.raw(`
			select relname from pg_class where relname ~ '^(v_|governance_)' and relnamespace = 'public'::regnamespace
			union all select proname from pg_proc where proname like 'foundation%'`);
		expect(rows).toEqual([]);
	});
}

/** Calls a route, and holds that the document knows its answer. */
async function call<Data>(path: string, body: unknown, named: Record<string, string> = {}): Promise<Answer<Data>> {
	const filled = path.replaceAll(/\{(\w+)\}/g, (_part, name: string) => named[name] ?? '');
	const answer = await admin.send<Data>('POST', filled, body);
	const operation = OPERATIONS.find(({ name }) => name === `POST ${path}`);
	expect(operation && faultsOf(operation, answer.status, JSON.parse(answer.text))).toBe('');
	return answer;
}

/** The rollout's figures are the foundation's, and every check passes. */
async function isVerified(): Promise<void> {
	const { data } = await admin.get<Verification>('/axis/verify');
	expect(data).toMatchObject({ status: 'PASS' });
	const [axis, ...others] = (await admin.get<AxisCoverage[]>('/axis/coverage')).data;
	expect(axis).toMatchObject({ axis_code: 'responsibility', rolled_out: true, required_cells: 90, gap_cells: 0 });
	expect(others).toEqual([]);
}

async function gap(): Promise<number | undefined> {
	return (await admin.get<Foundation>('/axis/foundation')).data.figures?.gap_cells;
}
