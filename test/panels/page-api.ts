/** The Studio's HTTP client as the tests of the module have it. */
import { flushPromises } from '@vue/test-utils';

export interface Sent {
	path: string;
	body: unknown;
	answer: (data: unknown) => Promise<void>;
	fail: (error: unknown) => Promise<void>;
}

/** Keeps actions waiting until the test answers them. */
export class WaitingActions {
	readonly sent: Sent[] = [];

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
}

/** Answers reads by what it was given last. */
export class RolloutApi extends WaitingActions {
	readonly reads: string[] = [];
	/** By path without the query; a function is called with the whole path. */
	readonly answers = new Map<string, unknown>();
	defaults = { baseURL: '/' };

	readonly getUri = ({ url }: { url: string }): string => url;

	readonly get = async (path: string): Promise<unknown> => {
		this.reads.push(path);
		const known = this.answers.get(path.split('?')[0] ?? '');
		// A promise is an answer that takes its time.
		const data: unknown = await (typeof known === 'function' ? known(path) : known);
		if (data === undefined) throw new Error(`Nothing to answer to ${path}`);
		if (data instanceof Refused) throw data.error;
		return { status: 200, data: { data, meta: { total_count: Array.isArray(data) ? data.length : 0 } } };
	};

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
