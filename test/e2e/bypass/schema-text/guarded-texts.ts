/** Texts that would be written as they are, or as something else: they are refused or rewritten. */
import { create, column, make, MADE, relate, SCRATCH, SQL, type Text } from './attempt';

const REFUSED = { held: 'refused: `AXIS_UNSAFE_SCHEMA`', tried: '400 AXIS_UNSAFE_SCHEMA' } as const;

export const GUARDED_TEXTS: readonly Text[] = [
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
];
