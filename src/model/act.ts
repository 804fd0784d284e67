/** Acts on axes, values and rules beside changes of their status: previewed, made in one recorded transaction, undone as those are. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { ActAnswer, ActPreview, ActReport, ActRow, ImportPreview, Run } from '../contract';
import { LISTED_ROWS } from '../contract/schemas';
import type { RolloutContext, RunRequest } from '../run/context';
import { requireExpected } from '../run/expected';
import type { ActPlan } from './act-plan';
import { runChange } from './apply-change';
import { writeMeasured, type Changed } from './change-model';
import { readGateFor, rehearseChange } from './preview-change';
import type { TouchedRow } from './write-changes';

const NOTHING = {
	values_activated: 0,
	values_reparented: 0,
	assignments_retargeted: 0,
	assignments_superseded: 0,
	owners_retargeted: 0,
	owners_superseded: 0,
	waivers_retargeted: 0,
};

/** Plans in the transaction that writes: what it reads is what it changes. */
export type Planning = (trx: Knex.Transaction) => Promise<ActPlan>;

interface Acted {
	plan: ActPlan;
	changed: Changed;
}

async function act(trx: Knex.Transaction, context: RolloutContext, planning: Planning): Promise<Acted> {
	const plan = await planning(trx);
	const done = async () => ({ rows: NOTHING, conflicts: [], touched: [], waivers_left: [] });
	const { notice_gaps } = context.loaded.profile.model;
	return { plan, changed: await writeMeasured(trx, plan.subject, plan.rows, done, notice_gaps) };
}

/** What the act would do. A shut gate does not stop it, and nothing is recorded. Errors: those of the planning, and of previewChange. */
export async function previewAct(
	context: RolloutContext,
	request: RunRequest,
	asked: string,
	planning: Planning,
): Promise<ActPreview> {
	return preview(context, request, await foresee(context, request, asked, planning));
}

/** The same, with what binds the act to it: `expect`. */
export async function previewBound(
	context: RolloutContext,
	request: RunRequest,
	asked: string,
	planning: Planning,
): Promise<ImportPreview> {
	const acted = await foresee(context, request, asked, planning);
	return { ...(await preview(context, request, acted)), expect: fingerprintOf(acted) };
}

function foresee(context: RolloutContext, request: RunRequest, asked: string, planning: Planning): Promise<Acted> {
	return rehearseChange(context, request, `The preview: ${asked}`, (trx) => act(trx, context, planning));
}

async function preview(context: RolloutContext, request: RunRequest, acted: Acted): Promise<ActPreview> {
	return { ...reportOf(acted), committed: false, gate: await readGateFor(context, request) };
}

/** Makes it, all or nothing. Errors: those of the planning, and of applyChange; ChangedMeanwhileError where it is not what `expect` was shown for. */
export async function applyAct(
	context: RolloutContext,
	request: RunRequest,
	asked: string,
	body: { reason: string },
	planning: Planning,
	expect?: string,
): Promise<ActAnswer> {
	const acted: Acted[] = [];
	const made: { run: Run } = await runChange(context, request, { asked, request: body }, async (trx, runId) => {
		const one = await act(trx, context, planning);
		if (expect !== undefined) requireExpected(asked, expect, fingerprintOf(one));
		acted.push(one);
		return { changed: one.changed, facts: { root: runId, in_force: true, undo_of: null } };
	});
	const last = acted.at(-1);
	if (last === undefined) throw new Error('a run that passed has acted');
	return { ...reportOf(last), committed: true, run: made.run };
}

function reportOf({ plan, changed: { report, touched } }: Acted): ActReport {
	const named = new Map(plan.rows.map((row) => [row.id, row]));
	const rows: ActRow[] = touched.map((row) => ({ ...nameOf(named.get(row.id)), why: null, ...changeOf(row) }));
	const kept: ActRow[] = plan.kept.map(({ kind, key, why }) => ({ what: 'kept', kind, key, why, before: null, after: null }));
	const all = [...rows, ...kept];
	const beyond = plan.kept_beyond ?? 0;
	const count = (what: ActRow['what']) => all.filter((row) => row.what === what).length;
	const { gaps_added, gaps_removed, before, after, needs_ratified_apr } = report;
	return {
		asked: plan.asked,
		totals: {
			asked: all.length + beyond,
			created: count('created'),
			changed: count('changed'),
			deleted: count('deleted'),
			kept: count('kept') + beyond,
		},
		rows: all.slice(0, LISTED_ROWS),
		...{ required_before: before.required_cells, required_after: after.required_cells },
		...{ gaps_before: before.gap_cells, gaps_after: after.gap_cells, gaps_added, gaps_removed },
		needs_ratified_apr,
	};
}

/** Of the rows that change, before and after: the same twice, unless somebody changed one in between, or another act is asked. */
function fingerprintOf({ plan, changed: { touched } }: Acted): string {
	const named = new Map(plan.rows.map((row) => [row.id, row]));
	const rows = touched.map((row) => JSON.stringify([nameOf(named.get(row.id)), row.before, resultOf(row)])).sort();
	return createHash('sha256').update(rows.join('\n')).digest('hex');
}

const nameOf = (named: { kind: string; key: string } | undefined) => ({ kind: named?.kind ?? '', key: named?.key ?? '' });

/** Fields that an answer leaves out: the stamp of the change, and the id of the successor, which is a row of the answer itself. */
const UNTOLD = ['changed_at', 'superseded_by'];

/** What an act makes of a row, but for who does it, when and why. */
const resultOf = ({ after }: TouchedRow) =>
	after === null ? null : Object.entries(after).filter(([name]) => ![...UNTOLD, 'provenance'].includes(name));

/** A row that changes tells only what does. */
function changeOf({ before, after }: TouchedRow): Pick<ActRow, 'what' | 'before' | 'after'> {
	const tell = (state: TouchedRow['before'], other: TouchedRow['before']) =>
		state === null
			? null
			: Object.fromEntries(Object.entries(state).filter(([name, held]) => !UNTOLD.includes(name) && held !== other?.[name]));
	const what = before === null ? 'created' : after === null ? 'deleted' : 'changed';
	return { what, before: tell(before, after), after: tell(after, before) };
}
