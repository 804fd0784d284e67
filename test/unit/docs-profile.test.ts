/** docs/profile.md lists every key that a profile may have, with its default, as profiles/profile.schema.json says. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';

interface Schema {
	properties?: Record<string, Schema> | undefined;
	required?: string[] | undefined;
	items?: Schema | undefined;
	default?: unknown;
	const?: string | undefined;
	description?: string | undefined;
}

const schemaFile: z.ZodType<Schema> = z.lazy(() =>
	z.object({
		properties: z.record(z.string(), schemaFile).optional(),
		required: z.array(z.string()).optional(),
		items: schemaFile.optional(),
		default: z.unknown().optional(),
		const: z.string().optional(),
		description: z.string().optional(),
	}),
);

interface Key {
	key: string;
	/** What the column "default" says: a JSON value, `required`, or `–` for a key that may be left out. */
	fallback: string;
}

/** Keys that hold a value; objects are their own keys only. */
function keysOf(schema: Schema, path = ''): Key[] {
	return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
		const key = path === '' ? name : `${path}.${name}`;
		if (part.properties) return keysOf(part, key);
		const own = { key, fallback: fallbackOf(part, schema.required?.includes(name) ?? false) };
		return part.items?.properties ? [own, ...keysOf(part.items, `${key}[]`)] : [own];
	});
}

function fallbackOf({ default: preset }: Schema, required: boolean): string {
	if (preset !== undefined) return `\`${JSON.stringify(preset).replaceAll(',', ', ')}\``;
	return required ? 'required' : '–';
}

it('docs/profile.md names exactly the keys of the schema, with their defaults', async () => {
	const schema = schemaFile.parse(JSON.parse(await readFile('profiles/profile.schema.json', 'utf8')));
	const page = await readFile('docs/profile.md', 'utf8');
	const listed = [...page.matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)];
	expect(listed.map(([, key, fallback]) => ({ key, fallback }))).toEqual(keysOf(schema));
	for (const [row, , , meaning] of listed) expect(meaning, row).toMatch(/\.$/);
});
