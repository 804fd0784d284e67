/** Routes that serve the Studio, on both majors: a run's events, tier texts, the dashboard. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DASHBOARD, DASHBOARD_PANELS, ROLLOUT_MODULE, type DashboardAnswer, type Run, type TierText } from '../../src/contract';
import { createApi, signIn, verdict, type Api } from './support/api';
import { removeDashboard } from './support/dashboard';
import { openEvents, type EventStream } from './support/event-stream';
import { abortForeignRun, startForeignRun } from './support/foreign-run';
import { MAJORS, startMajor, type MajorHost } from './support/majors';
import { ratify, resetRollout } from './support/rollout';

const STREAMS_OF_ONE = 5;
const NAMES = [DASHBOARD.name, ...DASHBOARD_PANELS.map((panel) => panel.name)];

describe.each(MAJORS)('on Directus %i', (major) => {
	let host: MajorHost;
	let admin: Api;
	let operator: Api;
	let viewerToken: string;

	beforeAll(async () => {
		host = await startMajor(major);
		const [first, second, third] = await Promise.all(
			(['admin', 'operator', 'viewer'] as const).map((user) => signIn(user, host.url)),
		);
		admin = createApi(first ?? '', host.url);
		operator = createApi(second ?? '', host.url);
		viewerToken = third ?? '';
		await resetRollout(admin, host.db);
		await removeDashboard(host.db);
	});
	afterAll(async () => {
		await removeDashboard(host.db);
		await resetRollout(admin, host.db);
		await host.stop();
	});

	const follow = (id: string, token = viewerToken) => openEvents(`${host.url}/axis/runs/${id}/events`, token);
	const running = async () => (await operator.get<Run[]>('/axis/runs?status=running&steps=false')).data[0]?.id;

	it('a viewer follows an operator’s run to its end, by an id that GET /axis/runs tells while it runs', async () => {
		await ratify(admin);
		const applying = operator.send('POST', '/axis/apply', { ratified_apr: 'APR-BOOT-AUTHMODEL-1' });
		let id: string | undefined;
		while (id === undefined) id = await running();
		const stream = await follow(id);
		expect(stream.headers.get('content-type')).toBe('text/event-stream');
		expect(stream.headers.get('cache-control')).toContain('no-store');
		const told = await stream.all();
		expect(verdict(await applying)).toBe('200');
		expect(told.at(0)).toMatchObject({ event: 'run', data: { id, status: 'running' } });
		expect(told.at(-1)).toMatchObject({ event: 'ended', data: { id, status: 'passed' } });
		const tiers = told.filter(({ event }) => event === 'tier').map(({ data }) => data);
		expect(tiers).toMatchObject(
			[1, 2, 3, 4, 5, 6, 8].flatMap((tier) => [
				{ tier, state: 'started', result: null },
				{ tier, state: 'finished', result: { tier, status: 'passed' } },
			]),
		);
		expect(await (await follow(id)).all()).toMatchObject([
			{ event: 'run' },
			...tiers.map(() => ({ event: 'tier' })),
			{ event: 'ended' },
		]);
	});

	it('five clients of a user may follow at once, one more is refused, and whoever leaves makes room', async () => {
		const id = await startForeignRun(host.db);
		const streams: EventStream[] = [];
		for (let count = 0; count < STREAMS_OF_ONE; count++) streams.push(await follow(id));
		expect(streams.every(({ status }) => status === 200)).toBe(true);
		expect(await follow(id)).toMatchObject({ status: 503, code: 'AXIS_TOO_MANY_STREAMS' });
		for (const stream of streams.slice(1)) stream.leave();
		let again = await follow(id);
		for (let tries = 0; again.status !== 200 && tries < 50; tries++) {
			await sleep(100);
			again = await follow(id);
		}
		expect(again.status).toBe(200);
		// Whoever ends it, here another process: both that still listen are told.
		await abortForeignRun(host.db, id);
		for (const stream of [streams[0], again]) {
			expect((await stream?.all())?.at(-1)).toMatchObject({ event: 'ended', data: { id, status: 'aborted' } });
		}
	});

	it('nobody follows without permission, nor a run that there is not', async () => {
		const id = (await operator.get<Run[]>('/axis/runs')).data[0]?.id ?? '';
		expect(await follow(id, 'unknown')).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
		expect(await follow('x')).toMatchObject({ status: 404, code: 'AXIS_UNKNOWN_RUN' });
	});

	it('a tier’s text is what the packet has', async () => {
		const { data } = await operator.get<TierText>('/axis/tiers/3/sql');
		expect(data).toMatchObject({ tier: 3, sovereign: true, file: '30_ownership_seed.sql' });
		expect(data.sql).toContain('\\if');
		expect(verdict(await operator.get('/axis/tiers/7/sql'))).toBe('404 AXIS_UNKNOWN_TIER');
	});

	it('the dashboard is made once, as the admin who asks, and is there for the Studio', async () => {
		const first = await admin.send<DashboardAnswer>('POST', '/axis/dashboard', {});
		expect(first.data).toEqual({ dashboard: DASHBOARD.id, created: NAMES, changed: [], left: [] });
		const again = await admin.send<DashboardAnswer>('POST', '/axis/dashboard', {});
		expect(again.data).toEqual({ dashboard: DASHBOARD.id, created: [], changed: [], left: NAMES });
		const { data } = await admin.get<{ type: string }[]>(
			`/panels?filter[dashboard][_eq]=${DASHBOARD.id}&fields=type,user_created.email`,
		);
		expect(data.map(({ type }) => type).toSorted()).toEqual(DASHBOARD_PANELS.map(({ type }) => type).toSorted());
		expect(data[0]).toMatchObject({ user_created: { email: 'admin@example.com' } });
	});

	it('two admins at once make one dashboard', async () => {
		await removeDashboard(host.db);
		const answers = await Promise.all([1, 2, 3].map(() => admin.send<DashboardAnswer>('POST', '/axis/dashboard', {})));
		expect(answers.map(verdict)).toEqual(['200', '200', '200']);
		expect(answers.map(({ data }) => data.created.length).toSorted()).toEqual([0, 0, NAMES.length].toSorted());
	});

	it('it puts a panel back in its place, and leaves its options and the panels of others', async () => {
		const [panel] = DASHBOARD_PANELS;
		const own = { dashboard: DASHBOARD.id, type: 'label', position_x: 1, position_y: 200, width: 10, height: 10 };
		await admin.send('POST', '/panels', own);
		await admin.send('PATCH', `/panels/${panel?.id}`, { position_x: 40, options: { axis: 'topic' } });
		const { data } = await admin.send<DashboardAnswer>('POST', '/axis/dashboard', {});
		expect(data.changed).toEqual([panel?.name]);
		const after = await admin.get(`/panels/${panel?.id}?fields=position_x,options`);
		expect(after.data).toEqual({ position_x: panel?.position_x, options: { axis: 'topic' } });
		expect(
			(await admin.get<unknown[]>(`/panels?filter[dashboard][_eq]=${DASHBOARD.id}&filter[type][_eq]=label`)).data,
		).toHaveLength(1);
	});

	it('it adds the module after Insights, to the built-in list and to one’s own, once', async () => {
		const barOf = async () =>
			(await admin.get<{ module_bar: { id: string; enabled: boolean }[] }>('/settings?fields=module_bar')).data.module_bar;
		const install = async () => (await admin.send<DashboardAnswer>('POST', '/axis/dashboard', { module_bar: true })).data;
		expect((await install()).changed).toEqual(['module_bar']);
		const builtIn =
			major === 12
				? ['content', 'visual', 'users', 'files', 'insights', ROLLOUT_MODULE, 'flows']
				: ['content', 'visual', 'users', 'files', 'insights', ROLLOUT_MODULE];
		expect((await barOf()).map(({ id }) => id)).toEqual([...builtIn, 'deployments', 'docs', 'settings']);
		expect((await install()).left).toContain('module_bar');
		// Directus takes an entry without an id, too: a bar that people made is not for us to judge.
		const own = [
			{ type: 'module', id: 'content', enabled: true },
			{ type: 'link', name: 'Intranet', url: 'https://example.com', icon: 'home', enabled: true },
		];
		await admin.send('PATCH', '/settings', { module_bar: own });
		await install();
		expect(await barOf()).toEqual([...own, { type: 'module', id: ROLLOUT_MODULE, enabled: true }]);
	});
});
