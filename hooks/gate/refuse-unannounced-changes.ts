/**
 * Refuses, at the door, what Directus does to tables without telling a filter: dropping a table that is not registered, dropping or rebuilding a
 * relation's foreign key, making a table without metadata. Only requests of admins are looked at: nobody else may change tables.
 * Changes that other extensions make in the process pass here; taking ownership of the axis tables away from Directus' role stops those.
 */
import type { HookExtensionContext, RegisterFunctions } from '@directus/extensions';
import type { Accountability } from '@directus/types';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { AXIS_TABLES, LEDGER_TABLE } from '../../src/contract';
import { isApp } from './express-app';
import type { GateKeeper } from './gate-keeper';

const GUARDED: ReadonlySet<unknown> = new Set([...AXIS_TABLES, LEDGER_TABLE]);

/** What a request would change: table names, or anything else where the request does not say. */
type NamesTables = (request: Request) => unknown[];

export function registerRequestGuard(
	{ init }: Pick<RegisterFunctions, 'init'>,
	{ database }: HookExtensionContext,
	keeper: GateKeeper,
): void {
	const guard =
		(asked: string, tables: NamesTables): RequestHandler =>
		(request: Request & { accountability?: Accountability | null }, _response: Response, next: NextFunction) => {
			const touched = request.accountability?.admin === true ? tables(request).filter((name) => GUARDED.has(name)) : [];
			if (touched.length === 0) return next();
			keeper.require(`${asked} ${[...new Set(touched)].join(', ')}`, database).then(() => next(), next);
		};

	init('routes.before', ({ app }) => {
		if (!isApp(app)) return;
		const inPath: NamesTables = ({ params }) => [params.collection];
		app.post(
			'/collections',
			guard('Creating the collection', ({ body }) => property(body, 'collection')),
		);
		app.delete('/collections/:collection', guard('Deleting the collection', inPath));
		app.post(
			'/relations',
			guard('Adding a relation to', ({ body }) => property(body, 'collection')),
		);
		app.patch('/relations/:collection/:field', guard('Changing a relation of', inPath));
		app.delete('/relations/:collection/:field', guard('Deleting a relation of', inPath));
		app.post('/schema/apply', guard('Applying a schema to', tablesOfDiff));
		app.post('/graphql/system', guard('Changing the schema of', tablesOfMutation));
	});
}

function property(value: unknown, key: string): unknown[] {
	return list(value).map((entry) => (typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : undefined));
}

// A diff sent as a file is read later; its collections and fields then meet the filters.
function tablesOfDiff({ body }: Request): unknown[] {
	const [diff] = property(body, 'diff');
	return ['collections', 'fields', 'relations'].flatMap((part) =>
		property(diff, part).flatMap((changes) => property(changes, 'collection')),
	);
}

// Names may stand in the query, in variables, or escaped: a mutation of tables that mentions one of ours, or may do so, is one of ours.
function tablesOfMutation({ body }: Request): unknown[] {
	const text = property(body, 'query').map(String).join(' ');
	if (!/(create|update|delete)_(collections|relations)_item/.test(text)) return [];
	const all = JSON.stringify(body);
	return [...GUARDED].filter((name) => all.includes(String(name)) || text.includes('\\u'));
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [value];
}
