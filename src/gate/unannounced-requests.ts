/**
 * Requests that change tables without Directus telling a filter: dropping a table that is not registered, dropping or rebuilding a relation's foreign
 * key, making a table without metadata. Which axis tables each would touch, as pure functions of the request: the hook puts them at the door, the
 * self-test asks them.
 */
import { AXIS_TABLES, LEDGER_TABLE } from '../contract';

const GUARDED: ReadonlySet<unknown> = new Set([...AXIS_TABLES, LEDGER_TABLE]);

/** What of a request says which tables it is about. The body is unchecked. */
export interface RequestFacts {
	params: Readonly<Record<string, unknown>>;
	body?: unknown;
}

export interface UnannouncedRequest {
	method: 'post' | 'patch' | 'delete';
	/** Express' pattern of the path. */
	path: string;
	/** What is asked, as the beginning of a refusal; the tables' names follow. */
	asked: string;
	/** Guarded tables that the request would touch, each once; empty for a request that is none of ours. */
	tables: (request: RequestFacts) => string[];
}

type NamesTables = (request: RequestFacts) => unknown[];

const inPath: NamesTables = ({ params }) => [params.collection];
const inBody: NamesTables = ({ body }) => property(body, 'collection');

/** Only admins may change tables, so only their requests have to be asked. */
export const UNANNOUNCED_REQUESTS: readonly UnannouncedRequest[] = [
	rule('post', '/collections', 'Creating the collection', inBody),
	rule('delete', '/collections/:collection', 'Deleting the collection', inPath),
	rule('post', '/relations', 'Adding a relation to', inBody),
	rule('patch', '/relations/:collection/:field', 'Changing a relation of', inPath),
	rule('delete', '/relations/:collection/:field', 'Deleting a relation of', inPath),
	rule('post', '/schema/apply', 'Applying a schema to', tablesOfDiff),
	rule('post', '/graphql/system', 'Changing the schema of', tablesOfMutation),
];

function rule(method: UnannouncedRequest['method'], path: string, asked: string, names: NamesTables): UnannouncedRequest {
	const tables = (request: RequestFacts) => [...new Set(names(request).filter((name) => GUARDED.has(name)))].map(String);
	return { method, path, asked, tables };
}

function property(value: unknown, key: string): unknown[] {
	return list(value).map((entry) => (typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : undefined));
}

// A diff sent as a file is read later; its collections and fields then meet the filters. What it says of the ledger is left out at the services.
function tablesOfDiff({ body }: RequestFacts): unknown[] {
	const [diff] = property(body, 'diff');
	return ['collections', 'fields', 'relations']
		.flatMap((part) => property(diff, part).flatMap((changes) => property(changes, 'collection')))
		.filter((name) => name !== LEDGER_TABLE);
}

// Names may stand in the query, in variables, or escaped: a mutation of tables that mentions one of ours, or may do so, is one of ours. The ledger is
// refused for good, so it has to be named; a hidden name of it meets the guard at Directus' services.
function tablesOfMutation({ body }: RequestFacts): unknown[] {
	const text = property(body, 'query').map(String).join(' ');
	if (!/(create|update|delete)_(collections|relations)_item/.test(text)) return [];
	const all = JSON.stringify(body);
	return [...GUARDED].filter((name) => all.includes(String(name)) || (text.includes('\\u') && name !== LEDGER_TABLE));
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [value];
}
