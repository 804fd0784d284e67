/** Items of an axis collection inside an item of another one: a relation that the operator made leads there. */
import type { FieldOverview, Relation, SchemaOverview } from '@directus/types';
import { AUTHORITIES } from '../../base/relations';
import { quoteIdentifier } from '../../db/identifiers';
import { queryRows } from '../../db/run-sql';
import { itemsOf, NotTried, WRITE, type Bench, type WritePath } from '../attempt';
import type { WriteOptions } from '../host';

const CHILD = 'axis_object_ownership';
const CHILD_FIELD = 'owner_gov_code';
const ALIAS = 'axis_self_test';

export const NESTED_PATHS: readonly WritePath[] = [
	{
		path: 'items.nested',
		does: `creates an item of ${CHILD} inside a change of an item of ${AUTHORITIES}`,
		note: 'Through a relation that only the schema of the attempt has; the item of the other collection is not changed.',
		layers: {
			hook: { run: (bench) => createNested(bench, WRITE.whole()) },
			trigger: { run: (bench) => createNested(bench, WRITE.silent()) },
		},
	},
];

async function createNested(bench: Bench, options: WriteOptions): Promise<void> {
	const primary = bench.schema.collections[AUTHORITIES]?.primary;
	const [row] =
		primary === undefined
			? []
			: await queryRows(bench.trx, `select ${quoteIdentifier(primary)} as key from ${AUTHORITIES} limit 1`);
	const key = row?.key;
	if (typeof key !== 'string' && typeof key !== 'number') throw new NotTried(`${AUTHORITIES} has no item to write through.`);
	// An empty reference is forbidden by a constraint of the table.
	const child = { object_type: ALIAS, object_ref: '', axis_code: bench.seed.firstCode, value_code: 'self-test' };
	await itemsOf(bench, AUTHORITIES, withRelation(bench.schema)).updateOne(
		key,
		{ [ALIAS]: { create: [child], update: [], delete: [] } },
		options,
	);
}

// The host's schema is shared: it is not touched.
function withRelation(schema: SchemaOverview): SchemaOverview {
	const parent = schema.collections[AUTHORITIES];
	if (!parent || !(CHILD in schema.collections))
		throw new NotTried(`${AUTHORITIES} or ${CHILD} is no collection of this Directus.`);
	const field: FieldOverview = {
		field: ALIAS,
		defaultValue: null,
		nullable: true,
		generated: false,
		type: 'alias',
		dbType: null,
		precision: null,
		scale: null,
		special: ['o2m'],
		note: null,
		validation: null,
		alias: true,
		searchable: false,
	};
	const others = schema.relations.filter(({ collection, field: name }) => collection !== CHILD || name !== CHILD_FIELD);
	return {
		collections: { ...schema.collections, [AUTHORITIES]: { ...parent, fields: { ...parent.fields, [ALIAS]: field } } },
		relations: [...others, RELATION],
	};
}

const RELATION: Relation = {
	collection: CHILD,
	field: CHILD_FIELD,
	related_collection: AUTHORITIES,
	schema: null,
	meta: {
		id: -1,
		many_collection: CHILD,
		many_field: CHILD_FIELD,
		one_collection: AUTHORITIES,
		one_field: ALIAS,
		one_collection_field: null,
		one_allowed_collections: null,
		one_deselect_action: 'nullify',
		junction_field: null,
		sort_field: null,
	},
};
