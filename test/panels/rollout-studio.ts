/** The module's page as the Studio mounts it: HTTP client, stores and components are the Studio's part; everything else is ours and real. */
import { API_INJECT, STORES_INJECT } from '@directus/constants';
import type { DOMWrapper } from '@vue/test-utils';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { h, type FunctionalComponent } from 'vue';
import { createI18n } from 'vue-i18n';
import module from '../../modules/rollout';
import type { GateStatus, Plan, PlannedTier, Run, TierResult } from '../../src/contract';
import { plain } from './studio';

export interface Sent {
	path: string;
	body: unknown;
	answer: (data: unknown) => Promise<void>;
	fail: (error: unknown) => Promise<void>;
}

/** Answers reads by what it was given last, and keeps actions waiting until the test answers them. */
export class RolloutApi {
	readonly reads: string[] = [];
	readonly sent: Sent[] = [];
	/** By path without the query; a function is called with the whole path. */
	readonly answers = new Map<string, unknown>();
	defaults = { baseURL: '/' };

	readonly getUri = ({ url }: { url: string }): string => url;

	readonly get = async (path: string): Promise<unknown> => {
		this.reads.push(path);
		const known = this.answers.get(path.split('?')[0] ?? '');
		const data: unknown = typeof known === 'function' ? known(path) : known;
		if (data === undefined) throw new Error(`Nothing to answer to ${path}`);
		if (data instanceof Refused) throw data.error;
		return { status: 200, data: { data, meta: { total_count: Array.isArray(data) ? data.length : 0 } } };
	};

	readonly post = (path: string, body: unknown): Promise<unknown> =>
		new Promise((resolve, reject) => {
			const settle = async (act: () => void) => {
				act();
				await flushPromises();
			};
			this.sent.push({
				path,
				body,
				answer: (data) => settle(() => resolve({ status: 200, data: { data } })),
				fail: (error) => settle(() => reject(error)),
			});
		});

	/** The oldest action that was not taken yet. */
	takeSent(): Sent {
		const sent = this.sent.shift();
		if (!sent) throw new Error('Nothing was sent');
		return sent;
	}
}

/** A read that is refused. */
export class Refused {
	constructor(readonly error: unknown) {}
}

/** The browser's EventSource, whose server is the test. */
export class TestEventSource extends EventTarget {
	static readonly CLOSED = 2;
	static opened: TestEventSource[] = [];
	readyState = 1;

	constructor(readonly url: string) {
		super();
		TestEventSource.opened.push(this);
	}

	async tell(event: string, data: unknown): Promise<void> {
		this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
		await flushPromises();
	}

	/** As a browser does where the server answers no stream. */
	async refuse(): Promise<void> {
		this.readyState = TestEventSource.CLOSED;
		this.dispatchEvent(new Event('error'));
		await flushPromises();
	}

	close(): void {
		this.readyState = TestEventSource.CLOSED;
	}
}

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
}

export async function openPage(
	standing: {
		/** Answers of reads by path, over the usual ones. */
		answers?: Record<string, unknown>;
		/** A browser without EventSource. */
		withoutEvents?: boolean;
		mayReadUsers?: boolean;
		mayRatify?: boolean;
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
		mayRatify = false,
	} = standing;
	const api = new RolloutApi();
	api.answers.set('/axis/model', []).set('/axis/lifecycle', []);
	api.answers.set('/axis/gate', gate).set('/axis/plan', plan);
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
				({ directus_users: mayReadUsers, os_proposal_approvals: mayRatify })[collection] ?? mayAct,
		}),
		useUserStore: () => ({ isAdmin }),
	};
	const [route] = module.routes;
	if (!route || !('component' in route) || !route.component) throw new Error('The module has no page');
	const view = mount(route.component, {
		attachTo: document.body,
		global: {
			components,
			plugins: [createI18n({ legacy: false, locale: language, fallbackLocale: 'en-US', messages: {} })],
			provide: { [API_INJECT]: api, [STORES_INJECT]: stores },
		},
	});
	await flushPromises();
	const buttons = () => view.findAll('button');
	return {
		api,
		view,
		words: () => plain(view.text()),
		button: (words) => {
			const found = buttons()
				.filter((button) => plain(button.text()) === words)
				.at(-1);
			if (!found)
				throw new Error(
					`No button ${words}; there are: ${buttons()
						.map((button) => plain(button.text()))
						.join(', ')}`,
				);
			return found;
		},
		buttons: () => buttons().map((button) => plain(button.text())),
		dialog: () => view.find('[role="dialog"]'),
	};
}

export const USER = '11111111-0000-4000-8000-000000000000';
export const READY: GateStatus = { status: 'READY', blockers: [], ratification_count: 1, checked_at: '2026-06-03T00:00:00.000Z' };
export const BLOCKED: GateStatus = {
	status: 'BLOCKED',
	blockers: [
		{
			code: 'ratification',
			message: 'os_proposal_approvals holds 0 of 1 approvals.',
			expected: 1,
			actual: 0,
			remedy: 'A person must ratify.',
		},
	],
	ratification_count: 0,
	checked_at: '2026-06-03T00:00:00.000Z',
};

const NAMES = ['structure', 'responsibility-axis', 'ownership-seed', 'containment', 'topic-finalization', 'scanner-baseline'];

/** Tiers 1 to 6 and 8; those up to `applied` are applied, the next one is ready. */
export function planOf({
	applied = 0,
	sealed = false,
	blocked = false,
}: { applied?: number; sealed?: boolean; blocked?: boolean } = {}): Plan {
	const tiers = NAMES.map((name, position): PlannedTier => {
		const tier = position + 1;
		const state = tier <= applied ? 'applied' : blocked ? 'blocked' : tier === applied + 1 ? 'ready' : 'pending';
		return { tier, name, sovereign: tier === 3, state, expected: [{ object: 'axis_value', delta: tier }], blockers: [] };
	});
	const verify: PlannedTier = {
		tier: 8,
		name: 'verify',
		sovereign: false,
		state: applied === 6 ? 'applied' : 'pending',
		expected: [],
		blockers: [],
	};
	return { profile: { name: 'one-roof', sha256: 'a'.repeat(64), sealed }, tiers: [...tiers, verify] };
}

export function runOf(change: Partial<Run> = {}): Run {
	return {
		id: '7829a71b-0000-4000-8000-000000000000',
		part_of: null,
		action: 'apply',
		tiers: [1, 2],
		status: 'running',
		requested_by: USER,
		started_at: '2026-06-03T00:00:00.000Z',
		finished_at: null,
		ratified_apr: 'APR-1',
		profile_sha256: 'a'.repeat(64),
		request: null,
		result: null,
		error: null,
		...change,
	};
}

export function resultOf(tier: number, change: Partial<TierResult> = {}): TierResult {
	return {
		tier,
		name: NAMES[tier - 1] ?? 'verify',
		status: 'passed',
		deltas: [{ object: 'axis_value', before: 0, after: 6 }],
		checks: [{ name: 'required_cells', expected: 210, actual: 210, ok: true }],
		violations: [],
		locks: [],
		notes: [],
		deleted: [],
		duration_ms: 31,
		...change,
	};
}
