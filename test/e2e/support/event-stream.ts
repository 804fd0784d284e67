/** Server-sent events over fetch, as text: what a browser would be told. */
import type { Refusal } from './api';

export interface Told {
	event: string;
	data: unknown;
}

export interface EventStream {
	status: number;
	headers: Headers;
	/** Code of a refusal. */
	code: string | undefined;
	/** All events, once the server ends the stream. */
	all: () => Promise<Told[]>;
	/** Goes away, as a closed tab does. */
	leave: () => void;
}

/** Opens it and waits for the headers. */
export async function openEvents(url: string, token: string): Promise<EventStream> {
	const away = new AbortController();
	const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: away.signal });
	const refused = response.headers.get('content-type')?.includes('json') === true;
	const answer: { errors?: Refusal[] } = refused ? JSON.parse(await response.text()) : {};
	return {
		status: response.status,
		headers: response.headers,
		code: answer.errors?.[0]?.extensions.code,
		all: async () => parse(await response.text()),
		leave: () => away.abort(),
	};
}

function parse(text: string): Told[] {
	return text
		.split('\n\n')
		.filter((block) => block !== '' && !block.startsWith(':'))
		.map((block) => {
			const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
			return { event, data: JSON.parse(data) };
		});
}
