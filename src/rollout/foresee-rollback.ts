/** Asks what would refuse any tier of a rollback before the first one goes: all of it, or nothing, is taken back. */
import type { Violation } from '../contract';
import { withTransaction } from '../db/transaction';
import { RunRefusedError } from '../errors';
import { runConditions } from '../tier/conditions';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { resolveExpected } from '../tier/expected';
import { readPinnedNumbersIfAny } from '../run/ledger-read';
import { explainFailure } from '../tier/explain-tier';
import { checksOf, type SectionName, type TierFile } from '../tier/tier-file';
import { tierVariables } from '../tier/tier-variables';

/**
 * `files`: the tiers that go, the first one to go first. Force overrules what depends on them, and no obstacle.
 * Errors: RunRefusedError, with every violation of every tier; PreconditionError for a condition that cannot be read.
 */
export async function foreseeRollback(
	context: RolloutContext,
	request: RunRequest,
	files: readonly TierFile[],
	force: boolean,
): Promise<void> {
	const { profile } = context.loaded;
	const limits = limitsOf(context);
	const sections: SectionName[] = force ? ['obstacles'] : ['obstacles', 'dependants'];
	const violations: Violation[] = [];
	await withTransaction(context.db, { ...limits, oneSnapshot: true }, async (trx) => {
		const expected = await resolveExpected(trx, profile, await readPinnedNumbersIfAny(trx));
		for (const [index, file] of files.entries()) {
			const leaving = files.slice(0, index).map((other) => other.id);
			const who = { actor: request.requestedBy, ratifiedApr: request.ratifiedApr };
			const variables = tierVariables(profile, { ...who, expected, leaving });
			for (const section of sections) {
				const found = await runConditions(trx, file, section, variables).catch((error: unknown) => {
					throw explainFailure(error, { asked: `Rolling back tier ${file.tier}`, file, action: 'rollback' }, limits);
				});
				violations.push(...found.violations.map((row) => withWayOut(file, section, row)));
			}
		}
	});
	if (violations.length > 0) throw new RunRefusedError({ asked: 'rollback', violations });
}

function withWayOut(file: TierFile, section: SectionName, row: Violation): Violation {
	const remedy = checksOf(file, section).find(({ check }) => check === row.check)?.remedy ?? '';
	return { ...row, tier: file.tier, remedy };
}
