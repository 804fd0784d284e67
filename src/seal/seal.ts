/**
 * Plan binding: a seal says what was reviewed, and an apply under it does that or nothing.
 * Taken in the transaction of the first tier that commits under it, so a token works once, and one whose tier was rolled back is still good.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { PlanSeal } from '../contract';
import { PlanParts } from '../contract/schemas';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withSnapshot, withTransaction } from '../db/transaction';
import { NotSealedError, OwnerRequiredError, PlanChangedError } from '../errors';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { requireEntry } from '../run/requirements';
import { requireSameSchema } from '../run/schema-version';
import type { TierFile } from '../tier/tier-file';
import { compareParts, readParts } from './sealed-facts';
import insertSeal from './sql/insert-seal.sql';
import lockSeal from './sql/lock-seal.sql';
import useSeal from './sql/use-seal.sql';

/** Marks the token as one of ours where it is pasted. */
const PREFIX = 'axis-seal-';

const made = z.object({ sealed_at: z.date(), expires_at: z.date() });

const sealRow = z.object({
	id: z.string(),
	ratified_apr: z.string(),
	tiers: z.array(z.string()),
	used_by: z.string().nullable(),
	expired: z.boolean(),
	expires_at: z.date(),
});

type Seal = z.infer<typeof sealRow> & { parts: PlanParts };

/**
 * Seals the plan as it stands for these tiers under the approval code of the request, gate open or shut.
 * Errors: WrongDatabaseError, PrerequisiteMissingError, PreconditionError (the target does not know a code of the profile, or the approval),
 * OwnerRequiredError (an owner role has the axis objects, and this connection is not its).
 */
export async function sealPlan(context: RolloutContext, request: RunRequest, tiers: readonly TierFile[]): Promise<PlanSeal> {
	requirePostgres(context.db);
	const { loaded } = context;
	const { seal_minutes } = loaded.profile.ratification;
	const parts = await withSnapshot(context.db, async (trx) => {
		await requireSameSchema(trx);
		await requireEntry(trx, loaded.profile, request);
		return readParts(trx, loaded, tiers);
	});
	const token = PREFIX + randomBytes(32).toString('base64url');
	const ids = tiers.map((file) => file.id);
	const ratified_apr = request.ratifiedApr ?? '';
	const [row] = await withTransaction(context.db, limitsOf(context), (trx) =>
		queryRows(trx, insertSeal, {
			token_sha256: hashToken(token),
			sealed_by: request.requestedBy,
			minutes: seal_minutes,
			ratified_apr,
			tiers: JSON.stringify(ids),
			parts: JSON.stringify(parts),
		}),
	).catch((error: unknown) => {
		if (sqlState(error) !== SQLSTATE.insufficientPrivilege) throw error;
		const violations = [{ violation: 'the database role may not keep seals', sqlstate: SQLSTATE.insufficientPrivilege }];
		throw new OwnerRequiredError({ asked: 'Sealing the plan', violations });
	});
	const { sealed_at, expires_at } = made.parse(row);
	const times = { sealed_at: sealed_at.toISOString(), expires_at: expires_at.toISOString() };
	return { token, ratified_apr, tiers: ids, sealed_by: request.requestedBy, ...times, parts };
}

export interface SealedStep {
	file: TierFile;
	/** The run that takes the seal: of several tiers, the one that they are part of. */
	run: string;
}

/**
 * Takes the seal of the request for a tier, where the profile asks for one or the caller gave one.
 * Errors: NotSealedError; PlanChangedError naming every part that differs. Either leaves the token as it was.
 */
export async function takeSeal(
	trx: Knex.Transaction,
	context: RolloutContext,
	request: RunRequest,
	step: SealedStep,
): Promise<void> {
	const asked = `Applying tier ${step.file.tier}`;
	const seal = await lockValidSeal(trx, context, request, { asked, files: [step.file], run: step.run });
	if (seal === null) return;
	// An earlier tier of the same run took it: preflight's numbers have moved since, as they should.
	const isOurs = seal.used_by === step.run;
	const parts: (keyof PlanParts)[] = ['tiers', 'profile', ...(isOurs ? [] : ['preflight' as const]), 'objects'];
	const differences = compareParts(seal.parts, await readParts(trx, context.loaded, [step.file]), parts);
	if (differences.length > 0) throw new PlanChangedError({ asked, differences });
	if (!isOurs) await queryRows(trx, useSeal, { id: seal.id, run: step.run });
}

/**
 * Asks, before the first of several tiers, whether the seal of the request holds for all of them; takes nothing.
 * Where nothing is left to apply, only whether there is such a seal. Errors: as takeSeal.
 */
export async function requireSeal(
	trx: Knex.Transaction,
	context: RolloutContext,
	request: RunRequest,
	files: readonly TierFile[],
): Promise<void> {
	const asked = 'Applying the rollout';
	if (files.length === 0 && request.seal === undefined) return;
	const seal = await lockValidSeal(trx, context, request, { asked, files, run: null });
	if (seal === null || files.length === 0) return;
	const differences = compareParts(seal.parts, await readParts(trx, context.loaded, files), PARTS);
	if (differences.length > 0) throw new PlanChangedError({ asked, differences });
}

const PARTS: readonly (keyof PlanParts)[] = ['tiers', 'profile', 'preflight', 'objects'];

/** `run`: the one that may have taken it already; null for one that starts. */
interface SealQuestion {
	asked: string;
	files: readonly TierFile[];
	run: string | null;
}

/** The seal of the request, locked to the end of the transaction; null where the profile asks for none and none was given. Errors: NotSealedError. */
async function lockValidSeal(
	trx: Knex.Transaction,
	{ loaded }: RolloutContext,
	request: RunRequest,
	{ asked, files, run }: SealQuestion,
): Promise<Seal | null> {
	const refuse = (reason: NotSealedReason, facts: { expires_at?: string } = {}) =>
		new NotSealedError({ asked, reason, ...facts });
	if (request.seal === undefined) {
		if (loaded.profile.ratification.sealed) throw refuse('missing');
		return null;
	}
	const [found] = await queryRows(trx, lockSeal, { token_sha256: hashToken(request.seal) });
	if (!found) throw refuse('unknown');
	const parts = PlanParts.safeParse(found.parts);
	if (!parts.success) throw refuse('unreadable');
	const seal = { ...sealRow.parse(found), parts: parts.data };
	const isOurs = run !== null && seal.used_by === run;
	// Where nothing is left to do, a token that did its work may be shown again.
	if (seal.used_by !== null && !isOurs && files.length > 0) throw refuse('used');
	// A run that began in time may end.
	if (seal.expired && !isOurs && files.length > 0) throw refuse('expired', { expires_at: seal.expires_at.toISOString() });
	if (seal.ratified_apr !== request.ratifiedApr) throw refuse('approval');
	if (files.some((file) => !seal.tiers.includes(file.id))) throw refuse('tier');
	return seal;
}

type NotSealedReason = ConstructorParameters<typeof NotSealedError>[0]['reason'];

function hashToken(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}
