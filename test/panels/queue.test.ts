// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { ReviewItem } from '../../src/contract';
import QueuePanel from '../../panels/queue/panel.vue';
import { seriousViolations } from './axe';
import { openAny, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const path = (lane: string) => `/axis/review-queue?lane=${lane}&limit=1000`;
const item = (object_ref: string, changes: Partial<ReviewItem>): ReviewItem => ({
	assignment_id: object_ref,
	object_type: 'collection',
	object_ref,
	axis_code: 'topic',
	value_code: 'ai',
	zone: 'candidate',
	lane: 'candidate',
	owner_gov_code: null,
	confidence: 0.456,
	quality_flag: 'low_confidence',
	assigned_at: '2026-06-03T08:00:00.000Z',
	...changes,
});

const lanes = () =>
	studio.panel.findAll('section').map((lane) => [plain(lane.get('h3').text()), lane.findAll('tbody tr').length]);

it('has both lanes with their numbers, and says of each assignment why it waits', async () => {
	studio = openAny(QueuePanel);
	await studio.api
		.take(path('candidate'))
		.answer([item('agents', {}), item('bots', { confidence: null, quality_flag: 'ok' })], 1002);
	await studio.api.take(path('official')).answer([], 0);
	expect(lanes()).toEqual([
		['Candidate (1,002): needs a review', 2],
		['Official (0): approved or owned, but of doubtful quality', 0],
	]);
	expect(
		studio.panel.findAll('tbody tr').map((row) =>
			row
				.findAll('th, td')
				.map((cell) => plain(cell.text()))
				.slice(0, 5),
		),
	).toEqual([
		['agents', 'topic · ai', 'low confidence', '45.6 %', '–'],
		['bots', 'topic · ai', 'not approved yet', '–', '–'],
	]);
	expect(studio.words()).toContain('2 of 1,002 shown');
	expect(studio.words()).toContain('Nothing waits in this lane.');
	expect(await seriousViolations(studio.panel.element)).toEqual([]);
});

it('one lane by option asks for that lane only', async () => {
	studio = openAny(QueuePanel, { options: { lane: 'official' }, language: 'de-DE' });
	await studio.api
		.take(path('official'))
		.answer([item('agents', { lane: 'official', quality_flag: 'stale', owner_gov_code: 'GOV-DOT' })], 1);
	expect(studio.api.requests).toEqual([]);
	expect(lanes()).toEqual([['Offiziell (1): freigegeben oder verantwortet, aber von zweifelhafter Güte', 1]]);
	expect(studio.words()).toContain('veraltet');
});

it('loading, failed and empty are told', async () => {
	studio = openAny(QueuePanel);
	expect(studio.panel.get('[role="status"]').attributes('aria-label')).toBe('Loading axis coverage');
	await studio.api.take(path('candidate')).fail(refusal(409, 'AXIS_PREREQUISITE_MISSING', 'The view is missing.'));
	expect(studio.panel.get('[role="alert"]').text()).toContain('The view is missing.');
	studio.api.requests.splice(0);
	await studio.panel.get('[role="alert"] button').trigger('click');
	await studio.api.take(path('candidate')).answer([], 0);
	await studio.api.take(path('official')).answer([], 0);
	expect(studio.words()).toContain('Nothing to review');
});
