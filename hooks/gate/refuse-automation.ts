/**
 * Refuses that a program ratifies: writes of the approvals (of other rows of their table it may do what it may), the requests, their votes, and what may activate an event type, by a caller who is not a
 * person. In a database without axis tables and base model nobody is refused: there these tables are somebody else's. No trigger stands under it: these tables are not ours. docs/security.md lists what a hook does not see.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RegisterFunctions } from '@directus/extensions';
import type { Knex } from 'knex';
import type { Config } from '../../src/profile/config';
import type { Profile } from '../../src/profile/profile';
import { isPostgres } from '../../src/db/postgres';
import { HumanOnlyError } from '../../src/errors';
import { isGoverned } from '../../src/base/governed';
import { readRatificationSource, type Source } from '../../src/base/ratification-source';
import { isHumanAct, whyNotHuman, type WriteEvent } from '../../src/gate/human-only';
import { touchesSource, type ItemWrite } from '../../src/gate/touches-source';

const VERBS: Readonly<Record<WriteEvent, string>> = {
	'items.create': 'Creating',
	'items.update': 'Updating',
	'items.delete': 'Deleting',
};
const EVENTS: readonly WriteEvent[] = ['items.create', 'items.update', 'items.delete'];

/** Errors of the handlers: HumanOnlyError; ProfileError, because an unknown rule is none that a caller can meet. */
export function registerAutomationGuard({ filter }: Pick<RegisterFunctions, 'filter'>, config: Config): void {
	for (const event of EVENTS) {
		// Every write of every collection passes here: what a person does leaves before anything is read.
		filter(event, async (payload, { collection, keys }, { accountability, database, schema }) => {
			if (!isPostgres(database)) return payload;
			const act = isHumanAct(event, collection, payload);
			const profile = profileFor(config, act);
			if (profile !== null && whyNotHuman(accountability, profile.guard.human_only) === null) return payload;
			const sources = act ? [] : await sourcesIn(database, String(collection), profile?.ratification.source);
			if (!act && sources.length === 0) return payload;
			if (!(await isGoverned(database))) return payload;
			if (!act) {
				const facts = schema?.collections[String(collection)];
				const write: ItemWrite = {
					event,
					payload,
					keys,
					collection: facts,
					presets: accountability ? !accountability.admin : false,
				};
				if (!(await touchesAny(database, sources, write))) return payload;
			}
			// Still unreadable: a rule that nobody knows is none that a person can meet either.
			const { human_only } = (profile ?? config.profile().profile).guard;
			const reason = whyNotHuman(accountability, human_only);
			if (reason === null) return payload;
			throw new HumanOnlyError({ asked: `${VERBS[event]} items of ${String(collection)}`, reason });
		});
	}
}

/** The profile; where it cannot be read null for a write that may be none of ours, and a refusal for one that is. */
function profileFor(config: Config, act: boolean): Profile | null {
	try {
		return config.profile().profile;
	} catch (error) {
		if (act) throw error;
		return null;
	}
}

/** Where people ratify, if that is this collection: the source that holds, and the one that the profile would have where it is another. */
async function sourcesIn(database: Knex, collection: string, named: Source | undefined): Promise<Source[]> {
	const held = await readRatificationSource(database, named);
	const sources = named === undefined || isDeepStrictEqual(held, named) ? [held] : [held, named];
	return sources.filter(({ table }) => table === collection);
}

async function touchesAny(database: Knex, sources: readonly Source[], write: ItemWrite): Promise<boolean> {
	for (const source of sources) {
		if (await touchesSource(database, source, write)) return true;
	}
	return false;
}
