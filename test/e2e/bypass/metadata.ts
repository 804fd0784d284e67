/** What Directus must know about the tables so that sorting, versions, singletons and nested writes reach them. */
import type { Knex } from 'knex';

/** A table of somebody else whose items lead to axis tables, by M2O and by A2O. */
export const NOTES = 'bypass_note';

/** Written to Directus' own tables as rows; the caller clears its cache. */
export async function seedMetadata(db: Knex): Promise<void> {
	await clearMetadata(db);
	await db.raw(`create table ${NOTES} (id integer primary key, axis uuid, item text, collection text)`);
	await db('directus_collections').insert([
		{ collection: 'axis_assignment', sort_field: 'revision' },
		{ collection: 'axis_value', versioning: true, accountability: 'all' },
		{ collection: 'axis_candidate_finding', singleton: true },
	]);
	await db('directus_fields').insert([
		{ collection: 'governance_registry', field: 'axis_owned', special: 'o2m' },
		{ collection: 'axis_value', field: 'tag', note: 'Where it comes from' },
	]);
	await db('directus_relations').insert([
		{
			many_collection: 'axis_object_ownership',
			many_field: 'owner_gov_code',
			one_collection: 'governance_registry',
			one_field: 'axis_owned',
			one_deselect_action: 'delete',
		},
		{ many_collection: NOTES, many_field: 'axis', one_collection: 'axis_registry' },
		{ many_collection: NOTES, many_field: 'item', one_collection_field: 'collection', one_allowed_collections: 'axis_registry' },
		{ many_collection: 'axis_assignment', many_field: 'superseded_by', one_collection: 'axis_assignment' },
	]);
}

export async function clearMetadata(db: Knex): Promise<void> {
	await db.raw(`drop table if exists ${NOTES}`);
	const tables = ['axis_assignment', 'axis_value', 'axis_candidate_finding', 'axis_object_ownership', 'axis_registry', NOTES];
	await db('directus_collections').whereIn('collection', tables).delete();
	await db('directus_fields').whereIn('collection', tables).orWhere({ field: 'axis_owned' }).delete();
	await db('directus_relations').whereIn('many_collection', tables).delete();
}
