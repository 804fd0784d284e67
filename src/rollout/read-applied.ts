/** Where a rollout stands, with the numbers and variables that its conditions go by. */
import type { Knex } from 'knex';
import { tellMissing } from '../base/prerequisites';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import { NOTHING_ACCEPTED, readAccepted } from '../tier/accepted';
import type { RolloutContext } from '../run/context';
import { requireDatabase } from '../run/requirements';
import { keptNumbers, resolveExpected, type ExpectedNumbers } from '../tier/expected';
import { readPinnedNumbersIfAny } from '../run/ledger-read';
import { readAppliedTiers, type AppliedTiers } from '../tier/applied-tiers';
import { NOBODY, tierVariables } from '../tier/tier-variables';

/** The numbers to judge by: those that the rollout recorded, what a tier to come keeps of them, or given ones. */
type Numbers = 'recorded' | 'kept' | ExpectedNumbers;

export interface RolloutStanding {
	applied: AppliedTiers;
	variables: Variables;
}

/** Which tiers are applied, and the numbers and variables to judge them by. */
export async function readStanding({ loaded }: RolloutContext, trx: Knex.Transaction, by: Numbers): Promise<RolloutStanding> {
	const { profile } = loaded;
	const applied = await readAppliedTiers(trx, profile);
	const numbers = async (recorded: Partial<ExpectedNumbers> | null) =>
		resolveExpected(trx, profile, by === 'kept' ? keptNumbers(recorded) : recorded);
	const expected = typeof by === 'object' ? by : await numbers(applied.size > 0 ? await readPinnedNumbersIfAny(trx) : null);
	const accepted = applied.size > 0 ? await readAccepted(trx) : NOTHING_ACCEPTED;
	return { applied, variables: tierVariables(profile, { ...NOBODY, expected, accepted }) };
}

/** Ids of the applied tiers. Errors: as withApplied. */
export async function readApplied(context: RolloutContext): Promise<AppliedTiers> {
	return withApplied(context, async (applied) => applied);
}

/** Looks at more on the snapshot that tells the applied tiers. Errors: WrongDatabaseError, UnsupportedDatabaseError; PrerequisiteMissingError where a tier's table is missing. */
export async function withApplied<Result>(
	{ db, loaded: { profile } }: RolloutContext,
	look: (applied: AppliedTiers, trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	return tellMissing(db, profile, () =>
		withSnapshot(db, async (trx) => {
			await requireDatabase(trx, profile);
			return look(await readAppliedTiers(trx, profile), trx);
		}),
	);
}
