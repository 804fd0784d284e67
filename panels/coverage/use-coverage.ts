/** Loads the panel's data and keeps it current: on mount, when the wish changes, and with the dashboard's refresh. */
import { computed, onUnmounted, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useApi } from '@directus/extensions-sdk';
import { readFailure, type Failure } from './failure';
import { readSnapshot, type Snapshot, type Wish } from './read-snapshot';
import { useDashboardRefresh } from './use-dashboard-refresh';

export type PanelState =
	| { name: 'loading' }
	| { name: 'failed'; failure: Failure }
	/** `failure` is set where the latest refresh failed and older figures are still shown. */
	| { name: 'shown'; snapshot: Snapshot; failure: Failure | null };

export interface Coverage {
	state: ComputedRef<PanelState>;
	/** A request is under way; the figures shown may be about to change. */
	busy: Ref<boolean>;
	/** Code of the axis whose matrix was asked for; null until somebody chose one. */
	chosenAxis: Ref<string | null>;
	reload: () => void;
}

export interface CoverageOptions {
	dashboard: () => string | undefined;
	axis: () => string | null;
	showMatrix: () => boolean;
}

export function useCoverage(options: CoverageOptions): Coverage {
	const api = useApi();
	const snapshot = shallowRef<Snapshot | null>(null);
	const failure = shallowRef<Failure | null>(null);
	const chosenAxis = ref<string | null>(null);
	const busy = ref(false);
	let current: AbortController | null = null;
	let refreshAgain = false;

	/** Starts over: a load under way is aborted, and whatever it still answers is dropped. */
	async function load(): Promise<void> {
		current?.abort();
		const own = new AbortController();
		current = own;
		refreshAgain = false;
		busy.value = true;

		const wish: Wish = { axis: options.axis(), matrixOf: chosenAxis.value, showMatrix: options.showMatrix() };
		const outcome = await settle(readSnapshot(api, wish, own.signal));
		if (current !== own) return;

		current = null;
		busy.value = false;
		failure.value = outcome.failure;
		if (outcome.snapshot) snapshot.value = outcome.snapshot;
		// Who lost the right to read must not go on looking at old figures.
		else if (outcome.failure.kind === 'forbidden') snapshot.value = null;

		if (refreshAgain) void load();
	}

	/** A refresh never aborts: with an interval shorter than the answer takes, no load would ever come to its end. */
	function refresh(): void {
		if (busy.value) refreshAgain = true;
		else void load();
	}

	useDashboardRefresh(options.dashboard, refresh);
	watch([options.axis, options.showMatrix, chosenAxis], () => void load());
	onUnmounted(() => {
		current?.abort();
		current = null;
	});
	void load();

	const state = computed<PanelState>(() => {
		if (snapshot.value) return { name: 'shown', snapshot: snapshot.value, failure: failure.value };
		// A retry keeps the message until its answer is there: the panel does not flicker.
		if (failure.value) return { name: 'failed', failure: failure.value };
		return { name: 'loading' };
	});

	return { state, busy, chosenAxis, reload: () => void load() };
}

type Outcome = { snapshot: Snapshot; failure: null } | { snapshot: null; failure: Failure };

async function settle(reading: Promise<Snapshot>): Promise<Outcome> {
	try {
		return { snapshot: await reading, failure: null };
	} catch (error) {
		return { snapshot: null, failure: readFailure(error) };
	}
}
