/** Permissions as Directus keeps them: whether what a user was granted on a collection is the whole of it. */
import type { Accountability } from '@directus/types';
import type { Knex } from 'knex';
import { z } from 'zod';
import { queryRows } from '../db/run-sql';
import grantsText from './sql/grants.sql';

const grant = z.object({ policy: z.string(), anywhere: z.boolean(), narrowed_by: z.array(z.string()) });

/** missing: no policy of the user has it. narrowed: a policy has it for some fields or items only, or with presets or a validation. */
export type Granted = { is: 'whole' } | { is: 'missing' } | { is: 'narrowed'; policy: string; by: string[] };

/**
 * Whether a user may do an action with every item and every field of a collection. One whole grant is enough where its policy holds from every
 * address; which of the others hold for this address is Directus' to say, so that all of them must be whole. Errors: the database's own; DatabaseLost.
 */
export async function readGrant(
	db: Knex,
	{ user, roles }: Pick<Accountability, 'user' | 'roles'>,
	collection: string,
	action: 'read' | 'create',
): Promise<Granted> {
	const variables = { user: user ?? '', roles: JSON.stringify(roles), collection, action };
	const grants = z.array(grant).parse(await queryRows(db, grantsText, variables));
	if (grants.length === 0) return { is: 'missing' };
	if (grants.some(({ anywhere, narrowed_by }) => anywhere && narrowed_by.length === 0)) return { is: 'whole' };
	const narrow = grants.find(({ narrowed_by }) => narrowed_by.length > 0);
	return narrow ? { is: 'narrowed', policy: narrow.policy, by: narrow.narrowed_by } : { is: 'whole' };
}
