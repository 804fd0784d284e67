/** The verification as a recorded run. */
import type { RunAnswer } from '../contract';
import { PostconditionError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { requireEntry } from '../run/requirements';
import { requireWarrant } from './foresee-apply';
import { runRecorded } from '../run/recorded';
import { ofTier } from '../tier/explain-tier';
import { tierOf } from '../tier/tiers';
import { verifyInside } from './verify';

/** Errors: PostconditionError when a check does not hold; WrongDatabaseError, PrerequisiteMissingError, RolloutBusyError; of a code or seal that
 * was given and is not what it seems, as requireWarrant. */
export async function verifyAsTier(context: RolloutContext, request: RunRequest, partOf: string | null): Promise<RunAnswer> {
	const file = tierOf('verify');
	const spec = ofTier(file, { action: 'apply', tiers: [file.tier], asked: 'Verifying the rollout', partOf, commit: true });
	return runRecorded(context, request, spec, async (trx) => {
		await requireEntry(trx, context.loaded.profile, { ...request, ratifiedApr: null });
		if (partOf === null) await requireWarrant(context, request, trx);
		const result = await verifyInside(context, null, trx);
		if (result.status === 'failed')
			throw new PostconditionError({ tier: file.tier, name: file.name, violations: result.violations });
		return { tiers: [result], facts: {} };
	});
}
