/** A project whose base model this extension makes: Directus' own tables, and collections in folders. Built once per test file, then cloned. */
import { installFoundation } from '../../../src/foundation/foundation';
import { withSnapshot } from '../../../src/db/transaction';
import { parseProfile, type LoadedProfile } from '../../../src/profile/profile';
import type { RolloutContext, RunRequest } from '../../../src/run/context';
import { readFingerprint } from '../../../src/tier/fingerprint';
import strangerSql from '../base/stranger.sql';
import { createDatabase, type TestDatabase } from './database';

/** unfounded: without a base model. founded: with one, and the authorities ALL and WEB. ratified: with an open gate too. */
type ProjectState = 'unfounded' | 'founded' | 'ratified';

export interface Project extends TestDatabase {
	/** The rollout by a profile, as its file would have it. */
	on(profile: unknown): RolloutContext;
	/** What the database holds, as the rollout compares it. */
	fingerprint(): Promise<string>;
	/** Gives a group an owner for scopes (all of them where left out), as people give one in the Studio. */
	owns(group_ref: string, owner_gov_code: string, scopes?: string): Promise<unknown>;
	ratify(): Promise<unknown>;
}

/** Of tiers that need no code of an approval. */
export const UNNAMED: RunRequest = { requestedBy: 'test', ratifiedApr: null };

const built = new Map<ProjectState, Promise<string>>();

/** A database of its own, at the state. */
export async function createProject(state: ProjectState): Promise<Project> {
	const template = built.get(state) ?? build(state);
	built.set(state, template);
	return projectOf(await createDatabase({ ledger: false, template: await template }));
}

/** Errors: what the profile's file would be refused for. */
export function loadProfile(profile: unknown): LoadedProfile {
	const parsed = parseProfile(typeof profile === 'string' ? profile : JSON.stringify(profile));
	if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
	return parsed.loaded;
}

/** An act that makes the base model, and who may own then. */
export async function found(project: Project): Promise<void> {
	await installFoundation(project.on({}), UNNAMED);
	await project.db('governance_registry').insert(['ALL', 'WEB'].map((code) => ({ code, name: code })));
}

async function build(state: ProjectState): Promise<string> {
	const project = projectOf(await createDatabase({ template: 'template1' }));
	await project.db.raw(strangerSql);
	if (state !== 'unfounded') await found(project);
	if (state === 'ratified') await project.ratify();
	await project.disconnect();
	return project.name;
}

function projectOf(database: TestDatabase): Project {
	const { db } = database;
	return {
		...database,
		on: (profile) => ({ db, loaded: loadProfile(profile) }),
		fingerprint: () => withSnapshot(db, readFingerprint),
		owns: async (group_ref, owner_gov_code, scopes = '%') =>
			db.raw(
				`insert into governance_object_ownership (object_type, object_ref, scope, owner_gov_code, is_inherited_anchor)
				select 'group', ?, scope_code, ?, true from governance_responsibility_scope where scope_code like ?`,
				[group_ref, owner_gov_code, scopes],
			),
		ratify: async () => db('governance_ratification').insert({ email: 'somebody@example.com' }),
	};
}
