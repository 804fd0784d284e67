/** Where the objects of the project in stranger.sql are. */
import type { Knex } from 'knex';

/** Objects that need owners, and the group that each is in. */
export const placedIn = async (db: Knex) =>
	Object.fromEntries(
		(await db('v_governance_object_inventory').where({ requires_owner: true }).orderBy('object_ref')).map(
			({ object_ref, group_ref }) => [object_ref, group_ref],
		),
	);

/** As they are before anybody changes anything. */
export const PLACED = {
	articles: 'blog',
	authors: 'authors',
	author_notes: 'authors',
	deals: 'sales',
	hidden_settings: '(project)',
	pages: 'website',
	page_views: 'website',
	settings: '(project)',
};
