/**
 * The part of the Studio that the panel touches: HTTP client, insights store, i18n and global components.
 * They are handed in by the SDK's own injection keys, so that all of our modules run as they are.
 */
import { API_INJECT, STORES_INJECT } from '@directus/constants';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { h, type FunctionalComponent, type Slots } from 'vue';
import { createI18n } from 'vue-i18n';
import type { PanelConfig } from '@directus/extensions';
import MatrixPanel from '../../panels/matrix/panel.vue';

export const DASHBOARD = 'dashboard-1';

export interface PendingRequest {
	path: string;
	signal: AbortSignal | undefined;
	/** The `Accept` that was asked for; undefined where none was. */
	accept: string | undefined;
	/** A list's page carries how many rows there are in all. */
	answer: (data: unknown, total?: number) => Promise<void>;
	/** A body that is not an envelope, e.g. CSV. */
	answerText: (body: string) => Promise<void>;
	fail: (error: unknown) => Promise<void>;
}

/** An HTTP client whose requests wait until the test answers them, in whatever order the test wants. */
export class WaitingApi {
	readonly requests: PendingRequest[] = [];

	readonly get = (path: string, config?: { signal?: AbortSignal; headers?: { Accept?: string } }): Promise<unknown> =>
		new Promise((resolve, reject) => {
			this.requests.push({
				path,
				signal: config?.signal,
				accept: config?.headers?.Accept,
				answer: (data, total) =>
					settle(() => resolve({ status: 200, data: total === undefined ? { data } : { data, meta: { total_count: total } } })),
				answerText: (body) => settle(() => resolve({ status: 200, data: body })),
				fail: (error) => settle(() => reject(error)),
			});
		});

	/** What was sent, by the order of the requests that `take` gives. */
	readonly sent: { path: string; body: unknown }[] = [];

	readonly post = (path: string, body: unknown): Promise<unknown> => {
		this.sent.push({ path, body });
		return this.get(path);
	};

	/** The oldest request for that path that was not taken yet. */
	take(path: string): PendingRequest {
		const position = this.requests.findIndex((request) => request.path === path);
		const [request] = position < 0 ? [] : this.requests.splice(position, 1);
		if (!request) throw new Error(`No request for ${path}; open: ${this.requests.map((open) => open.path).join(', ')}`);
		return request;
	}
}

async function settle(action: () => void): Promise<void> {
	action();
	await flushPromises();
}

/** A rejection as axios makes it for an answer outside of 2xx. */
export function refusal(status: number, code: string, message: string) {
	return { response: { status, data: { errors: [{ message, extensions: { code } }] } } };
}

type ActionListener = (action: { name: string; args: unknown[] }) => void;

/** The insights store's action bus. */
export class InsightsStore {
	readonly listeners = new Set<ActionListener>();

	readonly $onAction = (listener: ActionListener): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};

	async dispatch(name: string, ...args: unknown[]): Promise<void> {
		for (const listener of this.listeners) listener({ name, args });
		await flushPromises();
	}
}

export interface Studio {
	api: WaitingApi;
	insights: InsightsStore;
	panel: VueWrapper;
	/** The panel's words, with every run of white space as one blank. */
	words: () => string;
}

/** The Studio's global components, as far as the panel needs them. */
const components: Record<string, FunctionalComponent<{ name?: string; disabled?: boolean }>> = {
	...Object.fromEntries(
		['v-dialog', 'v-card', 'v-card-title', 'v-card-text', 'v-card-actions'].map((name) => [
			name,
			(_: object, { slots, attrs }: { slots: Slots; attrs: Record<string, unknown> }) =>
				h('div', { ...attrs, 'data-host': name }, slots['default']?.()),
		]),
	),
	'v-icon': ({ name }) => h('i', { 'data-icon': name }),
	'v-button': ({ disabled }, { slots }) => h('button', { type: 'button', disabled: disabled === true }, slots['default']?.()),
	'v-progress-linear': () => h('div', { class: 'v-progress-linear' }),
	'router-link': (_, { slots, attrs }) => h('a', { href: attrs['to'] }, slots['default']?.()),
};

export interface Mounting {
	/** The Studio's language, e.g. `de-DE`. */
	language?: string;
	/** Values of the panel's options, by field. */
	options?: Readonly<Record<string, unknown>>;
	/** Whether the user has create permission on the run ledger. */
	mayAct?: boolean;
}

/** The panel "Axis coverage" in English. */
export function openPanel(options: { axis?: string | null; show_matrix?: boolean } = {}): Studio {
	return openAny(MatrixPanel, { options: { ...options, compact: true } });
}

/** Any panel, as the Studio mounts it. */
export function openAny(
	component: PanelConfig['component'],
	{ language = 'en-US', options = {}, mayAct = true }: Mounting = {},
): Studio {
	const api = new WaitingApi();
	const insights = new InsightsStore();
	const wrapper = mount(component, {
		attachTo: document.body,
		props: { id: 'panel-1', dashboard: DASHBOARD, showHeader: true, width: 40, height: 30, now: new Date(0), ...options },
		global: {
			components,
			plugins: [createI18n({ legacy: false, locale: language, fallbackLocale: 'en-US', messages: {} })],
			provide: {
				[API_INJECT]: api,
				[STORES_INJECT]: {
					useInsightsStore: () => insights,
					usePermissionsStore: () => ({
						hasPermission: (collection: string, action: string) =>
							collection === 'axis_rollout_run' && (action === 'read' || mayAct),
					}),
				},
			},
		},
	});
	return { api, insights, panel: wrapper, words: () => plain(wrapper.text()) };
}

/** Gives a matrix the height of all of its rows, as a high screen does: it draws what is in view only. */
export async function drawAllRows({ panel: shown }: Studio): Promise<void> {
	const scroller = shown.get('.scroller');
	Object.defineProperty(scroller.element, 'clientHeight', { value: 10_000 });
	await scroller.trigger('scroll');
	await new Promise(requestAnimationFrame);
	await flushPromises();
}

export function plain(text: string): string {
	return text.replace(/\s+/gu, ' ').trim();
}
