/**
 * Lets the gate read the ratification from elsewhere. Once tier 1 stands the database's policy holds the source, so this is an act under the old, open
 * gate, and recorded. The same act, naming the previous source, takes it back.
 */
import type { Knex } from 'knex';
import type { RatificationSource, SourceAnswer, SourcePreview } from '../contract';
import { readRatificationSource, sourceVariable } from '../base/ratification-source';
import { requirePostgres } from '../db/postgres';
import { queryRows, runText } from '../db/run-sql';
import { InvalidPayloadError, RolloutBusyError } from '../errors';
import { gateStatus, lockGate, readGate } from '../gate/gate';
import { sourceProblem } from '../gate/source-problem';
import { unreadBlocker } from '../gate/unread-blocker';
import type { RolloutContext, RunRequest } from '../run/context';
import { tryToExcludeRollouts } from '../run/exclusion';
import { runRecorded } from '../run/recorded';
import { requireDatabase, requireGateFor } from '../run/requirements';
import { runUnrecorded, type UnrecordedSpec } from '../run/unrecorded';
import { ofTier } from '../tier/explain-tier';
import { tierOf, tooEarly } from '../tier/tiers';
import hasPolicy from './sql/has-policy.sql';
import profileFollows from './sql/profile-follows.sql';
import writeSource from './sql/write-source.sql';

const ASKED = 'Changing where people ratify';

/** What is the matter with who asks, not with the source. */
const OF_OPERATOR: ReadonlySet<string> = new Set(['operator_unknown', 'operator_unreadable']);

/**
 * Changes the policy's source. The gate may be shut under the new one: the answer says so, and whether the profile still names another, under which
 * every write is refused. Errors: OrderError before tier 1; InvalidPayloadError for a source that cannot be asked; WrongDatabaseError,
 * GateClosedError, SourceElsewhereError, OwnerRequiredError, RolloutBusyError, DatabaseUnavailableError, OutcomeUnknownError.
 */
export async function changeSource(
	context: RolloutContext,
	request: RunRequest,
	source: RatificationSource,
	reason: string,
): Promise<SourceAnswer> {
	requirePostgres(context.db);
	const { profile } = context.loaded;
	const spec = ofTier(tierOf('structure'), {
		action: 'source',
		tiers: [],
		asked: ASKED,
		request: { source, reason },
		partOf: null,
		commit: true,
	});
	const done: SourcePreview[] = [];
	const { run } = await runRecorded(context, request, spec, async (trx) => {
		await requireDatabase(trx, profile);
		await requirePolicy(trx);
		await requireGateFor(trx, profile, request, ASKED);
		const moved = await moveSource(trx, context, request, source);
		done.push(moved);
		const { previous, gate } = moved;
		return { tiers: [], facts: { previous, source, ratification_count: gate.ratification_count, status: gate.status } };
	});
	const moved = done.at(-1);
	if (moved === undefined) throw new Error('a run that passed left no facts');
	return { run, ...moved };
}

/**
 * The change itself, rolled back: how many rows would count, and whether the gate would be open. A shut gate does not stop it, and nothing is recorded.
 * Errors: as changeSource, but for those of the gate.
 */
export async function previewSource(
	context: RolloutContext,
	request: RunRequest,
	source: RatificationSource,
): Promise<SourcePreview> {
	const asked = 'The preview of another place where people ratify';
	const spec: UnrecordedSpec = {
		asked,
		look: 'GET /axis/gate',
		commit: false,
		async lock(trx) {
			if (!(await tryToExcludeRollouts(trx))) throw new RolloutBusyError({ asked, reason: 'running' });
		},
	};
	return runUnrecorded(context, spec, async (trx) => {
		await requirePolicy(trx);
		return moveSource(trx, context, request, source);
	});
}

async function requirePolicy(trx: Knex): Promise<void> {
	const [row] = await queryRows(trx, hasPolicy);
	if (row?.present !== true) throw tooEarly('structure', 'source');
}

async function moveSource(
	trx: Knex.Transaction,
	{ loaded }: RolloutContext,
	request: RunRequest,
	source: RatificationSource,
): Promise<SourcePreview> {
	const ratification = { ...loaded.profile.ratification, source };
	const operator = request.operator ?? null;
	const problem = await sourceProblem(trx, source, ratification);
	if (problem !== null) throw new InvalidPayloadError({ reason: problem });
	const previous = await readRatificationSource(trx, undefined);
	await runText(trx, writeSource, { source_table: source.table, source_filter: JSON.stringify(source.filter) });
	// To leave the new source, its rows must be locked: where that cannot be, nobody could ever leave it.
	const locked = await lockGate(trx, ratification, operator);
	if (locked.approvals === null && !OF_OPERATOR.has(locked.reason)) {
		const { message, remedy } = unreadBlocker(locked, ratification);
		throw new InvalidPayloadError({ reason: `${message} ${remedy}`.replace(/\.$/, '') });
	}
	const followed = sourceVariable(loaded.profile.ratification.source);
	const [named] = await queryRows(trx, profileFollows, { ratification_source: followed });
	return {
		previous,
		gate: gateStatus(await readGate(trx, ratification, operator), ratification, [], new Date()),
		profile_follows: named?.follows === true,
	};
}
