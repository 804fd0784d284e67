/** Repairs: brings rows after the objects, as one recorded batch. Rows give way rather than go; an undo puts each back as it was. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { REPAIR_KINDS, type Repair, type RepairAnswer, type RepairKind } from '../contract';
import { RepairRow } from '../contract/schemas';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows, runText } from '../db/run-sql';
import { LifecycleConflictError, OwnershipReadOnlyError, UnknownRunError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import lockOwners from '../base/sql/lock-owners.sql';
import lockWaivers from './sql/lock-waivers.sql';
import containmentNew from './sql/repair-containment-new.sql';
import containmentPlan from './sql/repair-containment-plan.sql';
import containmentWrite from './sql/repair-containment-write.sql';
import countMade from './sql/repair-count-made.sql';
import deleteRows from './sql/repair-delete-rows.sql';
import gonePlan from './sql/repair-gone-plan.sql';
import readRepairText from './sql/repair-read.sql';
import strandedPlan from './sql/repair-stranded-plan.sql';
import { putBack } from './put-back';
import { runModelChange } from './run-model-change';
import { ANCHORS, touchedRows, writeChanges, writeTouched, type RowChange, type RowState } from './write-changes';

const plannedRow = RepairRow.extend({ id: z.string() });
const madeRow = z.object({ made: z.number(), changed: z.number() });
const repairRow = z.object({ id: z.string(), touched: touchedRows, made: z.number(), undone_by: z.string().nullable() });

/** Rows of a kind that a listing shows. */
const LISTED = 100;
const PLANS: Readonly<Record<RepairKind, string>> = { containment: containmentPlan, gone: gonePlan, stranded: strandedPlan };
/** What becomes of a row that gives way. */
function endOf(kind: RepairKind, relation: Repair['rows'][number]['relation'], actor: string): RowState {
	switch (relation) {
		case 'axis_assignment':
			return { status: kind === 'gone' ? 'retired' : 'superseded' };
		case 'axis_object_ownership':
			return { lifecycle_status: kind === 'gone' ? 'expired' : 'superseded' };
		case 'governance_object_ownership':
			return { lifecycle_status: 'expired', updated_by: actor, updated_at: 'now' };
		case 'axis_internal.waiver':
			return { ended_by: actor, ended_at: 'now' };
	}
}
const tagOf = (runId: string) => `repair:${runId}`;

/** What each kind would change now; nothing before the structure has its queries. Errors: UnsupportedDatabaseError; the database's own. */
export async function listRepairs(db: Knex): Promise<Repair[]> {
	requirePostgres(db);
	if (!(await present(db, 'axis_internal.stale_reference')))
		return REPAIR_KINDS.map((kind) => ({ kind, rows_to_end: 0, objects_to_place: 0, rows: [] }));
	const repairs: Repair[] = [];
	for (const kind of REPAIR_KINDS) {
		const planned = z.array(plannedRow).parse(await queryRows(db, PLANS[kind]));
		const unplaced = kind === 'containment' ? (await queryRows(db, containmentNew)).length : 0;
		const moved = planned.filter((one) => one.relation === 'axis_assignment' && one.group_ref !== null).length;
		const rows = planned.slice(0, LISTED).map(({ id: _id, ...shown }) => shown);
		repairs.push({ kind, rows_to_end: planned.length, objects_to_place: unplaced + moved, rows });
	}
	return repairs;
}

/** Does a repair, with the gate open. Errors: as applyChange's, but for those of a change's meaning. */
export async function repair(
	context: RolloutContext,
	request: RunRequest,
	kind: RepairKind,
	reason: string,
): Promise<RepairAnswer> {
	const spec = { asked: `The repair "${kind}"`, request: { kind, reason } };
	return runRepair(context, request, spec, async (trx, runId) => {
		if (kind === 'stranded') await lockBaseModel(trx, context);
		const planned = z.array(plannedRow).parse(await queryRows(trx, PLANS[kind]));
		const changes = planned.map(({ relation, id }): RowChange => ({
			relation,
			id,
			change: endOf(kind, relation, request.requestedBy),
		}));
		const touched = await writeTouched(trx, changes);
		const tag = tagOf(runId);
		if (kind === 'containment') {
			const placed = await queryRows(trx, containmentNew);
			const { requestedBy: actor, ratifiedApr: ratified_apr } = request;
			const profile = JSON.stringify(context.loaded.profile);
			await runText(trx, containmentWrite, { placed: JSON.stringify(placed), tag, actor, ratified_apr, profile });
		}
		const { made } = madeRow.parse((await queryRows(trx, countMade, { tag }))[0]);
		return { kind, rows_ended: touched.length, rows_made: made, made, touched };
	});
}

/** Takes a repair back. Errors: UnknownRunError; LifecycleConflictError where a row changed since or it is taken back already; as repair. */
export async function undoRepair(
	context: RolloutContext,
	request: RunRequest,
	id: string,
	reason: string,
): Promise<RepairAnswer> {
	const spec = { asked: `Undoing the repair ${id}`, request: { undo: id, reason } };
	return runRepair(context, request, spec, (trx) => takeRepairBack(trx, context, id));
}

/** The same in the caller's frame; answers what the ledger keeps of it. Errors: those of undoRepair but the frame's. */
export async function takeRepairBack(trx: Knex.Transaction, context: RolloutContext, id: string): Promise<Done> {
	const asked = `Undoing the repair ${id}`;
	const [row] = await queryRows(trx, readRepairText, { id });
	if (!row) throw new UnknownRunError({ id });
	const { touched, made, undone_by } = repairRow.parse(row);
	const refuse = (violation: string) => new LifecycleConflictError({ asked, violations: [{ violation }] });
	if (undone_by !== null) throw refuse('the repair is taken back already');
	if (touched.some(({ relation }) => relation === ANCHORS)) await lockBaseModel(trx, context);
	const tag = tagOf(id);
	const now = madeRow.parse((await queryRows(trx, countMade, { tag }))[0]);
	if (now.made !== made || now.changed > 0) throw refuse('a row that the repair made was changed or deleted since');
	await runText(trx, deleteRows, { tag });
	await writeChanges(trx, await putBack(trx, touched, asked));
	return { kind: z.enum(REPAIR_KINDS).parse(row.kind), rows_ended: touched.length, rows_made: made };
}

/** Errors: OwnershipReadOnlyError where the profile keeps its hands off the base model. */
async function lockBaseModel(trx: Knex.Transaction, { loaded: { profile } }: RolloutContext): Promise<void> {
	if (profile.ownership?.writable === false) throw new OwnershipReadOnlyError({ axis_code: profile.responsibility.axis_code });
	await runText(trx, lockOwners);
}

/** What a repair or its undo did. */
interface Done {
	kind: RepairKind;
	rows_ended: number;
	rows_made: number;
}

async function runRepair(
	context: RolloutContext,
	request: RunRequest,
	spec: { asked: string; request: object },
	work: (trx: Knex.Transaction, runId: string) => Promise<Done>,
): Promise<RepairAnswer> {
	const { run, facts } = await runModelChange(context, request, { action: 'repair', ...spec }, async (trx, runId) => {
		await runText(trx, lockWaivers);
		return work(trx, runId);
	});
	const { kind, rows_ended, rows_made } = facts;
	return { run, kind, rows_ended, rows_made };
}
