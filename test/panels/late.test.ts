// @vitest-environment happy-dom
/** Panels and the page come late: what stands there meanwhile, and where their file is missing. */
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { h, type Component, type Slots } from 'vue';
import { createI18n } from 'vue-i18n';
import { lateComponent, type Around } from '../../app/late/late-component';
import coverage from '../../panels/matrix/coverage';
import matrix from '../../panels/matrix';
import trend from '../../panels/trend';
import { seriousViolations } from './axe';
import { DASHBOARD, openAny, plain } from './studio';

const host =
	(tag: string) =>
	(_: object, { slots, attrs }: { slots: Slots; attrs: Record<string, unknown> }) =>
		h(tag, attrs, slots['default']?.());

function open(component: Component, language = 'en-US') {
	// In a tile, as the Studio has it: what is late replaces its own root.
	return mount(() => h('div', [h(component)]), {
		attachTo: document.body,
		global: {
			components: {
				'v-progress-linear': host('div'),
				'v-notice': host('div'),
				'v-button': host('button'),
				'private-view': host('main'),
			},
			plugins: [createI18n({ legacy: false, locale: language, fallbackLocale: 'en-US', messages: {} })],
		},
	});
}

const MISSING = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
afterEach(() => vi.restoreAllMocks());

describe('where the file is missing, as after an upgrade under an open tab', () => {
	it.each([
		['en-US', 'This part could not be loaded', 'Reload the page'],
		['de-DE', 'Dieser Teil konnte nicht geladen werden', 'Seite neu laden'],
	])('%s: it is told in words, and a button reloads the page', async (language, title, button) => {
		const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
		const view = open(lateComponent(MISSING), language);
		await flushPromises();
		expect(view.get('[role="alert"]').text()).toContain(title);
		expect(await seriousViolations(view.element)).toEqual([]);
		expect(plain(view.get('button').text())).toBe(button);
		await view.get('button').trigger('click');
		expect(reload).toHaveBeenCalledOnce();
		view.unmount();
	});

	it('a page keeps its frame', async () => {
		const around: Around = (content) => h('main', [content]);
		const view = open(lateComponent(MISSING, around));
		await flushPromises();
		expect(view.get('main [role="alert"]').text()).toContain('Reload the page');
		view.unmount();
	});
});

it('nothing is shown for a moment, then that it is loading', async () => {
	vi.useFakeTimers();
	const view = open(lateComponent(() => new Promise(() => {})));
	expect(view.text()).toBe('');
	await vi.advanceTimersByTimeAsync(200);
	expect(view.get('[role="status"]').attributes('aria-label')).toBe('Loading …');
	vi.useRealTimers();
	view.unmount();
});

it.each([
	['Coverage trend', trend.component, '/axis/coverage/trend?limit=30'],
	['Gap matrix', matrix.component, '/axis/coverage'],
	['Axis coverage', coverage.component, '/axis/coverage'],
])('%s: the panel comes with what the dashboard gave it', async (_, component, path) => {
	const studio = openAny((options) => h('div', [h(component, options)]));
	await vi.waitFor(() => expect(studio.api.requests.map((request) => request.path)).toContain(path), 10_000);
	expect(studio.panel.html()).not.toContain(DASHBOARD);
	studio.panel.unmount();
});
