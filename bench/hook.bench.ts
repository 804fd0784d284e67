/** What the hook costs: creating one item on a host with the bundle, against a host without it on the same database. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHost } from '../scripts/lib/host.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { apiOf, type Api } from '../test/e2e/support/api';
import { PASSWORD } from '../test/e2e/support/global-setup';
import { databaseUrl } from '../test/e2e/support/postgres';
import { applyTiers, connect, resetRollout } from '../test/e2e/support/rollout';
import { alternate, clock, report } from './measure';
import { lane } from '../test/e2e/support/lane';

const ROUNDS = 1500;
const WARM_UP = 300;

const db = connect();
let withBundle: Api;
let without: Api;
let stop: () => Promise<void> = async () => {};

beforeAll(async () => {
	const { postgresUrl, scratch, hostDir, node } = lane();
	await db.raw('create table bench_note (id serial primary key, note text)');
	withBundle = await apiOf('admin');
	await applyTiers(withBundle, [1, 2]);
	const plain = await runHost({
		hostDir,
		node,
		extensionDir: null,
		workDir: join(scratch, 'plain'),
		port: await freePort(),
		databaseUrl: databaseUrl(postgresUrl, 'directus'),
		password: PASSWORD,
		env: { LOG_LEVEL: 'warn' },
	});
	stop = plain.stop;
	without = await apiOf('admin', plain.url);
	await withBundle.send('POST', '/utils/cache/clear?system');
});
afterAll(async () => {
	await stop();
	await resetRollout(withBundle, db);
	await db.raw('drop table bench_note');
	await db.destroy();
});

it.each([
	['bench_note, which is not ours', '/items/bench_note', () => ({ note: 'a' }), 'at most 1.02'],
	[
		'axis_value, gate open',
		'/items/axis_value',
		(key: string) => ({ axis_code: 'responsibility', value_code: key, status: 'candidate' }),
		'at most 1.10',
	],
])('one item in %s', async (what, path, item, goal) => {
	let key = 0;
	const create = (api: Api) => async () => {
		key += 1;
		const body = item(`b${key}`);
		return clock(async () => {
			const answer = await api.send('POST', path, body);
			if (answer.status !== 200) throw new Error(answer.text);
		});
	};
	const times = await alternate(
		[
			{ name: 'with the bundle', run: create(withBundle) },
			{ name: 'without', run: create(without) },
		],
		ROUNDS,
		WARM_UP,
	);
	report(`Creating one item in ${what}`, times, 'without', `with ÷ without ${goal}`);
	expect(times.get('without')).toHaveLength(ROUNDS);
});
