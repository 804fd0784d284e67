/** Values that a body or a parameter may hold, or nearly may: what the schema names, its limits, and what lies beyond. */
import fc from 'fast-check';
import { z } from 'zod';
import { DOCUMENT } from './document';

const schemaShape = z.object({
	$ref: z.string().optional(),
	type: z.union([z.string(), z.array(z.string())]).optional(),
	enum: z.array(z.unknown()).optional(),
	format: z.string().optional(),
	minimum: z.number().optional(),
	maximum: z.number().optional(),
	properties: z.record(z.string(), z.unknown()).optional(),
	required: z.array(z.string()).optional(),
	items: z.unknown().optional(),
	anyOf: z.array(z.unknown()).optional(),
	oneOf: z
		.array(z.object({ required: z.array(z.string()), properties: z.record(z.string(), z.unknown()).default({}) }))
		.optional(),
});

/** Characters that programs get wrong: NUL, lone surrogates, one beyond the first 65,536, spaces of every kind, SQL, control characters. */
const oddCharacter = fc.constantFrom(
	'\0',
	'\ud800',
	'\udfff',
	'😀',
	'e\u0301',
	'\u00a0',
	'\ufeff',
	'\u2028',
	' ',
	'\t',
	"'",
	'"',
	'\\',
	'%',
	'?',
	'\u001b',
	'é',
	'字',
	'\u202e',
);
const anyText = fc.oneof(
	fc.string(),
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: fc.oneof({ weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 1 }) }, oddCharacter), maxLength: 20 }),
);
/** Around the limit of 255, in one unit and in two. */
const longText = fc
	.tuple(
		fc.constantFrom(' ', '', '\t\n'),
		fc.constantFrom('a', 'é', '😀', '字'),
		fc.constantFrom(1, 127, 128, 254, 255, 256, 510, 5000),
	)
	.map(([space, unit, times]) => space + unit.repeat(times) + space);
const codeLike = fc.oneof(
	// Bodies of many codes are right only where each of them is.
	{ weight: 6, arbitrary: fc.constantFrom('APR-1', 'APR-BOOT-AUTHMODEL-1', 'v1') },
	fc.constantFrom('', '   '),
	anyText,
	longText,
);

const fields = fc.tuple(
	fc.constantFrom('2026', '1970', '1000', '2999', '0999', '3000', '0000', '0001', '9999', '12026', '-001'),
	fc.constantFrom('01', '02', '12', '13', '00', '1'),
	fc.constantFrom('01', '28', '29', '30', '31', '32'),
	fc.constantFrom('T', 't', ' '),
	fc.constantFrom('00:00:00', '23:59:59', '23:59:60', '24:00:00', '12:30', '12:60:00'),
	fc.constantFrom('', '.1', '.123456', '.1234567', `.${'9'.repeat(200)}`, '.'),
	fc.constantFrom('Z', 'z', '+00:00', '-14:59', '+15:00', '+23:59', '+0100', ''),
);
const timeLike = fc.oneof(
	{
		weight: 8,
		arbitrary: fc
			.date({ noInvalidDate: true, min: new Date('1000-01-01T00:00:00Z'), max: new Date('2999-12-31T00:00:00Z') })
			.map((date) => date.toISOString()),
	},
	fields.map(
		([year, month, day, letter, time, fraction, offset]) => `${year}-${month}-${day}${letter}${time}${fraction}${offset}`,
	),
	// One thing off at a time, which the product above seldom is.
	fields.map(([year]) => `${year}-02-28T12:00:00Z`),
	fields.map(([, , day]) => `2024-02-${day}T12:00:00Z`),
	fields.map(([, , , , , fraction, offset]) => `2026-06-03T12:00:00${fraction}${offset}`),
	anyText,
);

const dayLike = fc.oneof(
	{ weight: 8, arbitrary: fc.constantFrom('2026-12-31', '2024-02-29', '1000-01-01', '2999-12-31') },
	fields.map(([year, month, day]) => `${year}-${month}-${day}`),
	anyText,
);
const idLike = fc.oneof(
	// Bodies of many ids are right only where each of them is.
	{ weight: 12, arbitrary: fc.uuid() },
	fc.constantFrom('7829A71B-0000-4000-8000-000000000000', '7829a71b', '7829a71b-0000-4000-8000-00000000000g'),
	anyText,
);

