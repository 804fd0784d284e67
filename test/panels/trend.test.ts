// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { TrendPoint } from '../../src/contract';
import TrendPanel from '../../panels/trend/panel.vue';
import { seriousViolations } from './axe';
import { DASHBOARD, openAny, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const axis = (axis_code: string, required_cells: number, gap_cells: number) => ({ axis_code, required_cells, gap_cells });
const POINTS: TrendPoint[] = [
	{
		scan_id: '1',
		finished_at: '2026-06-03T08:00:00.000Z',
		axes: [axis('responsibility', 210, 210)],
		open_drift: 38,
		critical_drift: 0,
	},
	{
		scan_id: '4',
		finished_at: '2026-06-04T08:00:00.000Z',
		axes: [axis('responsibility', 210, 96), axis('topic', 6, 1)],
		open_drift: 1036,
		critical_drift: 2,
	},
];

async function openReady(options: Record<string, unknown> = {}, language = 'en-US'): Promise<void> {
	studio = openAny(TrendPanel, { options, language });
	await studio.api.take('/axis/coverage/trend?limit=30').answer(POINTS, 2);
}

const tables = () =>
	studio.panel.findAll('table').map((table) =>
		table.findAll('tr').map((row) =>
			row
				.findAll('th, td')
				.map((cell) => plain(cell.text()))
				.slice(1),
		),
	);

it('draws gaps and required cells per axis, and tells the same in a table; an axis that a scan did not know has no point', async () => {
	await openReady();
	expect(tables()).toEqual([
		[
			['responsibility: gaps', 'responsibility: required', 'topic: gaps', 'topic: required'],
			['210', '210', '–', '–'],
			['96', '210', '1', '6'],
		],
		[
			['open drift', 'critical drift'],
			['38', '0'],
			['1,036', '2'],
		],
	]);
	expect(await seriousViolations(studio.panel.element)).toEqual([]);
});

it('says of the newest scan what changed since the one before', async () => {
	await openReady();
	const words = plain(studio.panel.get('.latest').text());
	expect(words).toContain('responsibility: 96 gaps of 210 required cells (−114 since the scan before)');
	expect(words).toMatch(/topic: 1 gap of 6 required cells(?! \()/u);
	expect(words).toContain('1,036 open findings, 2 critical');
});

it('shows the scans as a table, the newest first', async () => {
	await openReady({}, 'de-DE');
	await studio.panel.findAll('button')[0]?.trigger('click');
	expect(tables()).toEqual([
		[
			['Achse', 'Gefordert', 'Lücken', 'offene Abweichungen', 'kritische Abweichungen'],
			['responsibility', '210', '96', '1.036', '2'],
			['topic', '6', '1', '1.036', '2'],
			['responsibility', '210', '210', '38', '0'],
		],
	]);
});

it('options: one axis only, without drift, so many scans', async () => {
	await openReady({ axis: 'topic', show_drift: false });
	expect(tables()).toEqual([
		[
			['topic: gaps', 'topic: required'],
			['–', '–'],
			['1', '6'],
		],
	]);
	await studio.panel.setProps({ scans: 5 });
	expect(studio.api.requests.map(({ path }) => path)).toEqual(['/axis/coverage/trend?limit=5']);
	await studio.panel.setProps({ scans: 1 });
	expect(studio.api.requests.at(-1)?.path).toBe('/axis/coverage/trend?limit=30');
});

it('an axis that no scan knows is told with those that scans know', async () => {
	await openReady({ axis: 'nonsense' });
	expect(studio.words()).toContain('The scans shown have figures of: responsibility, topic.');
});

it('before the first scan it says how one comes about', async () => {
	studio = openAny(TrendPanel);
	expect(studio.panel.get('[role="status"]').attributes('aria-label')).toBe('Loading axis coverage');
	await studio.api.take('/axis/coverage/trend?limit=30').answer([], 0);
	expect(studio.words()).toContain('No scan yet');
	expect(studio.panel.get('code').text()).toBe('POST /axis/scan');
});

it('a refused request says why, and a refresh that succeeds clears it', async () => {
	studio = openAny(TrendPanel);
	await studio.api.take('/axis/coverage/trend?limit=30').fail(refusal(501, 'AXIS_UNSUPPORTED_DATABASE', 'PostgreSQL only.'));
	expect(studio.panel.get('[role="alert"]').text()).toContain('PostgreSQL only.');
	await studio.insights.dispatch('refresh', DASHBOARD);
	await studio.api.take('/axis/coverage/trend?limit=30').answer(POINTS, 2);
	expect(studio.panel.find('[role="alert"]').exists()).toBe(false);
});
