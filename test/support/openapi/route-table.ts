/** The routes as docs/http.md lists them: a heading and a table for each tag of the OpenAPI document. */
import { z } from 'zod';
import { markdownTable } from '../generated-section';
import { DOCUMENT, OPERATIONS, type Operation } from './document';

interface Schema {
	$ref?: string | undefined;
	type?: unknown;
	properties?: Record<string, unknown> | undefined;
	required?: string[] | undefined;
	items?: Schema | undefined;
	oneOf?: Schema[] | undefined;
}

const schemaShape: z.ZodType<Schema> = z.lazy(() =>
	z.object({
		$ref: z.string().optional(),
		type: z.unknown().optional(),
		properties: z.record(z.string(), z.unknown()).optional(),
		required: z.array(z.string()).optional(),
		items: schemaShape.optional(),
		oneOf: z.array(schemaShape).optional(),
	}),
);

/** Every route: what it needs, does, takes and answers. */
export function describeRoutes(): string {
	return DOCUMENT.tags
		.flatMap(({ name, description }) => {
			const rows = OPERATIONS.filter(({ tag }) => tag === name).map(rowOf);
			return [`### ${description}`, markdownTable(['request', 'needs', 'does', 'takes', 'answers'], rows)];
		})
		.join('\n\n');
}

function rowOf(operation: Operation): string[] {
	const { method, path, right, summary, description } = operation;
	const words = [`${summary}.`, ...description.split(/\s+/)].join(' ').trim();
	return [`\`${method} ${path.replace(/\{(\w+)\}/g, ':$1')}\``, right, words, taken(operation) || '–', answered(operation)];
}

/** Query parameters and keys of the body; those that may be left out have a question mark. */
function taken({ parameters, body, takesCsv }: Operation): string {
	const query = parameters.filter((one) => one.in === 'query').map(({ name }) => `\`?${name}\``);
	const { properties = {}, required = [] } = body === undefined ? {} : resolve(schemaShape.parse(body));
	return [
		...query,
		...(takesCsv ? ['a CSV'] : []),
		...Object.keys(properties).map((key) => `\`${key}${required.includes(key) ? '' : '?'}\``),
	].join(', ');
}

function answered({ answer }: Operation): string {
	const content = z.record(z.string(), z.object({ schema: schemaShape })).parse(Reflect.get(Object(answer), 'content'));
	if ('text/event-stream' in content) return 'events';
	const whole = content['application/json']?.schema ?? {};
	const data = whole.properties?.data;
	if (data === undefined) return braces(whole.required ?? []);
	const schema = resolve(schemaShape.parse(data));
	const nothing = schema.oneOf?.some(({ type }) => type === 'null') ? ' or null' : '';
	return schema.items ? `list of ${braces(keysOf(schema.items))}` : `${braces(keysOf(schema))}${nothing}`;
}

function keysOf(given: Schema): string[] {
	const { properties = {}, oneOf = [] } = resolve(given);
	return [...new Set([...Object.keys(properties), ...oneOf.flatMap(keysOf)])];
}

const braces = (keys: readonly string[]) => `\`{${keys.join(', ')}}\``;

function resolve(schema: Schema): Schema {
	if (schema.$ref === undefined) return schema;
	return resolve(schemaShape.parse(DOCUMENT.components.schemas[schema.$ref.split('/').at(-1) ?? '']));
}
