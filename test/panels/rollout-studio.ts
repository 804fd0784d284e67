/** The module's page as the Studio mounts it: HTTP client, stores and components are the Studio's part; everything else is ours and real. */
import { API_INJECT, STORES_INJECT } from '@directus/constants';
import type { DOMWrapper } from '@vue/test-utils';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { h, type FunctionalComponent } from 'vue';
import { createI18n } from 'vue-i18n';
import RolloutPage from '../../modules/rollout/page.vue';
import type { GateStatus, Plan, Run } from '../../src/contract';
import { RolloutApi, TestEventSource } from './page-api';
import { planOf, READY, USER } from './rollout-fixtures';
import { plain } from './studio';

const slot =
	(tag: string): FunctionalComponent =>
	(_, { slots }) =>
		h(tag, slots['default']?.());
const components: Record<string, FunctionalComponent<{ name?: string; modelValue?: boolean; value?: string }>> = {
	'v-icon': ({ name }) => h('i', { 'data-icon': name }),
	'v-button': slot('button'),
	'v-progress-linear': () => h('div', { class: 'v-progress-linear' }),
	'v-progress-circular': () => h('div', { class: 'v-progress-circular' }),
	'v-dialog': ({ modelValue }, { slots }) => (modelValue ? h('div', slots['default']?.()) : null),
	'private-view': slot('main'),
	'router-link': slot('a'),
	'interface-input-code': ({ value }) => h('textarea', { 'aria-label': 'code', readonly: true }, value),
};
for (const component of Object.values(components)) component.props = ['name', 'modelValue', 'value'];

export interface Page {
	api: RolloutApi;
	view: VueWrapper;
	words: () => string;
	/** Of the page and its dialogs, by their visible words. */
	button: (words: string) => DOMWrapper<Element>;
	buttons: () => string[];
	dialog: () => DOMWrapper<Element>;
	isOff: (words: string) => boolean;
	/** What the dialog says. */
	told: () => string;
	/** Opens the dialog by a button of the page: its last button of the same words confirms. */
	ask: (words: string) => Promise<void>;
}

export async function openPage(
	standing: {
		/** Answers of reads by path, over the usual ones. */
		answers?: Record<string, unknown>;
		/** A browser without EventSource. */
		withoutEvents?: boolean;
		mayReadUsers?: boolean;
		/** The collection that the user may create items in. */
		mayRatify?: string;
		/** Fields of that collection. */
		fields?: readonly string[];
		/** A table that Directus does not manage. */
		unregistered?: string;
		gate?: GateStatus;
		plan?: Plan;
		runs?: Run[];
		mayAct?: boolean;
		isAdmin?: boolean;
		language?: string;
	} = {},
): Promise<Page> {
	const {
		gate = READY,
		plan = planOf(),
		runs = [],
		mayAct = true,
		isAdmin = false,
		language = 'en-US',
		answers = {},
		withoutEvents = false,
		mayReadUsers = true,
		mayRatify,
		fields = ['email', 'statement', 'esignature_agreement'],
		unregistered,
	} = standing;
	const api = new RolloutApi();
	api.answers.set('/axis/model', []).set('/axis/changes', []);
	api.answers.set('/axis/gate', gate).set('/axis/plan', plan);
	api.answers.set('/axis/rollback/foresight', { tiers: [], refuses: [], takes: [], standing: { total: 0, acts: [] } });
	api.answers.set('/axis/runs', (path: string) =>
		runs.filter((run) => !path.includes('status=running') || run.status === 'running'),
	);
	api.answers.set('/users', [{ id: USER, first_name: 'Olga', last_name: 'Operator', email: null }]);
	for (const [path, answer] of Object.entries(answers)) api.answers.set(path, answer);
	TestEventSource.opened = [];
	Reflect.set(globalThis, 'EventSource', withoutEvents ? undefined : TestEventSource);
	const stores = {
		usePermissionsStore: () => ({
			hasPermission: (collection: string) =>
				({ directus_users: mayReadUsers, axis_rollout_run: mayAct })[collection] ?? collection === mayRatify,
		}),
		useUserStore: () => ({ isAdmin, currentUser: { first_name: 'Olga', last_name: 'Operator', email: 'olga@example.com' } }),
		useFieldsStore: () => ({ getField: (_: string, field: string) => (fields.includes(field) ? {} : null) }),
		useCollectionsStore: () => ({ getCollection: (collection: string) => ({ meta: collection === unregistered ? null : {} }) }),
	};
	const view = mount(RolloutPage, {
		attachTo: document.body,
		global: {
			components,
			plugins: [createI18n({ legacy: false, locale: language, fallbackLocale: 'en-US', messages: {} })],
			provide: { [API_INJECT]: api, [STORES_INJECT]: stores },
		},
	});
	await flushPromises();
	const buttons = () => view.findAll('button');
	const button = (words: string) => {
		const found = buttons()
			.filter((one) => plain(one.text()) === words)
			.at(-1);
		if (!found)
			throw new Error(
				`No button ${words}; there are: ${buttons()
					.map((one) => plain(one.text()))
					.join(', ')}`,
			);
		return found;
	};
	const dialog = () => view.find('[role="dialog"]');
	return {
		api,
		view,
		words: () => plain(view.text()),
		button,
		buttons: () => buttons().map((button) => plain(button.text())),
		dialog,
		isOff: (words) => button(words).attributes('disabled') !== undefined,
		told: () => plain(dialog().text()),
		async ask(words) {
			await button(words).trigger('click');
			await flushPromises();
		},
	};
}
