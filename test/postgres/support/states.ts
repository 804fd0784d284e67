/** Databases at a point of the rollout: built once per test file, then cloned. */
import { applyTier } from '../../../src/rollout/apply';
import { contextFor, createDatabase, ratify, type TestDatabase } from './database';

/** fresh: the reference deployment with the run ledger. Each state includes the ones before it. */
const STATES = ['fresh', 'ratified', 'tier 1', 'tier 2', 'tier 3', 'tier 4', 'tier 5', 'tier 6'] as const;
export type State = (typeof STATES)[number];

/** The approval of the reference deployment; tiers that write the canonical model ask for one. */
export const REQUEST = { requestedBy: 'test', ratifiedApr: 'APR-BOOT-AUTHMODEL-1' };

const built = new Map<State, Promise<string>>();

/** A database of its own, at the state. */
export async function createDatabaseAt(state: State): Promise<TestDatabase> {
	const template = built.get(state) ?? build(state);
	built.set(state, template);
	return createDatabase({ ledger: false, template: await template });
}

async function build(state: State): Promise<string> {
	const database = await createDatabase();
	const steps = STATES.slice(0, STATES.indexOf(state) + 1);
	if (steps.includes('ratified')) await ratify(database.db);
	for (const step of steps.filter((name) => name.startsWith('tier'))) {
		await applyTier(contextFor(database), REQUEST, step.replace('tier ', ''));
	}
	await database.disconnect();
	return database.name;
}
