/** The OpenAPI document of /axis, made from the routes and the schemas. */
import { z } from 'zod';
import { AXIS_ERROR_STATUS } from '../contract/errors';
import { CSV, INFO, PATH_PARAMETERS, refusalOf, SECURITY_SCHEMES, STATUS_WORDS, TAGS } from './words';
import { OPERATIONS } from '../contract/operations';
import type { Operation } from '../contract/operations/operation';
import { EVERYWHERE, LARGE, ON_POSTGRES } from '../contract/operations/refused';
import * as schemas from '../contract/schemas';
import { LISTS } from '../contract/schemas/list-of';
import { PageQuery } from '../contract/schemas/parts';
import { HOST_REFUSALS, REFUSALS } from '../contract/schemas/refusals';

type Json = Record<string, unknown>;
interface Components {
	/** A reference to what describes the schema, named so where it has no name of its own. */
	refer: (schema: z.ZodType, name: string) => Json;
	/** A reference to the response; routes share those that are alike. */
	share: (status: string, response: Json) => Json;
}

const refTo = (id: string) => `#/components/schemas/${id}`;

/** OpenAPI 3.1 of every route, in the order in which they are mounted. Takes some 100 ms. */
export function describeApi(): Json {
	const names = z.registry<{ id: string }>();
	const refer: Components['refer'] = (schema, name) => {
		if (!names.has(schema)) names.add(schema, { id: name });
		return { $ref: refTo(names.get(schema)?.id ?? name) };
	};
	for (const [name, schema] of Object.entries({ ...schemas, ...REFUSALS, ...HOST_REFUSALS }))
		if (schema instanceof z.ZodType) refer(schema, name);
	const responses: Record<string, Json> = {};
	const share: Components['share'] = (status, response) => {
		const alike = Object.entries(responses).find(([, one]) => JSON.stringify(one) === JSON.stringify(response));
		const id = alike?.[0] ?? `Refused-${status}-${Object.keys(responses).filter((one) => one.includes(status)).length + 1}`;
		responses[id] = response;
		return { $ref: `#/components/responses/${id}` };
	};
	const paths: Record<string, Json> = {};
	for (const [operationId, operation] of Object.entries<Operation>(OPERATIONS)) {
		const [method = '', path = ''] = operation.route.split(' ');
		const place = `/axis${path.replace(/:(\w+)/g, '{$1}')}`;
		paths[place] = { ...paths[place], [method.toLowerCase()]: describeOperation(operationId, operation, { refer, share }) };
	}
	const schemasUsed = withUsed({ paths, responses }, convert(names));
	const components = { securitySchemes: SECURITY_SCHEMES, responses, schemas: schemasUsed };
	return { openapi: '3.1.1', ...INFO, security: [{ bearer: [] }, { session: [] }], tags: TAGS, paths, components };
}

function convert(names: z.core.$ZodRegistry<{ id: string }>): Record<string, Json> {
	const { schemas: converted } = z.toJSONSchema(names, {
		io: 'input',
		uri: refTo,
		override: ({ zodSchema, jsonSchema }) => {
			const list = LISTS.get(zodSchema);
			if (list) {
				const items = { $ref: refTo(names.get(list.item)?.id ?? '') };
				Object.assign(jsonSchema, { type: 'array', minItems: list.min, maxItems: list.max, items });
			}
			// An answer has the keys that it is described with.
			if (jsonSchema.properties) jsonSchema.additionalProperties ??= false;
		},
	});
	return Object.fromEntries(Object.entries(converted).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]));
}

