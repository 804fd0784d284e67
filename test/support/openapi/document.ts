/** The OpenAPI document as tests read it: its operations, and validators of what they take and answer. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { describeApi } from '../../../src/openapi/describe-api';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const parameter = z.object({ name: z.string(), in: z.enum(['query', 'path']), example: z.unknown().optional() });
const operation = z.object({
	operationId: z.string(),
	tags: z.tuple([z.string()]),
	summary: z.string(),
	description: z.string().default(''),
	'x-right': z.enum(['read', 'create', 'admin', 'self']),
	parameters: z.array(parameter).default([]),
	requestBody: z
		.object({
			required: z.boolean(),
			content: z.partialRecord(z.enum(['application/json', 'text/csv']), z.object({ schema: z.unknown() })),
		})
		.optional(),
	responses: z.record(z.string(), z.unknown()),
});
const documentShape = z.object({
	openapi: z.string(),
	info: z.object({ version: z.string() }),
	tags: z.array(z.object({ name: z.string(), description: z.string() })),
	paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), operation)),
	components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

export interface Operation {
	/** As HTTP spells it: GET, POST, … */
	method: string;
	/** With parameters in braces: /axis/runs/{id} */
	path: string;
	/** Method and path, e.g. "GET /axis/gate". */
	name: string;
	tag: string;
	/** What it does: a phrase, and where there is more to say, sentences. */
	summary: string;
	description: string;
	/** What a caller needs on the run ledger; admin: nobody but admins; self: a login. */
	right: 'read' | 'create' | 'admin' | 'self';
	parameters: z.output<typeof parameter>[];
	/** Schema of the JSON body; undefined where none is taken. */
	body: unknown;
	/** Whether the body is a CSV. */
	takesCsv: boolean;
	/** The response of status 200, as the document has it. */
	answer: unknown;
	/** Statuses that are described, "default" among them. */
	statuses: string[];
	answersCsv: boolean;
}

/** As a client reads it. */
export const WHOLE: Record<string, unknown> = JSON.parse(JSON.stringify(describeApi()));
export const DOCUMENT = documentShape.parse(WHOLE);

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(WHOLE, 'openapi');

export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
	METHODS.flatMap((method) => {
		const described = methods[method];
		if (!described) return [];
		return [
			{
				method: method.toUpperCase(),
				path,
				name: `${method.toUpperCase()} ${path}`,
				tag: described.tags[0],
				summary: described.summary,
				description: described.description,
				right: described['x-right'],
				parameters: described.parameters,
				body: described.requestBody?.content['application/json']?.schema,
				takesCsv: described.requestBody?.content['text/csv'] !== undefined,
				answer: described.responses['200'],
				statuses: Object.keys(described.responses),
				answersCsv: JSON.stringify(described.responses['200']).includes('text/csv'),
			},
		];
	}),
);

/** The path as a caller sends it, `values` put in place of its parameters; the document's examples for those left out. */
export function fillPath({ path, parameters }: Operation, values: Readonly<Record<string, string>> = {}): string {
	return path.replace(/\{(\w+)\}/g, (_all, name: string) => {
		const example = parameters.find((one) => one.name === name)?.example;
		return encodeURIComponent(values[name] ?? String(example));
	});
}

/** A validator of the body that the operation takes. */
export function bodyValidator({ path, method }: Operation): ValidateFunction {
	return compile(`paths/${pointer(path)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`);
}

/** What is wrong with a JSON answer by the document, in words; empty when nothing is. A status that is not described is judged by `default`. */
export function faultsOf(operation: Operation, status: number, answer: unknown): string {
	const { path, method, statuses } = operation;
	const key = statuses.includes(String(status)) ? String(status) : 'default';
	const responses = DOCUMENT.paths[path]?.[method === 'GET' ? 'get' : 'post']?.responses ?? {};
	const shared = z.object({ $ref: z.string() }).safeParse(responses[key]);
	const place = shared.success ? shared.data.$ref.slice(2) : `paths/${pointer(path)}/${method.toLowerCase()}/responses/${key}`;
	const validate = compile(`${place}/content/application~1json/schema`);
	return validate(answer) ? '' : ajv.errorsText(validate.errors, { dataVar: operation.name });
}

const compiled = new Map<string, ValidateFunction>();

function compile(place: string): ValidateFunction {
	const known = compiled.get(place) ?? ajv.compile({ $ref: `openapi#/${place}` });
	compiled.set(place, known);
	return known;
}

function pointer(path: string): string {
	return encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
}