const SPECIAL_KEYS = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'',
	'$where',
	'force',
	'through',
	'ratified_apr',
];
const anyJson = fc.oneof(fc.jsonValue(), fc.constantFrom(null, true, false, 0, -0, -1, 1.5, 1e21, [], {}, '', '1', 'true'));

/** A value that the schema accepts, nearly accepts, or does not accept at all. */
export function nearly(schema: unknown): fc.Arbitrary<unknown> {
	const read = schemaShape.parse(schema);
	if (read.$ref !== undefined) {
		const name = read.$ref.split('/').at(-1) ?? '';
		return name === 'Code' ? withOthers(codeLike) : nearly(DOCUMENT.components.schemas[name]);
	}
	if (read.enum) return withOthers(fc.constantFrom(...read.enum));
	if (read.anyOf) return withOthers(fc.oneof(...read.anyOf.map(nearly)));
	if (read.oneOf) {
		// What a branch forbids is left out; that both at once are refused is what its own requests are for.
		const { properties = {}, required = [] } = read;
		const branches = read.oneOf.map((branch) => {
			const left = Object.fromEntries(Object.entries(properties).filter(([name]) => branch.properties[name] !== false));
			return objectLike(left, [...required, ...branch.required]);
		});
		return withOthers(fc.oneof({ weight: 8, arbitrary: fc.oneof(...branches) }, objectLike(properties, required)));
	}
	if (read.type === 'array') {
		const item = nearly(read.items);
		return withOthers(fc.oneof({ weight: 3, arbitrary: item.map((one) => [one]) }, fc.array(item, { maxLength: 3 })));
	}
	if (read.properties || read.type === 'object') return withOthers(objectLike(read.properties ?? {}, read.required ?? []));
	if (read.format === 'date-time') return withOthers(timeLike);
	if (read.format === 'date') return withOthers(dayLike);
	if (read.format === 'uuid') return withOthers(idLike);
	if (read.type === 'boolean') return withOthers(fc.boolean());
	if (read.type === 'integer') return withOthers(integerLike(read.minimum ?? 0, read.maximum ?? Number.MAX_SAFE_INTEGER));
	if (read.type === 'number') return withOthers(numberLike(read.minimum ?? 0, read.maximum ?? Number.MAX_SAFE_INTEGER));
	return withOthers(anyText);
}

function numberLike(minimum: number, maximum: number): fc.Arbitrary<number> {
	return fc.oneof(fc.double({ min: minimum, max: maximum, noNaN: true }), integerLike(minimum, maximum));
}

function integerLike(minimum: number, maximum: number): fc.Arbitrary<number> {
	return fc.oneof(
		fc.integer({ min: minimum, max: maximum }),
		fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1, 0, 1, 2, 3, 6, 8, minimum + 0.5, 2 ** 53, 1e21),
	);
}

// Most requests should get past the first check, so what is right outweighs what is wrong.
function withOthers(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: anyJson });
}

function objectLike(properties: Record<string, unknown>, required: string[]): fc.Arbitrary<unknown> {
	const known = Object.entries(properties).map(([name, schema]) => {
		const present = fc.record({ name: fc.constant(name), value: nearly(schema) });
		return fc.option(present, { freq: required.includes(name) ? 15 : 3, nil: null });
	});
	const extra = fc.record({ name: fc.oneof(fc.constantFrom(...SPECIAL_KEYS), fc.string()), value: anyJson });
	return fc
		.tuple(fc.tuple(...known), fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: extra }))
		.map(([entries, more]) => toObject([...entries, more].filter((entry) => entry !== null)));
}

// As JSON.parse makes it: __proto__ is a key like any other.
function toObject(entries: { name: string; value: unknown }[]): unknown {
	const object: Record<string, unknown> = {};
	for (const { name, value } of entries)
		Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
	return object;
}
