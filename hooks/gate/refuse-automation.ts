/**
 * Refuses that a program ratifies: writes of the approvals, the requests, their votes, and what may activate an event type, by a caller who is not a
 * person. In a database without axis tables and base model nobody is refused: there these tables are somebody else's. No trigger stands under it: these tables are not ours. docs/security.md lists what a hook does not see.
 */
import type { RegisterFunctions } from '@directus/extensions';
import type { Knex } from 'knex';
import type { Config } from '../../src/profile/config';
import type { NotHuman } from '../../src/contract';
import { isPostgres } from '../../src/db/postgres';
import { HumanOnlyError } from '../../src/errors';
import { isGoverned } from '../../src/base/governed';
import { isHumanAct, whyNotHuman, type WriteEvent } from '../../src/gate/human-only';

const VERBS: Readonly<Record<WriteEvent, string>> = {
	'items.create': 'Creating',
	'items.update': 'Updating',
	'items.delete': 'Deleting',
};
const EVENTS: readonly WriteEvent[] = ['items.create', 'items.update', 'items.delete'];

/** Errors of the handlers: HumanOnlyError; ProfileError, because an unknown rule is none that a caller can meet. */
export function registerAutomationGuard({ filter }: Pick<RegisterFunctions, 'filter'>, config: Config): void {
	for (const event of EVENTS) {
		// Every write of every collection passes here: what is not guarded leaves before anything is read.
		filter(event, (payload, { collection }, { accountability, database }) => {
			if (!isHumanAct(event, collection, payload) || !isPostgres(database)) return payload;
			const reason = whyNotHuman(accountability, config.profile().profile.guard.human_only);
			return reason === null
				? payload
				: refuseWhereGoverned(database, `${VERBS[event]} items of ${String(collection)}`, reason, payload);
		});
	}
}

async function refuseWhereGoverned<Payload>(database: Knex, asked: string, reason: NotHuman, payload: Payload): Promise<Payload> {
	if (await isGoverned(database)) throw new HumanOnlyError({ asked, reason });
	return payload;
}
