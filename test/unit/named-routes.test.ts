/** Requests that messages, comments and screens name are routes that there are: who is told to ask for one can. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OPERATIONS } from '../support/openapi/document';

const FOLDERS = ['src', 'cli', 'endpoints', 'hooks', 'operations', 'app', 'panels', 'modules'];
/** A parameter as the document, a route, SQL or a template writes it. */
const PARAMETER = /\{[^}]*\}|:[a-z_]+|%s|\$\{[^}]*\}/g;
const NAMED = /\b(?:GET|POST) \/axis(?:\/(?:[a-z-]+|\{[a-z_]+\}|:[a-z_]+|%s|\$\{[^}]*\}))*/g;

const normal = (route: string) => route.replaceAll(PARAMETER, '*');

it('every request that the code names is one of the OpenAPI document', () => {
	const files = FOLDERS.flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
	).filter((file) => /\.(ts|sql|vue)$/.test(file));
	const named = new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(NAMED) ?? []).map(normal));
	const known = new Set(OPERATIONS.map(({ name }) => normal(name)));
	// The first part of a path, before what is put together.
	const unknown = [...named].filter((route) => !known.has(route) && ![...known].some((one) => one.startsWith(`${route}/*`)));
	expect(named.size).toBeGreaterThan(30);
	expect(unknown).toEqual([]);
});
