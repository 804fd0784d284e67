/** What people did on what a rollback takes away: taken back first, where that is asked for. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { takeAllBack, type TakenBack } from '../changes/standing';
import { runText } from '../db/run-sql';
import { RunRefusedError } from '../errors';
import type { Profile } from '../profile/profile';
import type { RolloutContext, RunRequest } from '../run/context';
import guardsOff from '../tier/sql/guards-off.sql';
import { tierOf } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';
import { readForeseen } from './foresee-rollback';

const REMEDY =
	'Review what is listed, or roll back without undo_batches: what is left then, a rollback refuses for or takes with force.';

/** Axes whose acts a rollback of these tiers meets; null is every act, with the structure. */
export function axesOf(files: readonly TierFile[], profile: Profile): string[] | null {
	if (files.some(({ id }) => id === tierOf('structure').id)) return null;
	const { responsibility, containment, topic } = profile;
	const codes = new Map([
		['responsibility', responsibility.axis_code],
		['ownership', responsibility.axis_code],
		['containment', containment?.axis_code],
		['topic', topic?.axis_code],
	]);
	return files.flatMap(({ id }) => codes.get(id) ?? (id.startsWith('axis:') ? [id.slice('axis:'.length)] : []));
}

/**
 * Takes the acts back in the transaction of the first tier that goes, and asks then whether all of them can go: all of it, or nothing. With a shut gate
 * too: a rollback is the emergency exit. Errors: RunRefusedError, with every act that cannot be taken back, or with what every tier refuses for.
 */
export async function undoBatches(
	trx: Knex.Transaction,
	context: RolloutContext,
	request: RunRequest,
	leaving: readonly TierFile[],
	force: boolean,
): Promise<TakenBack> {
	await runText(trx, guardsOff);
	const taken = await takeAllBack(trx, context, request, axesOf(leaving, context.loaded.profile));
	const tier = leaving[0]?.tier ?? 0;
	const refused = taken.refused.map((row): Violation => ({ ...row, check: 'undo_batches', tier, remedy: REMEDY }));
	if (refused.length > 0) throw new RunRefusedError({ asked: 'rollback', violations: refused });
	const found = await readForeseen(context, request, leaving, trx);
	const violations = found.flatMap(({ obstacles, dependants }) => (force ? obstacles : [...obstacles, ...dependants]));
	if (violations.length > 0) throw new RunRefusedError({ asked: 'rollback', violations });
	return taken;
}
