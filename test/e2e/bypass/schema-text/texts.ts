/**
 * Every text of a caller that Directus or knex puts into DDL, or seems to, with an attempt to run a statement of the caller's by it. The rows of a
 * table in docs/evidence/schema-texts.md.
 */
import type { Answer, Api } from '../../support/api';
import type { PerMajor } from '../path';

/** The table that an attempt would leave behind if it ran. Short: a name has no more than 63 letters. */
export const GHOST = 'ghost';
const SQL = `create table ${GHOST}()`;

/** There before each attempt, with a field `parent` that is no relation yet and a JSON field `settings`. */
export const SCRATCH = 'text_scratch';
/** Made by an attempt. */
export const MADE = 'text_made';

export interface Text {
	/** The text, as docs/evidence/schema-texts.md names it. */
	text: string;
	/** Where a caller gives it. */
	from: string;
	/** How it reaches DDL. */
	written: string;
	/** What stops it. */
	held: string;
	tried: PerMajor;
	attempt: (admin: Api) => Promise<Answer<unknown>>;
}

const KEY = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } };

const make = (...fields: unknown[]) => ({ collection: MADE, schema: {}, meta: {}, fields: [KEY, ...fields] });
const create = (body: unknown) => (admin: Api) => admin.send('POST', '/collections', body);
const column = (type: string, schema: object, more: object = {}) =>
	create(make({ field: 'tried', type, schema, meta: {}, ...more }));
const relate = (schema: object, more: object = {}) => ({
	collection: SCRATCH,
	field: 'parent',
	related_collection: SCRATCH,
	meta: {},
	schema,
	...more,
});

const REFUSED = { held: 'refused: `AXIS_UNSAFE_SCHEMA`', tried: '400 AXIS_UNSAFE_SCHEMA' } as const;
const QUOTED = 'as an identifier; knex doubles quotes';
const NUMBER = { written: 'as a number; knex parses it', held: 'nothing to do' } as const;
const UNUSED = { written: 'not at all', held: 'nothing to do', tried: '200' } as const;
const LITERAL = { written: 'as a literal; knex escapes it', held: 'nothing to do' } as const;

export const TEXTS: readonly Text[] = [
	{
		text: '`schema.on_update`, `schema.on_delete`',
		from: 'a relation that is added',
		written: 'as it is',
		...REFUSED,
		attempt: (admin) => admin.send('POST', '/relations', relate({ on_update: `NO ACTION; ${SQL}` })),
	},
	{
		text: '`schema.on_update`, as a list',
		from: 'a relation that is added',
		written: 'as it is',
		...REFUSED,
		attempt: (admin) => admin.send('POST', '/relations', relate({ on_update: [`NO ACTION; ${SQL}`] })),
	},
	{
		text: '`on_delete` through GraphQL',
		from: 'a relation that is added',
		written: 'as it is',
		held: REFUSED.held,
		tried: '200 AXIS_UNSAFE_SCHEMA',
		attempt: (admin) =>
			admin.graphql(
				`mutation { create_relations_item(data: {collection: "${SCRATCH}", field: "parent", related_collection: "${SCRATCH}", schema: {table: "${SCRATCH}", column: "parent", foreign_key_table: "${SCRATCH}", foreign_key_column: "id", on_update: "CASCADE", on_delete: "CASCADE; ${SQL}"}}) { field } }`,
				'/graphql/system',
			),
	},
	{
		text: 'an object or array as `schema.default_value` of a `json` field',
		from: 'a collection that is made',
		written: 'between quotes, not escaped',
		held: 'rewritten: the same JSON, escaped',
		tried: '200',
		attempt: column('json', { default_value: [`'::text::json); ${SQL}; --`] }),
	},
	{
		text: 'an object or array as `schema.default_value` of a `json` field',
		from: 'a field that is added',
		written: 'between quotes, not escaped',
		held: 'rewritten: the same JSON, escaped',
		tried: '200',
		attempt: (admin) =>
			admin.send('POST', `/fields/${SCRATCH}`, {
				field: 'tried',
				type: 'json',
				schema: { default_value: { a: `'::json; ${SQL}; --` } },
			}),
	},
	{
		text: 'an object or array as `schema.default_value` of a `json` field',
		from: 'a field that is changed',
		written: 'between quotes, not escaped',
		held: 'rewritten: the same JSON, escaped',
		tried: '200',
		attempt: (admin) =>
			admin.send('PATCH', `/fields/${SCRATCH}/settings`, {
				field: 'settings',
				type: 'json',
				schema: { default_value: { a: `'::json; ${SQL}; --` } },
			}),
	},
	{
		text: 'a name with a dot: a schema and a name',
		from: 'a collection that is made',
		written: 'as two identifiers',
		...REFUSED,
		attempt: create({ ...make(), collection: 'pg_temp.os_proposal_approvals' }),
	},
	{
		text: 'a name that knex reads as another one: an alias (` as `), an index (`[1]`), `*`, outer blanks',
		from: 'a collection that is made',
		written: 'as another identifier, or as none',
		...REFUSED,
		attempt: create({ ...make(), collection: `${MADE} as other` }),
	},
	{
		text: 'outer blanks of a name',
		from: 'a collection that is made',
		written: 'cut off',
		...REFUSED,
		attempt: create({ ...make(), collection: `\t${MADE} ` }),
	},
	{
		text: 'a name with a dot',
		from: 'a field of a collection',
		written: 'as two identifiers',
		...REFUSED,
		attempt: create(make({ field: `${MADE}.tried`, type: 'string', schema: {} })),
	},
	{
		text: 'a name with a dot',
		from: 'the related collection of a relation',
		written: 'as two identifiers',
		...REFUSED,
		attempt: (admin) => admin.send('POST', '/relations', relate({}, { related_collection: 'axis_internal.waiver' })),
	},
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
