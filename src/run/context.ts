/** What every action of the rollout is given. */
import type { Knex } from 'knex';
import type { LoadedProfile } from '../profile/profile';
import type { Statement } from '../db/sql-text';
import type { TransactionLimits } from '../db/transaction';

/** Called before each statement of a tier, with the name of its section: for progress. A rejection ends the run as a failing statement does. */
export type Observer = (step: { tier: number; section: string; statement: Statement }) => Promise<void>;

export interface RolloutContext {
	/** The host's database, with a pool of at least three connections: the lock of a sequence, the tier's transaction, the ledger's. */
	db: Knex;
	loaded: LoadedProfile;
	observe?: Observer;
	/** Called after a COMMIT that created or dropped tables, so that the host reads its schema again. Its failure is logged, not raised. */
	onStructureChange?: () => Promise<void>;
	/** A fact for the operator that goes with tables that came or went, e.g. which instances cannot know of it. */
	structureNote?: string;
	/** The host's log: how each recorded run ended, and what went wrong beside it. */
	log?: { info?(message: string): void; warn(message: string): void };
}

export interface RunRequest {
	/** Recorded in the ledger and as created_by: a Directus user id, or a program's name. */
	requestedBy: string;
	/** Directus user id of the person who is signed in; left out where nobody is: the command line, a schedule. */
	operator?: string | undefined;
	/** Approval code under which the run happens; null where the caller named none. */
	ratifiedApr: string | null;
	/** Token of the sealed plan that is applied; left out where the caller gave none. */
	seal?: string | undefined;
}

/** How long the profile lets a transaction wait and a statement run. */
export function limitsOf({ loaded }: Pick<RolloutContext, 'loaded'>): TransactionLimits {
	const { lock_timeout_ms, statement_timeout_ms } = loaded.profile.rollout;
	return { lockTimeoutMs: lock_timeout_ms, statementTimeoutMs: statement_timeout_ms };
}
