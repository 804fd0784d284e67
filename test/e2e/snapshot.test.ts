/** A project is deployed by Directus' snapshots, with the run ledger in them and without: the ledger is left alone, the rest is applied. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCliHost, type CliHost } from './cli/directus';
import { apiOf, verdict, type Api } from './support/api';
import { MAJORS, startMajor, type MajorHost } from './support/majors';

const LEDGER = 'axis_rollout_run';
const MADE = 'snapshot_made';

interface Snapshot {
	collections: { collection: string; meta: object; schema: object | null }[];
	fields: unknown[];
}

const named = (name: string) => ({ collection: name, meta: { collection: name, icon: null }, schema: { name } });
const withMade = (snapshot: Snapshot): Snapshot => ({ ...snapshot, collections: [...snapshot.collections, named(MADE)] });
const withoutLedger = (snapshot: Snapshot): Snapshot => ({
	...snapshot,
	collections: snapshot.collections.filter(({ collection }) => collection !== LEDGER),
});

describe.each(MAJORS)('a snapshot over HTTP on Directus %i', (major) => {
	let host: MajorHost;
	let admin: Api;

	beforeAll(async () => {
		host = await startMajor(major);
		admin = await apiOf('admin', host.url);
	});
	afterAll(() => host.stop());

	async function apply(change: (snapshot: Snapshot) => Snapshot): Promise<void> {
		const { data } = await admin.get<Snapshot>('/schema/snapshot');
		const diff = await admin.send('POST', '/schema/diff', change(data));
		expect(verdict(diff), diff.text).toBe('200');
		const applied = await admin.send('POST', '/schema/apply', diff.data);
		expect(verdict(applied), applied.text).toBe('204');
	}
	const ledger = async () => ({
		rows: await host.db(LEDGER).count(),
		registered: await host.db('directus_collections').where({ collection: LEDGER }),
	});
	const made = async () => (await host.db('directus_collections').where({ collection: MADE })).length;

	it('without the ledger leaves it and its registration, and applies the rest', async () => {
		const before = await ledger();
		expect(before.registered).toHaveLength(1);
		await apply((snapshot) => withMade(withoutLedger(snapshot)));
		expect(await made()).toBe(1);
		expect(await ledger()).toEqual(before);
		await apply((snapshot) => ({
			...snapshot,
			collections: snapshot.collections.filter(({ collection }) => collection !== MADE),
		}));
		expect(await made()).toBe(0);
	});

	it('still lets nobody delete the ledger by a request of its own', async () => {
		expect(verdict(await admin.send('DELETE', `/collections/${LEDGER}`))).toBe('403 FORBIDDEN');
	});
});

describe('a snapshot on the command line', () => {
	let host: CliHost;
	beforeAll(async () => {
		host = await createCliHost('axis_cli_snapshot');
	});
	afterAll(() => host.drop());

	it('with the ledger in it is applied to an environment that was never started, and the ledger is not made by it', async () => {
		const taken = await host.directus('schema', 'snapshot', '--format', 'json', '--yes', 'taken.json');
		expect(taken.code, taken.stderr).toBe(0);
		const snapshot: Snapshot = JSON.parse(await readFile(join(host.workDir, 'taken.json'), 'utf8'));
		const wanted = withMade({ ...snapshot, collections: [...withoutLedger(snapshot).collections, named(LEDGER)] });
		await writeFile(join(host.workDir, 'wanted.json'), JSON.stringify(wanted));
		const applied = await host.directus('schema', 'apply', 'wanted.json', '--yes');
		expect(applied.code, applied.stdout + applied.stderr).toBe(0);
		expect(await host.db('directus_collections').where({ collection: MADE })).toHaveLength(1);
		expect(await host.db('pg_class').where({ relname: LEDGER })).toEqual([]);
	});
});
