/** Columns of the lists that are answered as CSV: the keys of a row as docs/openapi.yaml has them, so that a list without a row has them too. */
import { z } from 'zod';
import openapi from '../../docs/openapi.yaml?json';

const reference = z.object({ $ref: z.string() });
const answer = z.object({ properties: z.object({ data: z.object({ items: reference }) }) });
const documentShape = z.object({
	paths: z.record(z.string(), z.record(z.string(), z.unknown())),
	components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
const operation = z.object({
	responses: z.object({ 200: z.object({ content: z.object({ 'application/json': z.object({ schema: answer }) }) }) }),
});
const row = z.object({ properties: z.record(z.string(), z.unknown()) });

/** As Express spells the path under /axis, e.g. "/coverage/:axis/gaps". Errors: ZodError where the document has no such list. */
export function columnsOf(path: string): string[] {
	const { paths, components } = documentShape.parse(JSON.parse(openapi));
	const { get } = z.object({ get: operation }).parse(paths[`/axis${path.replace(/:(\w+)/g, '{$1}')}`]);
	const { $ref } = get.responses[200].content['application/json'].schema.properties.data.items;
	return Object.keys(row.parse(components.schemas[$ref.split('/').at(-1) ?? '']).properties);
}
