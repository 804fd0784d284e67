/** Requests that people, programs and attackers send: derived from the OpenAPI document, right, nearly right, and wrong in every part. */
import fc from 'fast-check';
import type { Operation } from '../../support/openapi/document';
import { nearly } from '../../support/openapi/values';
import { pathOf, query } from './targets';

export const FUZZ_CALLERS = ['admin', 'operator', 'viewer', 'nobody', 'garbage'] as const;
export type FuzzCaller = (typeof FUZZ_CALLERS)[number];

export interface FuzzRequest {
	/** The route that it was made for; it may lead elsewhere. */
	operation: Operation;
	method: string;
	/** Path and query as they are sent, byte for byte. */
	target: string;
	caller: FuzzCaller;
	headers: Record<string, string>;
	body: Buffer | null;
}

const MB = 1024 * 1024;
const METHODS = ['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'GET', 'POST'];

const accept = fc.constantFrom(
	'application/json',
	'application/json',
	'text/csv',
	'*/*',
	'text/*',
	'application/xml',
	'text/csv;q=0.1, application/json;q=0.9',
	'text/csv;q=nonsense',
	'',
	',',
	'a/b;'.repeat(200),
);
const contentType = fc.constantFrom(
	'text/plain',
	'application/x-www-form-urlencoded',
	'multipart/form-data; boundary=x',
	'multipart/form-data',
	'application/json; charset=utf-16',
	'application/json; charset=nonsense',
	'application/jsonp',
	'application/vnd.api+json',
	'',
	'nonsense',
	'application/xml',
);

const brokenText = fc.oneof(
	fc.constantFrom(
		'',
		' ',
		'{',
		'{"ratified_apr": ',
		'"x"',
		'null',
		'[]',
		'true',
		'1',
		'{"a":1,}',
		"{'a':1}",
		'\u0000',
		'\ufeff{}',
		'{"a":\ud800}',
		'{"ratified_apr":"\\ud800"}',
		'{"ratified_apr":"a\\u0000b"}',
		'{"__proto__":{"admin":true}}',
		'{"force":true,"force":false}',
		'{"to":1e400}',
		'{"to":-0}',
	),
	fc.constantFrom(
		'['.repeat(20_000),
		`${'['.repeat(5_000)}${']'.repeat(5_000)}`,
		`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
	),
	fc.string({ unit: 'grapheme' }),
);
const raw = fc.oneof(
	brokenText.map((text) => Buffer.from(text)),
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const CSV_HEADER = 'object_type,object_ref,axis_code,value_code,owner_gov_code';

// Around the megabyte that Directus takes; seldom, because they are slow.
const hugeBody = fc
	.constantFrom(MB - 40, MB, 2 * MB)
	.map((size) => Buffer.from(JSON.stringify({ ratified_apr: 'a'.repeat(size) })));

// What of a file of owners or tags may be: right, wrong, or no CSV at all. No cell of it is required by any rule, so that nothing changes.
const csvBody = fc.oneof(
	{
		weight: 5,
		arbitrary: fc
			.array(fc.array(fc.string(), { maxLength: 6 }))
			.map((rows) => Buffer.from(rows.map((row) => row.join(';')).join('\n'))),
	},
	{
		weight: 5,
		arbitrary: fc
			.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string()), { maxLength: 50 })
			.map((rows) =>
				Buffer.from(
					`${CSV_HEADER}\n${rows.map(([ref, owner]) => `none,"${ref.replaceAll('"', '""')}",responsibility,audit,${owner}`).join('\r\n')}`,
				),
			),
	},
	{ weight: 1, arbitrary: raw },
);

function bodyOf({ body, method, takesCsv }: Operation): fc.Arbitrary<Buffer | null> {
	if (takesCsv) return csvBody;
	if (body === undefined) return fc.oneof({ weight: 20, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: raw });
	const described = nearly(body).map((value) => Buffer.from(JSON.stringify(value) ?? ''));
	return fc.oneof(
		{ weight: 700, arbitrary: described },
		{ weight: 200, arbitrary: raw },
		{ weight: 95, arbitrary: fc.constant(null) },
		{ weight: method === 'POST' ? 5 : 0, arbitrary: hugeBody },
	);
}

/** Requests for one route. */
export function requestsFor(operation: Operation): fc.Arbitrary<FuzzRequest> {
	const method = fc.oneof(
		{ weight: 12, arbitrary: fc.constant(operation.method) },
		{ weight: 1, arbitrary: fc.constantFrom(...METHODS) },
	);
	return fc
		.record({
			method,
			path: pathOf(operation),
			query,
			caller: fc.oneof(
				{ weight: 6, arbitrary: fc.constantFrom('admin' as const, 'operator' as const) },
				{ weight: 4, arbitrary: fc.constantFrom(...FUZZ_CALLERS) },
			),
			accept: fc.option(accept, { nil: null }),
			contentType: fc.oneof(
				{ weight: 9, arbitrary: fc.constant(operation.takesCsv ? 'text/csv' : 'application/json') },
				{ weight: 1, arbitrary: contentType },
			),
			body: bodyOf(operation),
		})
		.map((made) => ({
			operation,
			method: made.method,
			// Node sends no character in a path that HTTP does not have.
			target: (made.path + made.query).replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character)),
			caller: made.caller,
			headers: {
				...(made.accept === null ? {} : { accept: made.accept }),
				...(made.body === null ? {} : { 'content-type': made.contentType }),
			},
			body: made.body,
		}));
}
