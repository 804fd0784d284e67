/** Asks what would refuse any tier of a rollback before the first one goes: all of it, or nothing, is taken back. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { withTransaction } from '../db/transaction';
import { RunRefusedError } from '../errors';
import { runConditions } from '../tier/conditions';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { resolveExpected } from '../tier/expected';
import { readPinnedNumbersIfAny } from '../run/ledger-read';
import { LEFT_BEHIND, readLeftBehind } from './left-behind';
import { explainFailure } from '../tier/explain-tier';
import { checksOf, type TierFile } from '../tier/tier-file';
import { tierVariables } from '../tier/tier-variables';

/** A violation with the tier that found it and the way out. */
export type ForeseenViolation = Violation & { tier: number; check: string; remedy: string };

/** What one tier of a rollback runs into. */
export interface ForeseenTier {
	file: TierFile;
	/** Keep it from starting, force or not. */
	obstacles: ForeseenViolation[];
	/** Rows of people that go with it: it refuses for them, or takes them with force. */
	dependants: ForeseenViolation[];
}

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
	const found = await withTransaction(context.db, { ...limitsOf(context), oneSnapshot: true }, (trx) =>
		readForeseen(context, request, files, trx),
	);
	const violations = found.flatMap(({ obstacles, dependants }) => (force ? obstacles : [...obstacles, ...dependants]));
	if (violations.length > 0) throw new RunRefusedError({ asked: 'rollback', violations });
}

/** What each of the tiers runs into where those before it are gone. Errors: PreconditionError for a condition that cannot be read. */
export async function readForeseen(
	context: RolloutContext,
	{ requestedBy: actor, ratifiedApr }: RunRequest,
	files: readonly TierFile[],
	trx: Knex.Transaction,
): Promise<ForeseenTier[]> {
	const { profile } = context.loaded;
	const expected = await resolveExpected(trx, profile, await readPinnedNumbersIfAny(trx));
	const foreseen: ForeseenTier[] = [];
	for (const [index, file] of files.entries()) {
		const leaving = files.slice(0, index).map((other) => other.id);
		const variables = tierVariables(profile, { actor, ratifiedApr, expected, leaving });
		const read = async (section: 'obstacles' | 'dependants') => {
			const { violations } = await runConditions(trx, file, section, variables).catch((error: unknown) => {
				throw explainFailure(error, { asked: `Rolling back tier ${file.tier}`, file, action: 'rollback' }, limitsOf(context));
			});
			const remedies = new Map(checksOf(file, section).map(({ check, remedy }) => [check, remedy]));
			const left = section === 'dependants' ? await readLeftBehind(trx, file) : [];
			remedies.set(LEFT_BEHIND.check, LEFT_BEHIND.remedy);
			return [...violations, ...left].map((row): ForeseenViolation => {
				const check = String(row.check);
				return { ...row, check, tier: file.tier, remedy: remedies.get(check) ?? '' };
			});
		};
		foreseen.push({ file, obstacles: await read('obstacles'), dependants: await read('dependants') });
	}
	return foreseen;
}