/** The schemas that are referred to, and those that these refer to. */
function withUsed(root: Json, all: Record<string, Json>): Record<string, Json> {
	const used = new Set<string>();
	const follow = (part: unknown) => {
		for (const [, id = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
			if (used.has(id)) continue;
			used.add(id);
			follow(all[id]);
		}
	};
	follow(root);
	return Object.fromEntries(Object.entries(all).filter(([id]) => used.has(id)));
}

function describeOperation(id: string, operation: Operation, components: Components): Json {
	const { refer } = components;
	const { route, tag, does, more, body, csvBody } = operation;
	const right = operation.right ?? (route.startsWith('GET') ? 'read' : 'create');
	const parameters = [...pathParameters(route), ...queryParameters(operation)];
	const optional = body?.safeParse({}).success === true;
	return {
		operationId: id,
		tags: [tag],
		summary: does,
		...(more === undefined ? {} : { description: more }),
		'x-right': right,
		...(parameters.length > 0 ? { parameters } : {}),
		...(body ? { requestBody: { required: !optional, content: json(refer(body, `${id}.body`)) } } : {}),
		...(csvBody === undefined ? {} : { requestBody: { required: true, content: csv(csvBody) } }),
		responses: {
			200: { description: 'The answer.', content: answerOf(id, operation, components) },
			...refusalsOf(operation, components),
		},
	};
}

const csv = (description: string) => ({ 'text/csv': { schema: { type: 'string', description } } });
const json = (schema: Json) => ({ 'application/json': { schema } });

function pathParameters(route: string): Json[] {
	return [...route.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
		name,
		in: 'path',
		required: true,
		schema: { type: 'string', minLength: 1 },
		...PATH_PARAMETERS[name],
	}));
}

function queryParameters(operation: Operation): Json[] {
	const shape = { ...operation.query?.shape, ...('list' in operation ? PageQuery.shape : {}) };
	const { properties = {} } = z.toJSONSchema(z.object(shape), { io: 'input' });
	return Object.entries(properties).map(([name, property]) => {
		const { description, ...schema } = Object(property);
		return { name, in: 'query', description, schema };
	});
}

function answerOf(id: string, operation: Operation, { refer }: Components): Json {
	if ('events' in operation) return { 'text/event-stream': { schema: { type: 'string', description: operation.events } } };
	if ('document' in operation) {
		return json({ type: 'object', required: ['openapi', 'info', 'paths', 'components'], description: operation.document });
	}
	const asCsv = { 'text/csv': { schema: CSV } };
	const rows = (row: z.ZodType) => ({ type: 'array', items: refer(row, `${id}.row`) });
	const envelope = (data: Json, meta: Json = {}, required = ['data']) =>
		json({ type: 'object', required, additionalProperties: false, properties: { data, ...meta } });
	const meta = { meta: refer(schemas.Meta, 'Meta') };
	if ('list' in operation) return { ...envelope(rows(operation.list), meta, ['data', 'meta']), ...asCsv };
	if ('rows' in operation) return { ...envelope(rows(operation.rows)), ...asCsv };
	const data = refer(operation.answer, `${id}.answer`);
	return 'csv' in operation ? { ...envelope(data, meta), ...asCsv } : envelope(data);
}

/** By status: the bundle's refusals, and Directus' own. */
function refusalsOf(operation: Operation, { share }: Components): Json {
	const isLarge = operation.large === true || 'list' in operation || 'rows' in operation;
	const codes = new Set([
		...EVERYWHERE,
		...(operation.anyDatabase ? [] : ON_POSTGRES),
		...(isLarge ? LARGE : []),
		...(operation.refuses ?? []),
	]);
	return Object.fromEntries(
		Object.entries(STATUS_WORDS).flatMap(([status, description]) => {
			const ours = [...codes].filter((code) => String(AXIS_ERROR_STATUS[code]) === status);
			const host = status === 'default' ? 'HostRefusal' : `Host${status}`;
			const facts = [...ours, ...(host in HOST_REFUSALS ? [host] : [])];
			if (facts.length === 0) return [];
			const schema = refusalOf(facts.map((name) => ({ $ref: refTo(name) })));
			return [[status, share(status, { description, content: json(schema) })]];
		}),
	);
}
