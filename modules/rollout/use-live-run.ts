/**
 * The run that is under way, whoever started it: found in the ledger, then followed by its events, or by asking again and again where those cannot be had.
 * Nothing of it is kept in the page: who leaves and comes back finds it again.
 */
import { useApi } from '@directus/extensions-sdk';
import { onUnmounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ROUTES, runEventsRoute, type Run, type RunAnswer, type TierProgress } from '../../src/contract';
import { withQuery } from '../../app/client';
import { followEvents } from './follow-events';
import { finished, progressOfRuns } from './progress-of-runs';

/** Between two looks for a run that somebody started. */
const SEEK_MS = 3000;
/** Between two looks at a run that is followed without events, and for one that was just started here. */
const POLL_MS = 700;
/** A run of all tiers has eight steps; more rows than that only if others are refused meanwhile. */
const ROWS = 30;

export interface LiveRun {
	run: Run;
	tiers: TierProgress[];
	/** By events, or by asking again. */
	by: 'events' | 'polling';
}

export interface LiveRuns {
	/** The run under way, or the one that ended last while the page was open; null before there was one. */
	live: ShallowRef<LiveRun | null>;
	/** The ledger was not reachable at the last look. */
	lost: Ref<boolean>;
	/** Looks at once, and more often until `until` settles: a run is being started here. */
	seek: (until: Promise<unknown>) => void;
	/** Shows the run that was started here as its request answered it: it may have ended before anybody could look. */
	answered: (answer: RunAnswer) => void;
	dismiss: () => void;
}

/** To be called in `setup`. `ended` is called once for each run that was followed to its end. */
export function useLiveRun(ended: (run: Run) => void): LiveRuns {
	const api = useApi();
	const live = shallowRef<LiveRun | null>(null);
	const lost = ref(false);
	let stopEvents: (() => void) | null = null;
	let timer: ReturnType<typeof setTimeout> | null = null;
	let starting = 0;
	let gone = false;

	const isRunning = () => live.value?.run.status === 'running';

	async function list(query: Record<string, string | number>): Promise<Run[]> {
		const answer = await api.get<{ data?: Run[] }>(withQuery(ROUTES.runs, query));
		return Array.isArray(answer.data?.data) ? answer.data.data : [];
	}

	async function look(): Promise<void> {
		try {
			if (isRunning()) await poll();
			else await find();
			lost.value = false;
		} catch {
			// What is shown stays; the next look may succeed. Refusals are told by what else the page reads.
			lost.value = true;
		}
		schedule();
	}

	async function find(): Promise<void> {
		const [run] = await list({ status: 'running', steps: 'false', limit: 1 });
		if (!run || gone || isRunning()) return;
		live.value = { run, tiers: [], by: 'events' };
		stopEvents = followEvents(api.getUri({ url: runEventsRoute(run.id) }), {
			tell: (told) => show(told.run ?? live.value?.run ?? run, merge(live.value?.tiers ?? [], told.tier)),
			lose: () => {
				stopEvents = null;
				if (live.value) live.value = { ...live.value, by: 'polling' };
				void look();
			},
		});
	}

	async function poll(): Promise<void> {
		const id = live.value?.run.id;
		if (id === undefined || live.value?.by === 'events') return;
		const runs = await list({ limit: ROWS });
		const run = runs.find((one) => one.id === id);
		if (run && !gone) show(run, progressOfRuns(runs, id));
	}

	function show(run: Run, tiers: TierProgress[]): void {
		if (gone || !live.value || live.value.run.id !== run.id) return;
		live.value = { ...live.value, run, tiers };
		if (run.status === 'running') return;
		stopEvents?.();
		stopEvents = null;
		ended(run);
	}

	function schedule(): void {
		if (timer !== null) clearTimeout(timer);
		timer = null;
		if (gone) return;
		const soon = starting > 0 || (isRunning() && live.value?.by === 'polling');
		timer = setTimeout(() => void look(), soon ? POLL_MS : SEEK_MS);
	}

	function seek(until: Promise<unknown>): void {
		starting += 1;
		// How an earlier one ended must not be taken for how this one does.
		if (!isRunning()) live.value = null;
		const done = () => {
			starting -= 1;
		};
		until.then(done, done);
		void look();
	}

	function answered({ run, tiers }: RunAnswer): void {
		if (gone || (isRunning() && live.value?.run.id !== run.id)) return;
		stopEvents?.();
		stopEvents = null;
		live.value = { run, tiers: tiers.map(finished), by: 'events' };
	}

	onUnmounted(() => {
		gone = true;
		stopEvents?.();
		if (timer !== null) clearTimeout(timer);
	});
	void look();

	return {
		live,
		lost,
		seek,
		answered,
		dismiss: () => {
			if (!isRunning()) live.value = null;
		},
	};
}

/** Tiers in the order in which they started, the latest word of each. */
function merge(tiers: readonly TierProgress[], told: TierProgress | undefined): TierProgress[] {
	if (!told) return [...tiers];
	const known = tiers.some(({ tier }) => tier === told.tier);
	return known ? tiers.map((one) => (one.tier === told.tier ? told : one)) : [...tiers, told];
}
