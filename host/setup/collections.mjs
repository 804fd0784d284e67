/**
 * The reference deployment's tables that people open in the Studio. Only a handful is registered: Directus 12 without a licence key locks itself
 * above 25 registered collections; the other tables are reachable for admins anyway.
 */

const COLLECTIONS = {
	os_proposal_approvals: { icon: 'verified', note: 'Ratifications. The gate opens when there is at least one.' },
	approval_requests: { icon: 'fact_check', note: 'Requests that ratifications answer' },
	governance_registry: { icon: 'account_balance', note: 'Authorities that can own a governed object' },
	governance_object_ownership: { icon: 'assignment_ind', note: 'Who answers for which object, per responsibility scope' },
	collection_registry: { icon: 'inventory_2', note: 'Collections and the group that governs them' },
};

/**
 * Registers those of the tables that exist and are not registered yet. Nothing where the reference deployment was not loaded: tables of the foundation
 * have some of the same names, and are taken away only while nobody registered them.
 *
 * @param {import('./directus-api.mjs').DirectusRequest} request as an admin
 */
export async function ensureCollections(request) {
	/** @type {{ collection: string, meta: unknown, schema: unknown }[]} */
	const present = await request('GET', '/collections');
	if (!present.some(({ collection }) => collection === 'collection_registry')) return;
	for (const { collection, meta, schema } of present) {
		const wanted = COLLECTIONS[/** @type {keyof typeof COLLECTIONS} */ (collection)];
		// Without `status` in the payload the licence check is not made; five are far below its limit.
		if (wanted && schema && !meta) await request('PATCH', `/collections/${collection}`, { meta: wanted });
	}
}
