/** Where a rollout stands, with the numbers and variables that its conditions go by. */
import type { Knex } from 'knex';
import type { Variables } from '../db/sql-text';
import { NOTHING_ACCEPTED, readAccepted } from '../tier/accepted';
import type { RolloutContext } from '../run/context';
import { keptNumbers, resolveExpected } from '../tier/expected';
import { readPinnedNumbersIfAny } from '../run/ledger-read';
import { readAppliedTiers, type AppliedTiers } from '../tier/applied-tiers';
import { orderedTiers } from '../tier/tiers';
import { tierVariables } from '../tier/tier-variables';

/** Which tiers are applied, and the numbers and variables to judge them by. */
export async function readStanding(
	context: RolloutContext,
	trx: Knex.Transaction,
): Promise<{ applied: AppliedTiers; variables: Variables }> {
	const { profile } = context.loaded;
	const who = { actor: '', ratifiedApr: null };
	const applied = await readAppliedTiers(
		trx,
		orderedTiers(profile.rollout.order),
		tierVariables(profile, { ...who, expected: {} }),
	);
	const expected = await resolveExpected(trx, profile, applied.size > 0 ? keptNumbers(await readPinnedNumbersIfAny(trx)) : null);
	const accepted = applied.size > 0 ? await readAccepted(trx) : NOTHING_ACCEPTED;
	return { applied, variables: tierVariables(profile, { ...who, expected, accepted }) };
}
