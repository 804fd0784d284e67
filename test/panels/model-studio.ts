/** The section "Model" as the Studio mounts it: HTTP client and components are the Studio's part; everything else is ours and real. */
import { API_INJECT, STORES_INJECT } from '@directus/constants';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { h, type FunctionalComponent } from 'vue';
import { createI18n } from 'vue-i18n';
import ModelSection from '../../modules/rollout/model/model-section.vue';
import type { LaneAssignment, RecordedChange, ChangePreview, ModelItem, ModelStanding } from '../../src/contract';
import { WaitingActions, type Sent } from './page-api';
import { plain } from './studio';

/** Answers reads by path at once. */
export class ModelApi extends WaitingActions {
	readonly answers = new Map<string, unknown>();
	readonly reads: string[] = [];

	readonly get = async (path: string): Promise<unknown> => {
		this.reads.push(path);
		const data = this.answers.get(path.split('?')[0] ?? '');
		if (!Array.isArray(data)) throw data;
		return { status: 200, data: { data, meta: { total_count: data.length } } };
	};

	/** The newest action. */
	last(): Sent {
		const sent = this.sent.at(-1);
		if (!sent) throw new Error('Nothing was sent');
		return sent;
	}
}

const components: Record<string, FunctionalComponent<{ name?: string }>> = {
	'v-icon': ({ name }) => h('i', { 'data-icon': name }),
	'v-button': (_, { slots }) => h('button', { type: 'button' }, slots['default']?.()),
	'v-progress-linear': () => h('div', { class: 'v-progress-linear' }),
	'v-dialog': (_, { slots }) => h('div', slots['default']?.()),
};

export interface Opened {
	api: ModelApi;
	page: VueWrapper;
	words: () => string;
	/** Clicks the button of that name or label. */
	click: (name: string) => Promise<void>;
	/** Types into the field, or chooses in it. */
	fill: (label: string, value: string) => Promise<void>;
	/** Ticks the box of that label. */
	check: (label: string) => Promise<void>;
	isDisabled: (name: string) => boolean;
}

export async function openModel(api: ModelApi, { mayAct = true, language = 'en-US' } = {}): Promise<Opened> {
	const page = mount(ModelSection, {
		attachTo: document.body,
		props: { mayAct },
		global: {
			components,
			plugins: [createI18n({ legacy: false, locale: language, fallbackLocale: 'en-US', messages: {} })],
			provide: { [API_INJECT]: api, [STORES_INJECT]: {} },
		},
	});
	await flushPromises();
	const button = (name: string) => {
		const found = page.findAll('button').find((one) => one.attributes('aria-label') === name || plain(one.text()) === name);
		if (!found) throw new Error(`No button "${name}" in: ${plain(page.text())}`);
		return found;
	};
	const field = (label: string) => {
		const id = page
			.findAll('label')
			.find((one) => plain(one.text()) === label)
			?.attributes('for');
		return id === undefined ? page.find(`[aria-label="${label}"]`) : page.find(`[id="${id}"]`);
	};
	return {
		api,
		page,
		words: () => plain(page.text()),
		click: async (name) => {
			await button(name).trigger('click');
			await flushPromises();
		},
		fill: async (label, value) => {
			await field(label).setValue(value);
			await flushPromises();
		},
		check: async (label) => {
			const box = page.findAll('label').find((one) => plain(one.text()) === label);
			await box?.find('input').setValue(true);
			await flushPromises();
		},
		isDisabled: (name) => button(name).attributes('disabled') !== undefined,
	};
}

export const item = (kind: ModelItem['kind'], code: string, status: ModelItem['status'], axis_code = 'topic'): ModelItem => ({
	kind,
	code,
	axis_code,
	name: null,
	status,
	detail: null,
	assignments: kind === 'rule' ? null : 3,
	owners: kind === 'rule' ? null : 2,
});

export const assignment = (object_ref: string): LaneAssignment => ({
	assignment_id: object_ref,
	object_type: 'collection',
	object_ref,
	axis_code: 'topic',
	value_code: 'ai-ops',
	zone: 'approved',
	owner_gov_code: null,
	lane: 'official',
});

const standing = (status: ModelStanding['status'], required_cells: number, gap_cells: number): ModelStanding => ({
	status,
	required_cells,
	gap_cells,
	direct_cells: required_cells - gap_cells,
	inherited_cells: 0,
	waived_cells: 0,
	ok: 0,
	low_conf: 0,
	stale: 0,
	quarantine: 0,
	missing_assignments: 29,
	rules_without_values: [],
});

/** As the server answers for a candidate that becomes active. */
export const preview = (more: Partial<ChangePreview> = {}): ChangePreview => ({
	before: standing('candidate', 6, 1),
	after: standing('active', 9, 2),
	cells_added: 3,
	cells_removed: 0,
	gaps_added: 1,
	gaps_removed: 0,
	owners: [{ owner_gov_code: 'GOV-DOT', cells: 2 }],
	objects_without_owner: [{ object_type: 'collection', object_ref: 'iu_staging_record', cells: 1 }],
	objects_without_owner_count: 1,
	rows: {
		values_activated: 0,
		values_reparented: 0,
		assignments_retargeted: 0,
		assignments_superseded: 0,
		owners_retargeted: 0,
		owners_superseded: 0,
		waivers_retargeted: 0,
	},
	conflicts: [],
	left_behind: { assignments: 0, owners: 0, children: 0, topic_maps: 0, decisions: 0, waivers: 0 },
	waivers_left: [],
	needs_ratified_apr: false,
	committed: false,
	gate: {
		status: 'READY',
		blockers: [],
		ratification_count: 1,
		source: { table: 'os_proposal_approvals', filter: {} },
		checked_at: '2026-06-03T00:00:00Z',
	},
	...more,
});

export const event = (more: Partial<RecordedChange> = {}): RecordedChange => ({
	id: '7829a71b-0000-4000-8000-000000000001',
	at: '2026-06-03T10:00:00Z',
	who: 'me',
	kind: 'value',
	act: 'merge',
	what: 'The value "ai-ops" of the axis "topic" merged into "workflow".',
	why: 'one team now',
	axis_code: 'topic',
	code: 'ai-ops',
	group_ref: null,
	from: 'active',
	to: 'deprecated',
	merge_into: 'workflow',
	split_into: null,
	cells: null,
	rows: 3,
	gaps_before: 1,
	gaps_after: 1,
	ratified_apr: null,
	undo_of: null,
	undone_by: null,
	undone_at: null,
	undone_in: null,
	undo: 'POST /axis/model/changes/7829a71b-0000-4000-8000-000000000001/undo',
	...more,
});
