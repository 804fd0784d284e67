// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { Topic } from '../../src/contract';
import TopicsPanel from '../../panels/topics/panel.vue';
import { seriousViolations } from './axe';
import { openAny, plain, refusal, type Studio } from './studio';

let studio: Studio;
afterEach(() => studio.panel.unmount());

const PATH = '/axis/topics/tree?limit=1000';
const topic = (value_code: string, parent: string | null, assigned_objects: number, changes: Partial<Topic> = {}): Topic => ({
	value_code,
	value_name: value_code.toUpperCase(),
	parent_value_code: parent,
	status: 'active',
	depth: parent ? 1 : 0,
	path: parent ? [parent, value_code] : [value_code],
	provenance: null,
	assigned_objects,
	label_codes: [],
	...changes,
});
/** ai above ops and law; bare without children. */
const TOPICS = [
	topic('ai', null, 1),
	topic('law', 'ai', 0, { status: 'candidate' }),
	topic('ops', 'ai', 1200, { label_codes: ['L1', 'L2'] }),
	topic('bare', null, 2, { value_name: null }),
];

async function openReady(options: Record<string, unknown> = {}): Promise<void> {
	studio = openAny(TopicsPanel, { options });
	await studio.api.take(PATH).answer(TOPICS, 4);
}

const items = () => studio.panel.findAll('[role="treeitem"]');
const words = () => items().map((line) => plain(line.text()));
const focused = () => document.activeElement?.querySelector('.name')?.textContent;
async function press(key: string): Promise<void> {
	const stop = studio.panel.findAll('[role="treeitem"]').find((line) => line.attributes('tabindex') === '0');
	await stop?.trigger('keydown', { key });
	await new Promise((resolve) => setTimeout(resolve));
}

it('is a tree with levels and places, own objects, those below, labels and status', async () => {
	await openReady();
	expect(words()).toEqual([
		'▾AIai1 object assigned, 1,201 with those below',
		'LAWlawcandidate0 objects assigned',
		'OPSops1,200 objects assignedlabels: L1, L2',
		'bare2 objects assigned',
	]);
	expect(
		items().map((line) => ['aria-level', 'aria-posinset', 'aria-setsize', 'aria-expanded'].map((name) => line.attributes(name))),
	).toEqual([
		['1', '1', '2', 'true'],
		['2', '1', '2', undefined],
		['2', '2', '2', undefined],
		['1', '2', '2', undefined],
	]);
	expect(studio.words()).toContain('4 topics');
	expect(await seriousViolations(studio.panel.element)).toEqual([]);
});

it('one tab stop; arrows move, open and close, as trees do', async () => {
	await openReady();
	expect(studio.panel.findAll('[tabindex="0"]')).toHaveLength(1);
	await press('ArrowRight');
	expect(focused()).toBe('LAW');
	await press('ArrowDown');
	expect(focused()).toBe('OPS');
	await press('ArrowLeft');
	expect(focused()).toBe('AI');
	await press('ArrowLeft');
	expect(words()).toHaveLength(2);
	expect(items()[0]?.attributes('aria-expanded')).toBe('false');
	await press('End');
	expect(focused()).toBe('bare');
	await press('Home');
	await press('Enter');
	expect(words()).toHaveLength(4);
	expect(studio.panel.findAll('[tabindex="0"]')).toHaveLength(1);
});

it('a click opens and closes a topic, and all at once', async () => {
	await openReady();
	await items()[0]?.trigger('click');
	expect(words()).toHaveLength(2);
	const [open, close] = studio.panel.findAll('.tools button');
	await open?.trigger('click');
	expect(words()).toHaveLength(4);
	await close?.trigger('click');
	expect(words()).toHaveLength(2);
});

it('option only_active leaves out the others, and counts what is shown', async () => {
	await openReady({ only_active: true });
	expect(words()).toHaveLength(3);
	expect(studio.words()).toContain('3 topics');
});

it('loading, failed and empty are told', async () => {
	studio = openAny(TopicsPanel, { language: 'de-DE' });
	expect(studio.panel.get('[role="status"]').attributes('aria-label')).toBe('Die Abdeckung der Achsen wird geladen');
	await studio.api.take(PATH).fail(refusal(404, 'ROUTE_NOT_FOUND', 'No route.'));
	expect(studio.panel.get('[role="alert"]').text()).toContain('keine Route /axis');
	await studio.panel.get('[role="alert"] button').trigger('click');
	await studio.api.take(PATH).answer([], 0);
	expect(studio.words()).toContain('Noch kein Thema');
});
