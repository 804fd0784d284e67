/** The OpenAPI document is about the routes that are mounted and the codes that there are, and about nothing else. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { version } from '../../../package.json';
import { ANSWERED_ELSEWHERE, AXIS_ERROR_STATUS } from '../../../src/contract';
import { mountedRoutes } from '../../support/mounted-routes';
import { DOCUMENT, OPERATIONS, WHOLE } from '../../support/openapi/document';

/** Actions that change nothing, ever: they show what another would do. */
const PREVIEWS = [
	...['axes', 'changes', 'rules', 'values'].map((name) => `/model/${name}`),
	...['/tags', '/tags/import', '/owners', '/owners/end', '/owners/transfer', '/owners/import'],
	...['/authorities/{code}/change', '/foundation/remove', '/drift/acknowledge', '/drift/revoke', '/goals'],
].map((path) => `POST /axis${path}/preview`);

const asDocument = (route: string) => route.replace(/:(\w+)/g, '{$1}');

it('describes exactly the routes that are mounted', () => {
	const described = OPERATIONS.map((operation) => operation.name);
	const mounted = mountedRoutes().map(asDocument);
	const missing = mounted.filter((route) => !described.includes(route));
	const gone = described.filter((route) => !mounted.includes(route));
	expect(missing, 'mounted, but src/contract/operations has no such route: describe them there').toEqual([]);
	expect(gone, 'in src/contract/operations, but not mounted: remove them there').toEqual([]);
	expect(described).toHaveLength(mounted.length);
});

it('names every parameter of a path, and no other', () => {
	for (const { name, path, parameters } of OPERATIONS) {
		const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
		expect(
			parameters.filter((one) => one.in === 'path').map((one) => one.name),
			name,
		).toEqual(inPath);
	}
});

it('asks for read where nothing is changed, for create or an admin elsewhere, and never takes a body for a read', () => {
	for (const { name, method, right, body } of OPERATIONS) {
		if (PREVIEWS.includes(name)) expect(right, name).toBe('read');
		else if (method !== 'GET') expect(right, name).not.toBe('read');
		else expect(body, name).toBeUndefined();
	}
});

it('every action takes a body of which every object is closed', () => {
	for (const { name, method, body, takesCsv } of OPERATIONS) {
		if (method !== 'POST' || takesCsv) continue;
		const { $ref } = z.object({ $ref: z.string() }).parse(body, { error: () => `${name} has no body schema` });
		expect(DOCUMENT.components.schemas[$ref.split('/').at(-1) ?? ''], name).toMatchObject({
			type: 'object',
			additionalProperties: false,
		});
	}
});

it('every route may be refused without a login and without permission, and by Directus itself', () => {
	for (const { name, statuses } of OPERATIONS)
		expect(statuses, name).toEqual(expect.arrayContaining(['200', '400', '401', '403', 'default']));
});

it('has every code that its routes answer, with its status', () => {
	const found = new Map<string, Set<number>>();
	for (const [path, methods] of Object.entries(DOCUMENT.paths)) {
		for (const operation of Object.values(methods)) {
			for (const [status, response] of Object.entries(operation?.responses ?? {})) {
				for (const code of codesOf(response)) found.set(code, (found.get(code) ?? new Set()).add(Number(status)));
			}
		}
		expect(path).toMatch(/^\/axis\//);
	}
	const described = [...found].filter(([code]) => code.startsWith('AXIS_')).map(([code, statuses]) => [code, [...statuses]]);
	expect(Object.fromEntries(described)).toEqual(
		Object.fromEntries(
			Object.entries(AXIS_ERROR_STATUS)
				.filter(([code]) => !ANSWERED_ELSEWHERE.some((other) => other === code))
				.map(([code, status]) => [code, [status]]),
		),
	);
});

it('knows every key of its answers: what is open says so', () => {
	const open = Object.entries(whole.components.schemas ?? {}).filter(
		([, schema]) => 'properties' in Object(schema) && Reflect.get(Object(schema), 'additionalProperties') !== false,
	);
	// Facts of a condition are the columns of its query; those of Directus' own refusals are Directus'.
	expect(open.map(([name]) => name)).toEqual(['Violation', 'Host503', 'HostRefusal']);
});

it('every component that it has is used', () => {
	const text = JSON.stringify(whole);
	for (const [kind, components] of Object.entries(whole.components)) {
		if (kind === 'securitySchemes') continue;
		for (const name of Object.keys(components)) expect(text, `${kind}/${name}`).toContain(`"#/components/${kind}/${name}"`);
	}
});

it('is of the version of the package', () => {
	expect(DOCUMENT.info.version).toBe(version);
	expect(DOCUMENT.openapi).toMatch(/^3\.1\.\d$/);
});

const whole = z
	.object({ components: z.record(z.string(), z.record(z.string(), z.unknown())) })
	.loose()
	.parse(WHOLE);

/** Codes that a response may carry, through every reference. */
function codesOf(part: unknown, seen = new Set<string>()): string[] {
	if (Array.isArray(part)) return part.flatMap((item) => codesOf(item, seen));
	if (typeof part !== 'object' || part === null) return [];
	return Object.entries(part).flatMap(([key, value]) => {
		if (key === '$ref' && typeof value === 'string') {
			if (seen.has(value)) return [];
			const target: unknown = value
				.slice(2)
				.split('/')
				.reduce<unknown>((at, step) => Reflect.get(Object(at), step), whole);
			return codesOf(target, new Set(seen).add(value));
		}
		const code =
			key === 'code'
				? z.union([z.object({ const: z.string() }), z.object({ enum: z.array(z.string()) })]).safeParse(value)
				: null;
		if (code?.success) return 'const' in code.data ? [code.data.const] : code.data.enum;
		return codesOf(value, seen);
	});
}
