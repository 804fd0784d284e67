/** What a panel shows, what its CSV holds, what its route lists and what its SQL view counts are the same numbers. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Browser } from 'playwright-core';
import type { AxisCoverage, DriftSummary, OwnerCoverage, Plan, ReviewItem, Topic } from '../../src/contract';
import { apiOf, type Api } from './support/api';
import { launchBrowser, type Studio } from './support/browser';
import { downloadCsv, endDashboard, makeDashboard, openDashboard, removeDashboard, tileInView } from './support/dashboard';
import { applyTiers, connect, resetRollout } from './support/rollout';

let viewer: Api;
let admin: Api;
let db: Knex;
let browser: Browser;
let studio: Studio;

/** Three gaps of the responsibility axis, one of them waived, and a scan that has seen them: no number is 0 or all by chance. */
beforeAll(async () => {
	db = connect();
	[admin, viewer] = await Promise.all([apiOf('admin'), apiOf('viewer')]);
	await resetRollout(admin, db);
	await removeDashboard(db);
	await applyTiers(admin, [1, 2, 3, 4, 5, 6]);
	await db('governance_object_ownership')
		.where({ scope: 'audit' })
		.whereIn('object_ref', ['GRP-AI', 'GRP-BUSINESS'])
		.update({ lifecycle_status: 'revoked' });
	const waived = await admin.send('POST', '/axis/waivers', {
		axis_code: 'responsibility',
		cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'audit' }],
		reason: 'moves next month',
		approved_by: 'Council',
		expires_at: new Date(Date.now() + 86_400_000).toISOString(),
	});
	expect(waived.status, waived.text).toBe(200);
	expect((await admin.send('POST', '/axis/scan', {})).status).toBe(200);
	await makeDashboard(admin);
	browser = await launchBrowser();
	studio = await openDashboard(browser, 'viewer');
});
afterAll(() => endDashboard({ admin, db, browser }));

const list = async <Row>(path: string) => (await viewer.get<Row[]>(`/axis/${path}`)).data;
/** The driver gives counts as texts. */
const counts = (rows: Record<string, unknown>[], names: readonly string[]) =>
	rows.map((row) => ({ ...row, ...Object.fromEntries(names.map((name) => [name, Number(row[name])])) }));
interface Summary extends Record<'required' | 'gap' | 'direct' | 'inherited' | 'waived', number> {
	axis_code: string;
}
const summaries = async (): Promise<Summary[]> =>
	(await db('v_axis_coverage_summary')).map((row) => ({
		axis_code: row.axis_code,
		required: Number(row.required),
		gap: Number(row.gap),
		direct: Number(row.direct),
		inherited: Number(row.inherited),
		waived: Number(row.waived),
	}));
const numbersIn = (words: string) => (words.match(/\d+(\.\d+)?/g) ?? []).map(Number);
/** The cells of a table's body in a part of a panel, row by row. */
const rowsOf = async (name: string, place = 0) => {
	const rows = await (await tileInView(studio, name)).locator('.data-table').nth(place).locator('tbody tr').all();
	return Promise.all(rows.map(async (row) => (await row.locator('th, td').allInnerTexts()).map((text) => text.trim())));
};

it.each(['Coverage overview', 'Axis coverage'])('%s: the figures of every axis', async (name) => {
	const views = await summaries();
	const routes = await list<AxisCoverage>('coverage');
	const cards = await (await tileInView(studio, name)).locator('.summary .card').allInnerTexts();
	expect(cards).toHaveLength(3);
	for (const [place, axis] of routes.entries()) {
		const view = views.find(({ axis_code }) => axis_code === axis.axis_code);
		if (!view) throw new Error(`The view has no ${axis.axis_code}`);
		const covered = view.direct + view.inherited;
		expect([axis.required_cells, axis.gap_cells, axis.waived_cells]).toEqual([view.required, view.gap, view.waived]);
		expect(numbersIn(cards[place] ?? ''), axis.axis_code).toEqual([
			covered,
			view.required,
			axis.coverage_percent,
			view.direct,
			view.inherited,
			view.gap,
			...(view.waived > 0 ? [view.waived] : []),
		]);
	}
	expect(routes[0]).toMatchObject({ covered_cells: 207, gap_cells: 2, waived_cells: 1, required_cells: 210 });
	if (name === 'Axis coverage') return;
	const [head = '', ...lines] = await downloadCsv(studio, await tileInView(studio, name));
	const columns = head.replace('\ufeff', '').split(',');
	expect(columns.toSorted()).toEqual(Object.keys(routes[0] ?? {}).toSorted());
	expect(lines.map((line) => line.split(','))).toEqual(
		routes.map((axis) => columns.map((column) => String(Reflect.get(axis, column)))),
	);
});

it('Gap matrix: objects, required, covered and gap cells', async () => {
	const tile = await tileInView(studio, 'Gap matrix');
	const words = await tile.locator('.figures [role="status"]').innerText();
	expect(numbersIn(words)).toEqual([35, 207, 210, 2]);
	const [, ...lines] = await downloadCsv(studio, tile);
	const count = (state: string) => lines.filter((line) => line.split(',')[4] === state).length;
	const view = (await summaries()).find(({ axis_code }) => axis_code === 'responsibility');
	expect([count('inherited'), count('gap'), count('waived')]).toEqual([view?.inherited, view?.gap, view?.waived]);
	const gaps = await list<{ object_ref: string }>('coverage/responsibility/gaps');
	expect(gaps.map(({ object_ref }) => object_ref)).toEqual(['modules', 'tasks']);
});

