/**
 * Loads what a screen shows and keeps it current: on mount, when what it depends on changes, with the dashboard's refresh, and after every change
 * that a screen announces.
 * A later wish aborts an earlier reading; a failed refresh leaves the older figures standing.
 */
import { computed, onUnmounted, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useApi } from '@directus/extensions-sdk';
import { useChanges } from './changes';
import { fetchWith, type Fetch } from './client';
import { readFailure, type Failure } from './failure';
import { useDashboardRefresh } from './use-dashboard-refresh';

export type ReadingState<Data> =
	| { name: 'loading' }
	| { name: 'failed'; failure: Failure }
	/** `failure` is set where the latest refresh failed and older figures are still shown; `readAt` is when those were read. */
	| { name: 'shown'; data: Data; readAt: Date; failure: Failure | null };

export interface Reading<Data> {
	state: ComputedRef<ReadingState<Data>>;
	/** A request is under way; the figures shown may be about to change. */
	busy: Ref<boolean>;
	/** Starts over at once: after a retry, or after a change that the caller made. */
	reload: () => void;
	/** As a dashboard's refresh: waits for a reading under way, then reads once more. */
	refresh: () => void;
}

export interface ReadingOptions<Data> {
	/** Reads everything that is shown, as one. It may catch what its figures can do without. */
	read: (fetch: Fetch) => Promise<Data>;
	/** What the reading depends on; a change of one starts over. */
	depends?: (() => unknown)[];
	/** The dashboard whose refresh is followed; left out on pages that are none. */
	dashboard?: () => string | undefined;
}

/** To be called in `setup`; reads at once. */
export function useReading<Data>(options: ReadingOptions<Data>): Reading<Data> {
	const api = useApi();
	const shown = shallowRef<{ data: Data; readAt: Date } | null>(null);
	const failure = shallowRef<Failure | null>(null);
	const busy = ref(false);
	let current: AbortController | null = null;
	let refreshAgain = false;

	/** Starts over: a load under way is aborted, and whatever it still answers is dropped. */
	async function load({ shared = true } = {}): Promise<void> {
		current?.abort();
		const own = new AbortController();
		current = own;
		refreshAgain = false;
		busy.value = true;

		const outcome = await settle(() => options.read(fetchWith(api, own.signal, { shared })));
		// Of several requests one may have failed and ended it: nobody waits for the others.
		own.abort();
		if (current !== own) return;

		current = null;
		busy.value = false;
		failure.value = outcome.failure;
		if (outcome.failure === null) shown.value = { data: outcome.data, readAt: new Date() };
		// Who lost the right to read must not go on looking at old figures.
		else if (outcome.failure.kind === 'forbidden') shown.value = null;

		if (refreshAgain) void load();
	}

	/** A refresh never aborts: with an interval shorter than the answer takes, no load would ever come to its end. */
	function refresh(): void {
		if (busy.value) refreshAgain = true;
		else void load();
	}

	useChanges(refresh);
	if (options.dashboard) useDashboardRefresh(options.dashboard, refresh);
	if (options.depends && options.depends.length > 0) watch(options.depends, () => void load());
	onUnmounted(() => {
		current?.abort();
		current = null;
	});
	void load();

	const state = computed<ReadingState<Data>>(() => {
		if (shown.value) return { name: 'shown', ...shown.value, failure: failure.value };
		// A retry keeps the message until its answer is there: the panel does not flicker.
		if (failure.value) return { name: 'failed', failure: failure.value };
		return { name: 'loading' };
	});

	// What the caller changed must be in the answer: a request that began before would not know it.
	return { state, busy, reload: () => void load({ shared: false }), refresh };
}

type Outcome<Data> = { data: Data; failure: null } | { failure: Failure };

async function settle<Data>(read: () => Promise<Data>): Promise<Outcome<Data>> {
	try {
		return { data: await read(), failure: null };
	} catch (error) {
		return { failure: readFailure(error) };
	}
}
