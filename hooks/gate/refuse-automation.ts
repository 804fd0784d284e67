/**
 * Refuses that a program ratifies: writes of the approvals, the requests, their votes, and what may activate an event type, by a caller who is not a
 * person. No trigger stands under it: these tables are not ours. docs/security.md lists what a hook does not see.
 */
import type { RegisterFunctions } from '@directus/extensions';
import type { Config } from '../../src/config';
import { isPostgres } from '../../src/db/postgres';
import { HumanOnlyError } from '../../src/errors';
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
			if (reason !== null) throw new HumanOnlyError({ asked: `${VERBS[event]} items of ${String(collection)}`, reason });
			return payload;
		});
	}
}