it('Owner load: cells of every owner', async () => {
	const routes = await list<OwnerCoverage>('coverage/responsibility/by-owner');
	const expected = routes.map((one) => [one.owner_gov_code, one.cells, one.direct, one.inherited].map(String));
	const views = await db('v_axis_effective_owner')
		.where({ axis_code: 'responsibility', owner_kind: 'accountable' })
		.groupBy('owner_gov_code')
		.select('owner_gov_code')
		.count<{ owner_gov_code: string; cells: string }[]>({ cells: '*' });
	expect(new Map(views.map((row) => [row.owner_gov_code, Number(row.cells)]))).toEqual(
		new Map(routes.map((one) => [one.owner_gov_code, one.cells])),
	);
	const shown = await rowsOf('Owner load');
	expect(shown.map(([code, , ...counts]) => [code, ...counts]).toSorted()).toEqual(expected.toSorted());
	const [, ...lines] = await downloadCsv(studio, await tileInView(studio, 'Owner load'));
	expect(
		lines.map((line) => line.split(',')).map(([code, , cells, direct, inherited]) => [code, cells, direct, inherited]),
	).toEqual(expected);
});

it('Drift findings: what each detector finds, and what scans recorded as open', async () => {
	const routes = await list<DriftSummary>('drift/summary');
	const views = await db('v_drift_summary').orderBy('detector_code');
	expect(routes).toEqual(counts(views, ['findings', 'info', 'warning', 'critical']).map((row) => ({ ...row, acknowledged: 0 })));
	const tile = await tileInView(studio, 'Drift findings');
	const sum = routes.reduce((total, { findings }) => total + findings, 0);
	await tile.getByRole('heading', { name: `Found now: ${sum} findings` }).waitFor();
	const figures = (one: DriftSummary) => [one.detector_code, ...[one.critical, one.warning, one.info].map(String)];
	expect((await rowsOf('Drift findings')).toSorted()).toEqual(routes.map(figures).toSorted());

	const [{ count: open } = { count: 0 }] = await db('governance_drift_state').where({ state: 'open' }).count();
	await tile.getByText(`${open} of ${open} shown`).waitFor();
	const [heading, ...lines] = await downloadCsv(studio, tile.locator('.list-section').nth(1));
	expect(lines).toHaveLength(Number(open));
	expect(heading).toContain('first_seen');
	expect(lines[0]).toMatch(/,\d{4}-\d\d-\d\dT[\d:.]+Z,\d{4}-\d\d-\d\dT[\d:.]+Z,\d+,,$/);
});

it('Review queue and Topic tree: every item of both lanes, every topic', async () => {
	const queue = await tileInView(studio, 'Review queue');
	for (const [place, lane] of (['candidate', 'official'] as const).entries()) {
		const routes = await list<ReviewItem>(`review-queue?lane=${lane}`);
		const views = await db('v_ui_review_queue').where({ lane });
		expect(routes.map((one) => one.assignment_id).toSorted()).toEqual(views.map((one) => one.assignment_id).toSorted());
		expect((await rowsOf('Review queue', place)).map(([ref]) => ref)).toEqual(routes.map((one) => one.object_ref));
		const [, ...lines] = await downloadCsv(studio, queue.locator('.list-section').nth(place));
		expect(lines).toHaveLength(views.length);
	}
	const topics = await list<Topic>('topics/tree');
	const views = await db('v_ui_topic_tree');
	expect(topics).toHaveLength(views.length);
	const tree = await tileInView(studio, 'Topic tree');
	const shown = await tree.getByRole('treeitem').allInnerTexts();
	expect(shown.map((words) => numbersIn(/(\d+) objects? assigned/.exec(words)?.[0] ?? '')[0])).toEqual(
		topics.map((topic) => topic.assigned_objects),
	);
	expect((await downloadCsv(studio, tree)).slice(1)).toHaveLength(views.length);
});

it('Coverage trend and Axis rollout: the newest scan, and the tiers', async () => {
	const [scan] = await db('governance_scan_run').orderBy('scan_id', 'desc').limit(1);
	const trend = await tileInView(studio, 'Coverage trend');
	const words = await trend.locator('.latest').innerText();
	for (const axis of scan.summary.axes)
		expect(words).toMatch(new RegExp(`${axis.axis_code}: (no gap|${axis.gap_cells} gaps?) of ${axis.required_cells} required`));
	expect(words).toContain(`${scan.summary.open_drift} open findings, ${scan.summary.critical_drift} critical`);
	const [, ...lines] = await downloadCsv(studio, trend);
	const newest = lines.map((line) => line.split(',')).filter(([id]) => id === String(scan.scan_id));
	expect(newest.map(([, , code, required, gap]) => [code, Number(required), Number(gap)])).toEqual(
		scan.summary.axes.map((axis: Record<string, unknown>) => [axis['axis_code'], axis['required_cells'], axis['gap_cells']]),
	);
	const { data: plan } = await viewer.get<Plan>('/axis/plan');
	const applied = plan.tiers.filter(({ state }) => state === 'applied').length;
	expect(applied, 'the revoked owners are drift of a tier').toBeLessThan(7);
	const rollout = await tileInView(studio, 'Axis rollout');
	expect(numbersIn(await rollout.locator('.line').first().innerText())).toEqual([applied, 7]);
	expect((await downloadCsv(studio, rollout)).slice(1)).toEqual(
		plan.tiers.map(({ tier, name, state }) => `${tier},${name},${state}`),
	);
	expect(studio.errors).toEqual([]);
});
