/** A run's events from the server, by the browser's EventSource: it sends the Studio's session cookie by itself. */
import type { Run, TierProgress } from '../../src/contract';

export interface Listener {
	tell: (told: { run?: Run; tier?: TierProgress }) => void;
	/** No events can be had: refused, no server, or a browser without them. Called once at most. */
	lose: () => void;
}

/** Times in a row that the browser may try again by itself before the page asks otherwise. */
const FAILURES_MAX = 3;

/** Answers what ends it. */
export function followEvents(url: string, { tell, lose }: Listener): () => void {
	if (typeof EventSource === 'undefined') {
		queueMicrotask(lose);
		return () => {};
	}
	const source = new EventSource(url);
	let failures = 0;
	const on = (name: string, take: (data: string) => void) =>
		source.addEventListener(name, (event) => {
			failures = 0;
			if (event instanceof MessageEvent && typeof event.data === 'string') take(event.data);
		});
	on('run', (data) => tell({ run: JSON.parse(data) }));
	on('tier', (data) => tell({ tier: JSON.parse(data) }));
	on('ended', (data) => {
		source.close();
		tell({ run: JSON.parse(data) });
	});
	source.addEventListener('error', () => {
		failures += 1;
		// Closed: the server answered no stream at all, and the browser does not try again.
		if (source.readyState !== EventSource.CLOSED && failures < FAILURES_MAX) return;
		source.close();
		lose();
	});
	return () => source.close();
}
