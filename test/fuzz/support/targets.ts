/** Paths and queries as they are sent: right, and wrong in every part. */
import fc from 'fast-check';
import { fillPath, type Operation } from '../../support/openapi/document';

/** Segments of a path, encoded already: bytes that are no UTF-8, dots, slashes, NUL, SQL, another alphabet, very long ones. */
const oddSegment = fc.oneof(
	fc.constantFrom(
		'%',
		'%zz',
		'%E0%A4%A',
		'%c0%af',
		'%ff',
		'%00',
		'a%00b',
		'%2F',
		'%2e%2e',
		'..',
		'.',
		'',
		'%20',
		'+',
		'%0d%0aX:1',
		'*',
		':axis',
	),
	fc.constantFrom(
		'0',
		'1',
		'2',
		'6',
		'8',
		'9',
		'-1',
		'1.5',
		'01',
		'1e0',
		'99999999999999999999',
		'responsibility',
		'topic',
		'trend',
		'chain',
	),
	fc.constantFrom('__proto__', 'constructor', 'undefined', 'null', '00000000-0000-4000-8000-000000000000', 'x'.repeat(8_000)),
	fc.constantFrom(`x'; drop table axis_registry; --`, '😀', 'é'.repeat(300), '\u202e', '{{1}}', '${1}').map(encodeURIComponent),
	fc.string({ unit: 'grapheme' }).map(encodeURIComponent),
);

const numberLike = fc.constantFrom(
	'0',
	'1',
	'5',
	'1000',
	'1001',
	'-1',
	'-0',
	'1.5',
	'1e3',
	'abc',
	'',
	' 1',
	'2147483647',
	'2147483648',
	'9'.repeat(30),
	'NaN',
	'Infinity',
	'0x10',
	'%00',
	'١',
);
const jsonLike = fc
	.oneof(
		fc.constantFrom(
			'{',
			'[]',
			'{}',
			'null',
			'"',
			'{"__proto__":{"x":1}}',
			'{"constructor":{"prototype":{"x":1}}}',
			'{"_and":[{"id":{"_eq":1}}]}',
			'{"id":{"_eq":"$CURRENT_USER"}}',
		),
		fc.json({ maxDepth: 3 }),
		fc.constant('['.repeat(500)),
	)
	.map(encodeURIComponent);
const DIRECTUS_NAMES = [
	'fields',
	'filter',
	'sort',
	'page',
	'search',
	'version',
	'export',
	'deep',
	'aggregate',
	'group',
	'alias',
	'meta',
	'single',
	'access_token',
	'backlink',
	'concurrentIndexCreation',
];
const parameter = fc.oneof(
	fc.tuple(fc.constantFrom('limit', 'offset'), numberLike).map(([name, value]) => `${name}=${value}`),
	fc
		.tuple(
			fc.constantFrom(
				'limit[]',
				'limit[x]',
				'offset[]',
				'limit[__proto__]',
				'state[]',
				'__proto__[x]',
				'constructor[prototype][x]',
			),
			numberLike,
		)
		.map(([name, value]) => `${name}=${value}`),
	fc.constantFrom(
		'state=open',
		'state=resolved',
		'state=OPEN',
		'state=',
		'state=%00',
		'state=revoked',
		'axis=responsibility',
		'axis=%00',
		'limit=1&limit=2',
		'limit',
		'=',
		'&&',
		'%',
		'%E0%A4%A=1',
		'a'.repeat(4_000),
	),
	fc.tuple(fc.constantFrom(...DIRECTUS_NAMES), fc.oneof(jsonLike, numberLike)).map(([name, value]) => `${name}=${value}`),
	fc
		.tuple(
			fc.constantFrom(...DIRECTUS_NAMES),
			fc.constantFrom('[]', '[x]', '[_and][0][id][_eq]', '[a][b][c][d][e][f][g]'),
			numberLike,
		)
		.map(([name, key, value]) => `${name}${key}=${value}`),
	fc
		.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
);
/** Empty, or up to three parameters: ours, those that Directus reads before any route does, and nobody's. */
export const query = fc.oneof(
	{ weight: 3, arbitrary: fc.constant('') },
	{ weight: 4, arbitrary: fc.array(parameter, { minLength: 1, maxLength: 3 }).map((all) => `?${all.join('&')}`) },
);

/** The path with the document's examples, with odd segments in place of its parameters, or with something after it. */
export function pathOf(operation: Operation): fc.Arbitrary<string> {
	const names = operation.parameters.filter((one) => one.in === 'path').map((one) => one.name);
	const right = fc.constant(fillPath(operation));
	const odd = fc.tuple(...names.map(() => oddSegment)).map((segments) => {
		const rest = [...segments];
		return operation.path.replace(/\{\w+\}/g, () => rest.shift() ?? '');
	});
	const around = fc.constantFrom('/', '//', '/..', '/x', '%00', '%', ';a=b', '.json').map((end) => fillPath(operation) + end);
	return fc.oneof(
		{ weight: 10, arbitrary: right },
		{ weight: names.length > 0 ? 10 : 0, arbitrary: odd },
		{ weight: 1, arbitrary: around },
		{ weight: 1, arbitrary: right.map((path) => path.replace('/axis/', '/AXIS/')) },
	);
}
