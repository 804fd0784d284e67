/** Calls of routes that hold what the OpenAPI document says of their answers. */
import { expect } from 'vitest';
import { faultsOf, fillPath, OPERATIONS } from '../../support/openapi/document';
import { apiOf, type Answer, type Api } from './api';

/** Routes of the document that read, and that act. */
export const READS = OPERATIONS.filter((operation) => operation.method === 'GET');
export const ACTIONS = OPERATIONS.filter((operation) => operation.method === 'POST');

/** Routes that passed so far, by their names in the document. */
export const passed = new Set<string>();

let admin: Api;
let operator: Api;

interface Sent {
	path?: Record<string, string>;
	query?: string;
	body?: unknown;
	/** In place of a body. */
	csv?: string;
	accept?: string;
}

/** Signs both callers in; answers the admin. */
export async function signIn(): Promise<Api> {
	[admin, operator] = [await apiOf('admin'), await apiOf('operator')];
	return admin;
}

/** Calls a route by its name in the document, and holds that the document knows its answer. */
export async function call<Data>(
	name: string,
	{ path = {}, query = '', body, csv, accept = 'application/json' }: Sent = {},
): Promise<Answer<Data>> {
	const operation = OPERATIONS.find((one) => one.name === name);
	if (!operation) throw new Error(`the OpenAPI document has no ${name}`);
	const url = `${fillPath(operation, path)}${query}`;
	const caller = operation.right === 'admin' ? admin : operator;
	const answer =
		operation.method === 'GET'
			? await caller.get<Data>(url, { accept })
			: csv === undefined
				? await caller.send<Data>(operation.method, url, body)
				: await caller.raw<Data>(operation.method, url, csv, { 'content-type': 'text/csv' });
	if (answer.headers.get('content-type')?.includes('json') === true)
		expect(faultsOf(operation, answer.status, JSON.parse(answer.text)), answer.text.slice(0, 500)).toBe('');
	if (answer.status === 200) passed.add(name);
	return answer;
}
