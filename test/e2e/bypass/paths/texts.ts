/**
 * Texts in the DDL of Directus, by which SQL of an admin would reach our tables over any table. The gate has no say: they are refused when it is open,
 * too, and a JSON default is written as the JSON that it is. schema-text/ tries every such text.
 */
import { verdict } from '../../support/api';
import { graphql, rest, type Path } from '../path';
import { KEY, MADE, SCRATCH } from '../scratch';
import type { Stage } from '../stage';
import { callTool } from './mcp';
import { diffOf, type Diff } from './schema';

/** No trigger stands before it, and no word of Directus names our table. */
const SQL = 'alter table axis_value add column forged integer';
/** The door reads mutations for names of our tables; this one it does not know. */
const UNNAMED = 'alter table axis_internal.gate_policy add column forged integer';
const RAW_DEFAULT = [`'::text::json); ${SQL}; --`];
const DOTTED = 'axis_internal.forged';

const GUARDED = { by: 'service_guard', changes: 'nothing' } as const;
const UNSAFE = { shut: '400 AXIS_UNSAFE_SCHEMA', open: '400 AXIS_UNSAFE_SCHEMA' } as const;

const relation = (schema: object) => ({ collection: SCRATCH, field: 'parent', related_collection: SCRATCH, meta: {}, schema });
const tried = (type: string) => ({ field: 'tried', type, meta: {}, schema: { default_value: RAW_DEFAULT } });
const added = (rhs: object) => [{ kind: 'N', rhs }];

async function apply(stage: Stage, diff: Partial<Diff['diff']>): Promise<string> {
	const made = await diffOf(stage);
	const whole = { collections: [], fields: [], systemFields: [], relations: [], ...diff };
	return verdict(await stage.admin.send('POST', '/schema/apply', { ...made, diff: whole }));
}

/** Takes the field or collection that was made back, and answers the word of its making. */
async function takenBack(word: Promise<string>, { admin }: Stage, path: string): Promise<string> {
	const told = await word;
	const gone = verdict(await admin.send('DELETE', path));
	return gone === '204' ? told : `${told}, and ${gone} when it was taken back`;
}

export const textPaths: readonly Path[] = [
	rest({
		name: 'a relation with SQL in on_update',
		...GUARDED,
		...UNSAFE,
		method: 'POST',
		path: '/relations',
		body: () => relation({ on_update: `NO ACTION; ${SQL}` }),
	}),
	graphql({
		name: 'GraphQL system: a relation with SQL in on_delete',
		...GUARDED,
		scope: 'system',
		shut: '200 AXIS_UNSAFE_SCHEMA',
		open: '200 AXIS_UNSAFE_SCHEMA',
		mutation: () =>
			`create_relations_item(data: {collection: "${SCRATCH}", field: "parent", related_collection: "${SCRATCH}", schema: {table: "${SCRATCH}", column: "parent", foreign_key_table: "${SCRATCH}", foreign_key_column: "id", on_update: "CASCADE", on_delete: "CASCADE; ${UNNAMED}"}}) { field }`,
	}),
	{
		// Directus itself knows only the five actions here.
		name: 'MCP: a relation with SQL in on_update',
		by: 'nobody',
		changes: 'nothing',
		shut: 'INVALID_PAYLOAD',
		open: 'INVALID_PAYLOAD',
		write: (stage) =>
			callTool(stage, 'relations', {
				action: 'create',
				collection: SCRATCH,
				field: 'parent',
				data: relation({ on_update: `NO ACTION; ${SQL}` }),
			}),
	},
	{
		name: 'apply a schema with SQL in on_update',
		...GUARDED,
		...UNSAFE,
		write: (stage) => {
			const { collection, field, related_collection, ...rest } = relation({ on_update: `NO ACTION; ${SQL}` });
			const rhs = { collection, field, related_collection, ...rest };
			return apply(stage, { relations: [{ collection, field, related_collection, diff: added(rhs) }] });
		},
	},
	{
		name: 'a collection with SQL in a JSON default (written as JSON)',
		...GUARDED,
		shut: '200',
		open: '200',
		write: (stage) => {
			const body = { collection: MADE, schema: {}, meta: {}, fields: [KEY, tried('json')] };
			return takenBack(stage.admin.send('POST', '/collections', body).then(verdict), stage, `/collections/${MADE}`);
		},
	},
	{
		name: 'MCP: a field with SQL in a JSON default (written as JSON)',
		...GUARDED,
		shut: 'ok',
		open: 'ok',
		write: (stage) =>
			takenBack(
				callTool(stage, 'fields', { action: 'create', collection: SCRATCH, data: [tried('json')] }),
				stage,
				`/fields/${SCRATCH}/tried`,
			),
	},
	{
		name: 'apply a schema with SQL in a JSON default (written as JSON)',
		...GUARDED,
		shut: '204',
		open: '204',
		write: (stage) => {
			const fields = [{ collection: SCRATCH, field: 'tried', diff: added({ collection: SCRATCH, ...tried('json') }) }];
			return takenBack(apply(stage, { fields }), stage, `/fields/${SCRATCH}/tried`);
		},
	},
	rest({
		name: 'a collection in the schema of the bundle, by a name with a dot',
		...GUARDED,
		...UNSAFE,
		method: 'POST',
		path: '/collections',
		body: () => ({ collection: DOTTED, schema: {}, meta: {}, fields: [KEY] }),
	}),
	{
		name: 'MCP: a collection in the schema of the bundle, by a name with a dot',
		...GUARDED,
		shut: 'AXIS_UNSAFE_SCHEMA',
		open: 'AXIS_UNSAFE_SCHEMA',
		write: (stage) =>
			callTool(stage, 'collections', {
				action: 'create',
				data: [{ collection: DOTTED, schema: {}, meta: {}, fields: [KEY] }],
			}),
	},
	{
		name: 'apply a schema with a collection in the schema of the bundle',
		...GUARDED,
		...UNSAFE,
		write: (stage) =>
			apply(stage, {
				collections: [{ collection: DOTTED, diff: added({ collection: DOTTED, meta: {}, schema: { name: DOTTED } }) }],
				fields: [{ collection: DOTTED, field: 'id', diff: added({ collection: DOTTED, ...KEY }) }],
			}),
	},
];
