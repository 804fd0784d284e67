/** What part of the lines is scrolled to, and scrolling to a line. Follows the scroller's size. */
import { computed, onMounted, onUnmounted, ref, watch, type ComputedRef, type Ref } from 'vue';
import { LINE_PX, visibleLines, type Layout, type Line } from './matrix-layout';

/** Height of the sticky header; the style sheet holds to it, but where names of values stand upright. */
export const HEAD_PX = 32;
/** Rows that somebody only scrolls past are not asked for. */
const REST_MS = 60;
/** Until the scroller has a size. */
const FIRST_HEIGHT_PX = 480;

export interface Viewport {
	lines: ComputedRef<Line[]>;
	/** Heights of what is not drawn, in pixels. */
	above: ComputedRef<number>;
	below: ComputedRef<number>;
	onScroll: () => void;
	/** Scrolls as far as it needs so that the row is seen, and takes it to be drawn at once. */
	reveal: (row: number) => void;
}

export function useViewport(scroller: Ref<HTMLElement | null>, layout: () => Layout): Viewport {
	const top = ref(0);
	const height = ref(FIRST_HEIGHT_PX);
	let frame = 0;
	let observer: ResizeObserver | null = null;

	function measure(): void {
		frame = 0;
		if (!scroller.value) return;
		top.value = scroller.value.scrollTop;
		height.value = scroller.value.clientHeight || FIRST_HEIGHT_PX;
	}

	/** At most once a frame, however often the browser tells. */
	function onScroll(): void {
		frame ||= requestAnimationFrame(measure);
	}

	onMounted(() => {
		// It tells the first size too, once the browser has laid out by itself: to ask for it here would make it do so twice.
		observer = new ResizeObserver(measure);
		if (scroller.value) observer.observe(scroller.value);
	});
	onUnmounted(() => {
		observer?.disconnect();
		cancelAnimationFrame(frame);
	});

	function reveal(row: number): void {
		const from = layout().lineOfRow(row) * LINE_PX;
		const room = height.value - HEAD_PX;
		const to = from < top.value ? from : from + LINE_PX > top.value + room ? from + LINE_PX - room : top.value;
		if (to === top.value) return;
		top.value = to;
		if (scroller.value) scroller.value.scrollTop = to;
	}

	const lines = computed(() => visibleLines(layout(), top.value, height.value));
	const above = computed(() => (lines.value[0]?.line ?? 0) * LINE_PX);
	const below = computed(() => Math.max(0, layout().lines - 1 - (lines.value.at(-1)?.line ?? layout().lines - 1)) * LINE_PX);
	return { lines, above, below, onScroll, reveal };
}

/** Rows among the lines, in their order. Where the view rests on them, and when there are others after a reading, `need` is told the first and the last. */
export function useDrawnRows(lines: ComputedRef<Line[]>, need: (first: number, last: number) => void): ComputedRef<number[]> {
	const rows = computed(() => lines.value.flatMap((line) => (line.kind === 'row' ? [line.row] : [])));
	let resting: ReturnType<typeof setTimeout> | undefined;
	// Lines are made anew with every layout, and so with every reading.
	watch(
		rows,
		([first, ...others]) => {
			clearTimeout(resting);
			if (first !== undefined) resting = setTimeout(() => need(first, others.at(-1) ?? first), REST_MS);
		},
		{ immediate: true },
	);
	onUnmounted(() => clearTimeout(resting));
	return rows;
}
