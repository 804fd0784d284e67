/** Texts that Directus or knex writes so that they say nothing but what they are. */
import { create, column, make, MADE, relate, SCRATCH, SQL, type Text } from './attempt';

const QUOTED = 'as an identifier; knex doubles quotes';
const NUMBER = { written: 'as a number; knex parses it', held: 'nothing to do' } as const;
const UNUSED = { written: 'not at all', held: 'nothing to do', tried: '200' } as const;
const LITERAL = { written: 'as a literal; knex escapes it', held: 'nothing to do' } as const;

export const HARMLESS_TEXTS: readonly Text[] = [
	{
		text: 'any other name, quotes in it',
		from: 'a collection that is made',
		written: QUOTED,
		held: 'nothing to do',
		tried: '200',
		attempt: create({ ...make(), collection: `${MADE}" (id int); ${SQL}; --` }),
	},
	{
		text: 'any other name, quotes in it, and the names of its indexes',
		from: 'a field of a collection',
		written: QUOTED,
		held: 'nothing to do',
		tried: '200',
		attempt: create(
			make({ field: `tried" int); ${SQL}; --`, type: 'string', schema: { is_unique: true, is_indexed: true }, meta: {} }),
		),
	},
	{
		text: 'a name in an index made with `?concurrentIndexCreation`',
		from: 'a field of a collection',
		written: QUOTED,
		held: 'nothing to do',
		tried: '200',
		attempt: (admin) =>
			admin.send('POST', `/fields/${SCRATCH}?concurrentIndexCreation`, {
				field: `tried"); ${SQL}; --`,
				type: 'string',
				schema: { is_indexed: true },
			}),
	},
	{
		text: '`type`',
		from: 'a field',
		written: 'as one of a list of Directus',
		held: 'nothing to do',
		tried: '400 INVALID_PAYLOAD',
		attempt: column(`text); ${SQL}; --`, {}),
	},
	{
		text: '`type` after `geometry.`',
		from: 'a field',
		written: 'as one of a list of Directus',
		held: 'nothing to do',
		// Without PostGIS there is no such type; with it there would be a column.
		tried: '500 INTERNAL_SERVER_ERROR',
		attempt: column(`geometry.point, 4326)); ${SQL}; --`, {}),
	},
	{
		text: '`schema.max_length`',
		from: 'a field',
		...NUMBER,
		tried: '200',
		attempt: column('string', { max_length: `9)); ${SQL}; --` }),
	},
	{
		text: '`schema.numeric_precision`, `schema.numeric_scale`',
		from: 'a field',
		...NUMBER,
		tried: '200',
		attempt: column('decimal', { numeric_precision: `9)); ${SQL}; --`, numeric_scale: `2)); ${SQL}; --` }),
	},
	{
		text: 'the number in `CURRENT_TIMESTAMP(…)` as `schema.default_value`',
		from: 'a field',
		...NUMBER,
		tried: '200',
		attempt: column('timestamp', { default_value: `CURRENT_TIMESTAMP(3); ${SQL}; --` }),
	},
	{
		text: '`schema.default_value`, a text',
		from: 'a field',
		...LITERAL,
		tried: '200',
		attempt: column('string', { default_value: `\\'); ${SQL}; --` }),
	},
	{
		text: '`schema.default_value`, a text, of a `json` field',
		from: 'a field',
		...LITERAL,
		tried: '200',
		attempt: column('json', { default_value: JSON.stringify([`'::text::json); ${SQL}; --`]) }),
	},
	{
		text: '`schema.default_value`, an array, of a field that is not `json`',
		from: 'a field',
		...LITERAL,
		tried: '200',
		attempt: column('csv', { default_value: [`a'); ${SQL}; --`] }),
	},
	{
		text: '`schema.default_value`, a text, of a field of true and false',
		from: 'a field',
		...LITERAL,
		tried: '200',
		attempt: column('boolean', { default_value: `false'); ${SQL}; --` }),
	},
	{
		text: '`now()`, `gen_random_uuid()` with more behind it, as `schema.default_value`',
		from: 'a field',
		written: 'as a literal: only the exact word is a function',
		held: 'nothing to do',
		tried: '200',
		attempt: column('string', { default_value: `gen_random_uuid()); ${SQL}; --` }),
	},
	{
		text: '`schema.comment`, `data_type`, `generation_expression`, `foreign_key_table`; `meta.note`',
		from: 'a field',
		...UNUSED,
		attempt: column(
			'string',
			Object.fromEntries(
				['comment', 'data_type', 'generation_expression', 'foreign_key_table', 'constraint_name'].map((key) => [
					key,
					`'; ${SQL}; --`,
				]),
			),
			{ meta: { note: `'; ${SQL}; --` } },
		),
	},
	{
		text: '`schema.comment`, `schema.schema`',
		from: 'a collection that is made',
		...UNUSED,
		attempt: create({ ...make(), schema: { comment: `'; ${SQL}; --`, schema: 'axis_internal', name: 'waiver' } }),
	},
	{
		text: '`schema.constraint_name`, `schema.foreign_key_schema`',
		from: 'a relation that is added',
		...UNUSED,
		attempt: (admin) =>
			admin.send('POST', '/relations', relate({ constraint_name: `x"; ${SQL}; --`, foreign_key_schema: `x"; ${SQL}; --` })),
	},
];
