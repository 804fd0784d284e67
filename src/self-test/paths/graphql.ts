/**
 * A GraphQL mutation, from the resolver on: that is where Directus' own work begins. Parsing and execution are the library's, and Directus would log
 * each refusal as an error, into the standard output of a command among others.
 */
import { randomUUID } from 'node:crypto';
import { NotTried, serviceOptions, type Bench } from '../attempt';

/** Resolves `mutation { <field>(data: …) }` on one collection. Errors: what the resolver answers or throws; NotTried where there is no such mutation. */
export async function mutate(bench: Bench, table: string, field: string, data: Readonly<Record<string, string>>): Promise<void> {
	const collection = bench.schema.collections[table];
	if (!collection) throw new NotTried(`${table} is no collection of this Directus.`);
	// A user of its own: Directus keeps the schema that it builds for a user, and this one leads to our transaction.
	const accountability = { admin: true, app: false, role: null, roles: [], user: randomUUID(), ip: null };
	const schema = await new bench.services.GraphQLService({
		...serviceOptions(bench),
		schema: { collections: { [table]: collection }, relations: [] },
		accountability,
		scope: 'items',
	}).getSchema();
	const mutation = schema.getMutationType()?.getFields()[field];
	if (typeof mutation?.resolve !== 'function') throw new NotTried(`GraphQL has no mutation ${field}.`);
	const info = {
		fieldName: field,
		fieldNodes: [{ kind: 'Field', name: { kind: 'Name', value: field } }],
		returnType: mutation.type,
		fragments: {},
		variableValues: {},
		schema,
	};
	const answer: unknown = await Reflect.apply(mutation.resolve, undefined, [null, { data }, {}, info]);
	// A refusal is answered, with the error that it was made of.
	if (answer instanceof Error) throw 'originalError' in answer ? answer.originalError : answer;
}
