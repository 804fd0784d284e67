// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { DriftFinding, DriftSummary } from '../../src/contract';
import DriftPanel from '../../panels/drift/panel.vue';
import { seriousViolations } from './axe';
import { DASHBOARD, openAny, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const SUMMARY: DriftSummary[] = [
	{ detector_code: 'label_orphan', findings: 1203, info: 0, warning: 1203, critical: 0, acknowledged: 12 },
	{ detector_code: 'conflicting_parentage', findings: 2, info: 0, warning: 0, critical: 2, acknowledged: 0 },
];
const FINDING: DriftFinding = {
	drift_id: 'd1',
	detector_code: 'label_orphan',
	event_type: null,
	severity: 'warning',
	state: 'open',
	axis_code: 'topic',
	object_type: 'collection',
	object_ref: 'agents',
	value_code: 'ai',
	detail: null,
	first_seen: '2026-06-03T08:00:00.000Z',
	last_seen: '2026-06-04T08:00:00.000Z',
	scan_count: 4,
	acknowledged: null,
	acknowledgement_lapsed: null,
};
const NOW = '/axis/drift/summary?limit=1000';

async function openReady(options: Record<string, unknown> = {}, query = 'state=open&limit=1000'): Promise<void> {
	studio = openAny(DriftPanel, { options });
	await studio.api.take(NOW).answer(SUMMARY, 2);
	await studio.api.take(`/axis/drift?${query}`).answer([FINDING], 38);
}

function rows(table: number): string[][] {
	const lines = studio.panel.findAll('.data-table').at(table)?.findAll('tr') ?? [];
	return lines.map((row) => row.findAll('th, td').map((cell) => plain(cell.text())));
}

it('tells by detector and severity what is found now, and lists what scans recorded with first and last sight', async () => {
	await openReady();
	expect(studio.words()).toContain('Found now: 1,205 findings');
	expect(rows(0)).toEqual([
		['Detector', 'critical', 'warning', 'info', 'acknowledged'],
		['label_orphan', '0', '1,203', '0', '12'],
		['conflicting_parentage', '2', '0', '0', '0'],
	]);
	expect(rows(1)?.[1]?.slice(0, 3)).toEqual(['agents · topic · ai', 'label_orphan', 'warning']);
	expect(rows(1)?.[1]?.[3]).toContain('Jun 3, 2026');
	expect(rows(1)?.[1]?.[4]).toContain('Jun 4, 2026');
	expect(rows(1)?.[1]?.[5]).toBe('4');
	expect(studio.words()).toContain('1 of 38 shown');
	expect(await seriousViolations(studio.panel.element)).toEqual([]);
});

it('of all states it says which each finding has', async () => {
	await openReady({ state: 'all' }, 'limit=1000');
	expect(rows(1)?.[1]?.[3]).toBe('× open');
});

it('filters by state, severity and detector ask the API, and a detector is chosen in its row too', async () => {
	await openReady();
	const [state, severity] = studio.panel.findAll('select');
	await severity?.setValue('critical');
	await studio.api.take(NOW).answer(SUMMARY, 2);
	await studio.api.take('/axis/drift?state=open&severity=critical&limit=1000').answer([], 0);
	expect(studio.words()).toContain('No finding matches this filter.');

	await state?.setValue('');
	await studio.api.take(NOW).answer(SUMMARY, 2);
	await studio.api.take('/axis/drift?severity=critical&limit=1000').answer([], 0);
	await studio.panel.findAll('.data-table button')[1]?.trigger('click');
	expect(studio.api.requests.map(({ path }) => path)).toContain(
		'/axis/drift?severity=critical&detector=conflicting_parentage&limit=1000',
	);
});

it.each([
	['resolved', 'state=resolved&limit=1000'],
	['all', 'limit=1000'],
	['nonsense', 'state=open&limit=1000'],
])('option %s begins with %s', async (state, query) => {
	await openReady({ state }, query);
	expect(rows(1)).toHaveLength(2);
});

it('loading, failed, empty: each is told, and a refresh reads both parts anew', async () => {
	studio = openAny(DriftPanel, { language: 'de-DE' });
	expect(studio.panel.get('[role="status"]').attributes('aria-label')).toBe('Die Abdeckung der Achsen wird geladen');
	await studio.api.take(NOW).fail(refusal(403, 'FORBIDDEN', 'Forbidden.'));
	expect(studio.panel.get('[role="alert"]').text()).toContain('Bitten Sie einen Admin');
	studio.api.requests.splice(0);

	await studio.insights.dispatch('refresh', DASHBOARD);
	await studio.api.take(NOW).answer([], 0);
	await studio.api.take('/axis/drift?state=open&limit=1000').answer([], 0);
	expect(studio.words()).toContain('Keine Abweichung');
});
