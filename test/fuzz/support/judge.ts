/** Says what is wrong with an answer; the empty text for nothing. */
import { z } from 'zod';
import { AXIS_ERROR_STATUS } from '../../../src/contract';
import { faultsOf, OPERATIONS, type Operation } from '../../support/openapi/document';
import type { FuzzRequest } from './requests';
import type { FuzzAnswer } from './send';

/** Codes of Directus that a request under /axis may meet. */
const DIRECTUS_CODES = [
	'INVALID_CREDENTIALS',
	'INVALID_TOKEN',
	'FORBIDDEN',
	'INVALID_PAYLOAD',
	'INVALID_QUERY',
	'ROUTE_NOT_FOUND',
	'CONTENT_TOO_LARGE',
	'UNSUPPORTED_MEDIA_TYPE',
];
const KNOWN: ReadonlySet<string> = new Set([...DIRECTUS_CODES, ...Object.keys(AXIS_ERROR_STATUS)]);

/** Of the request line and the headers together, by default. */
const MOST_HEADER_BYTES = 16_384;

const refusal = z.strictObject({
	errors: z.array(z.object({ message: z.string().min(1), extensions: z.looseObject({ code: z.string() }) })).min(1),
});

export function judge(request: FuzzRequest, answer: FuzzAnswer): string {
	const { status, contentType, text } = answer;
	if (status >= 500) return `status ${status}`;
	// Node refuses what is longer, before Directus sees it, and without a body.
	if (status === 431) return request.target.length > MOST_HEADER_BYTES / 2 && text === '' ? '' : '431 for a short request';
	if (request.method === 'HEAD') return text === '' ? '' : 'a body for HEAD';
	// Express answers it by itself, with the methods that there are.
	if (request.method === 'OPTIONS' && status === 200) return /^[A-Z,]*$/.test(text) ? '' : 'no list of methods';
	if (contentType.startsWith('text/csv')) return judgeCsv(request, status);
	if (!contentType.startsWith('application/json')) return `${status} of type "${contentType}"`;
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return 'no JSON';
	}
	const routes = routesOf(request);
	if (status === 200) return routes.length === 0 ? '200 without a route' : leastFaults(routes, status, body);
	const refused = refusal.safeParse(body);
	if (!refused.success) return `${status} without Directus' envelope`;
	const [code = ''] = refused.data.errors.map((error) => error.extensions.code);
	if (!KNOWN.has(code)) return `${status} with the unknown code ${code}`;
	return code === 'ROUTE_NOT_FOUND' || routes.length === 0 ? '' : leastFaults(routes, status, body);
}

function judgeCsv(request: FuzzRequest, status: number): string {
	const asked = /text\/(?:csv|\*)|\*\/\*/.test(request.headers.accept ?? '');
	return asked && status === 200 && routesOf(request).some((route) => route.answersCsv)
		? ''
		: `CSV that nobody asked for, ${status}`;
}

function leastFaults(routes: Operation[], status: number, body: unknown): string {
	const faults = routes.map((route) => faultsOf(route, status, body));
	return faults.includes('') ? '' : (faults[0] ?? '');
}

const patterns = OPERATIONS.map((operation) => ({
	operation,
	pattern: new RegExp(`^${operation.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
}));

/** Routes that the request may have led to: what was made for one may match another. */
function routesOf({ method, target }: FuzzRequest): Operation[] {
	const path = target.split('?')[0] ?? '';
	return patterns
		.filter(({ operation, pattern }) => operation.method === method && pattern.test(path))
		.map((one) => one.operation);
}
