/** Acts on axes, values and rules: a preview says what the act does, the act does it, and its undo gives back the very rows or says why not. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ActPreview } from '../../../src/contract';
import { AxisBody, RuleBody, ValuesBody } from '../../../src/contract/schemas';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import { applyModelAct, axisAct, previewModelAct, ruleAct, valuesAct } from '../../../src/model/acts';
import { applyChange } from '../../../src/model/apply-change';
import { listChanges } from '../../../src/changes/list-changes';
import { MODEL_TEMPLATES } from '../../../src/model/templates';
import { undoChange } from '../../../src/model/undo-change';
import { reportRollback } from '../../../src/rollout/report-rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import type { RolloutContext, RunRequest } from '../../../src/run/context';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const CIRCLE = [
	{ value_code: 'top', parent_value_code: 'bottom' },
	{ value_code: 'mid', parent_value_code: 'top' },
	{ value_code: 'bottom', parent_value_code: 'mid' },
];
const UNDER_NONE = { requestedBy: 'Ada', ratifiedApr: null };

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 2');
	context = contextFor(database);
});
afterEach(() => database.drop());

const axis = (more: object = {}) => axisAct(AxisBody.parse({ axis_code: 'class', reason: 'The law asks for it', ...more }));
const values = (more: object) => valuesAct(ValuesBody.parse({ axis_code: 'class', reason: 'A word is missing', ...more }));
const rule = (more: object) => ruleAct(RuleBody.parse({ rule_code: 'class', reason: 'Too strict', ...more }));

/** All rows of the model, to the byte. */
async function fingerprint(): Promise<unknown> {
	const { rows } = await database.db.raw(`
		select to_jsonb(r) as row from axis_registry r union all select to_jsonb(r) from axis_value r union all select to_jsonb(r) from coverage_rule r
		union all select to_jsonb(r) from axis_internal.axis_semantics r order by row`);
	return rows;
}

const figures = async () => {
	const found = (await readCoverage(database.db)).find(({ axis_code }) => axis_code === 'class');
	return found && [found.required_cells, found.gap_cells, found.untagged_objects];
};

/** Previews the act, makes it, and holds that both say the same. */
async function act(asked: Parameters<typeof applyModelAct>[2], request: RunRequest = REQUEST) {
	const before = await fingerprint();
	const preview = await previewModelAct(context, request, asked);
	expect(await fingerprint()).toEqual(before);
	const { run, ...answer } = await applyModelAct(context, request, asked);
	expect({ ...answer, committed: false, gate: preview.gate }).toEqual(preview);
	return { run, answer };
}

it('an axis from a template is one act: a candidate that demands nothing, verified as before, told by a rollback, gone without a trace', async () => {
	const before = await fingerprint();
	const { run, answer } = await act(axis({ template: 'data-classification' }), UNDER_NONE);
	expect(answer).toMatchObject({
		asked: 'Adding the axis "class"',
		totals: { asked: 7, created: 7, changed: 0, deleted: 0, kept: 0 },
		...{ gaps_before: 0, gaps_after: 0, needs_ratified_apr: false },
	});
	expect(answer.rows.map(({ what, kind, key }) => [what, kind, key])).toEqual([
		['created', 'axis', 'class'],
		...['public', 'internal', 'confidential', 'restricted'].map((code) => ['created', 'value', `class ${code}`]),
		['created', 'rule', 'class'],
		['created', 'semantics', 'class'],
	]);
	expect(await figures()).toBeUndefined();
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	const told = JSON.stringify(await reportRollback(context));
	for (const row of ['axis_registry', 'axis_value', 'coverage_rule', 'axis_internal.axis_semantics']) expect(told).toContain(row);

	const { rows } = await listChanges(database.db, { limit: 10, offset: 0 });
	expect(rows[0]).toMatchObject({
		kind: 'axis',
		code: 'class',
		act: 'add_axis',
		from: null,
		to: 'candidate',
		who: 'Ada',
		what: 'Axis added "class".',
	});
	const undone = await undoChange(context, UNDER_NONE, run.id, 'A mistake');
	expect(undone.after.status).toBeNull();
	expect(await fingerprint()).toEqual(before);
	// An undo is an act too: undone, it gives back the very rows.
	await undoChange(context, UNDER_NONE, undone.run.id, 'No mistake');
	const again = await fingerprint();
	expect(again).toHaveLength(7 + Number(Object(before).length));
	expect(again).toEqual(
		expect.arrayContaining([expect.objectContaining({ row: expect.objectContaining({ created_by: 'Ada' }) })]),
	);
});

it('an active axis shows its gaps first and needs an approval code, and verification stays green', async () => {
	const asked = axis({ template: 'data-classification', axis_name: 'Class', activate: true });
	const preview: ActPreview = await previewModelAct(context, UNDER_NONE, asked);
	expect(preview).toMatchObject({ gaps_before: 0, gaps_after: 35, gaps_added: 35, needs_ratified_apr: true, committed: false });
	await expect(applyModelAct(context, UNDER_NONE, asked)).rejects.toMatchObject({ code: 'AXIS_INVALID_PAYLOAD' });
	expect(await figures()).toBeUndefined();
	await act(asked);
	expect(await figures()).toEqual([35, 35, 35]);
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	const { rows } = await readCounts(database.db, 'class', 'value', { limit: 10, offset: 0 });
	expect(rows.map(({ value_code }) => value_code)).toEqual(['public', 'internal', 'confidential', 'restricted', '(none)']);
});

it('every template makes an axis, and a whole rollout is verified with all of them', async () => {
	await database.drop();
	database = await createDatabaseAt('tier 6');
	context = contextFor(database);
	for (const { template, axis_name, values: named } of MODEL_TEMPLATES) {
		const { answer } = await act(axis({ axis_code: template, template, activate: true }));
		expect(answer.totals.created).toBe(named.length + 3);
		expect(await database.db('axis_registry').where({ axis_code: template })).toMatchObject([{ axis_name, tag: null }]);
	}
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
});

it('values are added, renamed and reordered, rules and semantics changed, each undone out of order to the very rows', async () => {
	await act(axis({ values: [{ value_code: 'b' }, { value_code: 'a', parent_value_code: 'b' }], activate: true }));
	const start = await fingerprint();
	const renamed = await act(values({ act: 'rename', values: [{ value_code: 'a', value_name: 'Alpha' }] }));
	expect(renamed.answer.rows).toMatchObject([
		{ what: 'changed', kind: 'value', key: 'class a', before: { value_name: null }, after: { value_name: 'Alpha' } },
	]);
	const again = await act(values({ act: 'rename', values: [{ value_code: 'a', value_name: 'Alpha' }] }));
	expect(again.answer).toMatchObject({
		totals: { asked: 1, changed: 0, kept: 1 },
		rows: [{ what: 'kept', why: 'it has that name' }],
	});
	const strict = await act(rule({ confidence_threshold: 0.7, staleness_days: 30 }));
	expect(strict.answer.rows).toMatchObject([{ before: { confidence_threshold: '0.000' }, after: { staleness_days: '30' } }]);
	const gap = await act(axis({ act: 'change', semantics: { missing: 'gap' } }));
	expect(gap.answer).toMatchObject({ gaps_added: 35, needs_ratified_apr: true });
	const added = await act(values({ act: 'add', values: [{ value_code: 'c' }], activate: true }));
	const ordered = await act(values({ act: 'reorder', values: [{ value_code: 'c' }, { value_code: 'a' }] }));
	const { rows } = await readCounts(database.db, 'class', 'value', { limit: 10, offset: 0 });
	expect(rows.map(({ value_code }) => value_code)).toEqual(['c', 'a', 'b', '(none)']);

	// The order is kept in the same row as `missing`: it is undone first. The other acts touch rows of their own.
	await expect(undoChange(context, REQUEST, gap.run.id, 'Back')).rejects.toMatchObject({ code: 'AXIS_LIFECYCLE_CONFLICT' });
	for (const { run } of [renamed, ordered, strict, added, gap]) await undoChange(context, REQUEST, run.id, 'Back');
	expect(await fingerprint()).toEqual(start);
});

it('an undo that opens as many gaps as need an approval code needs one too', async () => {
	await act(axis({ template: 'data-classification', activate: true }));
	const { run } = await act(axis({ act: 'change', semantics: { missing: 'finding' } }), UNDER_NONE);
	await expect(undoChange(context, UNDER_NONE, run.id, 'Back')).rejects.toMatchObject({ code: 'AXIS_INVALID_PAYLOAD' });
	expect(await figures()).toEqual([0, 0, 35]);
	expect(await undoChange(context, REQUEST, run.id, 'Back')).toMatchObject({ gaps_added: 35, needs_ratified_apr: true });
});

it('a rule may allow tags of any age that it can name: nobody is refused what they read', async () => {
	await act(axis({ template: 'criticality', activate: true }));
	await database.db('axis_assignment').insert({
		...{ object_type: 'collection', object_ref: 'agents', axis_code: 'class', value_code: 'low', zone: 'approved' },
		...{ provenance: '{}', assigned_kind: 'human', confidence: 1, assigned_at: '1000-01-01T00:00:00Z' },
	});
	const flags = () => database.db('v_axis_assignment_quality').where({ axis_code: 'class' }).pluck('quality_flag');
	for (const [staleness_days, flag] of [
		[0, 'ok'],
		[300_000, 'stale'],
		[999_999, 'ok'],
		[2_147_483_647, 'ok'],
	] as const) {
		if (staleness_days > 0) await act(rule({ staleness_days }));
		expect(await flags(), String(staleness_days)).toEqual([flag]);
	}
});

it('an undo refuses and lists what was built on the rows that would go', async () => {
	const { run } = await act(axis({ template: 'criticality', activate: true }));
	await database.db('axis_assignment').insert({
		...{ object_type: 'collection', object_ref: 'agents', axis_code: 'class', value_code: 'low', zone: 'approved' },
		...{ provenance: '{}', assigned_kind: 'human' },
	});
	await expect(undoChange(context, REQUEST, run.id, 'Back')).rejects.toMatchObject({
		code: 'AXIS_LIFECYCLE_CONFLICT',
		message: expect.stringContaining('collection agents class low'),
	});
	await database.db('axis_assignment').where({ axis_code: 'class' }).delete();
	await applyChange(context, REQUEST, {
		...{ kind: 'value', axis_code: 'class', code: 'low', to: 'deprecated', merge_into: null, split_into: null, reason: 'No' },
	});
	await expect(undoChange(context, REQUEST, run.id, 'Back')).rejects.toMatchObject({ code: 'AXIS_LIFECYCLE_CONFLICT' });
});

it('a rule is added to an axis whose other rule reaches nothing: its gaps are shown first, and an undo takes it away again', async () => {
	await act(axis({ template: 'data-classification', rules: [{ applies_to: 'flow' }], activate: true }));
	expect(await figures()).toEqual([0, 0, 0]);
	const before = await fingerprint();
	const added = { act: 'add', rule_code: 'class-collections', axis_code: 'class' };
	const candidate = await act(rule(added), UNDER_NONE);
	expect(candidate.answer).toMatchObject({
		totals: { asked: 1, created: 1 },
		rows: [{ what: 'created', kind: 'rule', key: 'class-collections', after: { status: 'candidate' } }],
		gaps_added: 0,
	});
	await undoChange(context, UNDER_NONE, candidate.run.id, 'A mistake');
	const active = rule({ ...added, applies_to: 'collection', staleness_days: 365, activate: true });
	await expect(applyModelAct(context, UNDER_NONE, active)).rejects.toMatchObject({ code: 'AXIS_INVALID_PAYLOAD' });
	const { run, answer } = await act(active);
	expect(answer).toMatchObject({ gaps_before: 0, gaps_after: 35, needs_ratified_apr: true });
	expect(await figures()).toEqual([35, 35, 35]);
	expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	const { rows } = await listChanges(database.db, { limit: 1, offset: 0 }, { axis: 'class' });
	expect(rows[0]).toMatchObject({ what: 'Rule added "class-collections".', kind: 'rule', axis_code: 'class', to: 'active' });
	await undoChange(context, REQUEST, run.id, 'A mistake');
	expect(await fingerprint()).toEqual(before);
});

it('what cannot be is refused, and nothing is written', async () => {
	await act(axis({ template: 'criticality' }));
	const before = await fingerprint();
	const cases: [Parameters<typeof applyModelAct>[2], string][] = [
		[axis({ template: 'criticality' }), 'AXIS_LIFECYCLE_CONFLICT'],
		[axis({ axis_code: 'other' }), 'AXIS_INVALID_PAYLOAD'],
		[axis({ axis_code: 'other', template: 'none such' }), 'AXIS_INVALID_PAYLOAD'],
		[axis({ axis_code: 'other', values: [{ value_code: 'a' }, { value_code: 'a' }] }), 'AXIS_INVALID_PAYLOAD'],
		[axis({ axis_code: 'other', values: [{ value_code: 'a', parent_value_code: 'b' }] }), 'AXIS_INVALID_PAYLOAD'],
		[axis({ axis_code: 'other', values: CIRCLE }), 'AXIS_INVALID_PAYLOAD'],
		[axis({ axis_code: 'topic', template: 'criticality' }), 'AXIS_INVALID_PAYLOAD'],
		[axis({ act: 'change' }), 'AXIS_INVALID_PAYLOAD'],
		[axis({ act: 'change', axis_code: 'other', axis_name: 'Other' }), 'AXIS_UNKNOWN_CODE'],
		[
			axis({ act: 'change', axis_code: 'responsibility', semantics: { owner_inheritance: 'containment' } }),
			'AXIS_LIFECYCLE_CONFLICT',
		],
		[values({ act: 'add', values: [{ value_code: 'low' }] }), 'AXIS_LIFECYCLE_CONFLICT'],
		[values({ act: 'add', axis_code: 'responsibility', values: [{ value_code: 'new' }] }), 'AXIS_LIFECYCLE_CONFLICT'],
		[values({ act: 'add', values: [{ value_code: 'a', parent_value_code: 'a' }] }), 'AXIS_INVALID_PAYLOAD'],
		[values({ act: 'add', values: CIRCLE }), 'AXIS_INVALID_PAYLOAD'],
		[values({ act: 'rename', values: [{ value_code: 'nowhere' }] }), 'AXIS_LIFECYCLE_CONFLICT'],
		[rule({}), 'AXIS_INVALID_PAYLOAD'],
		[rule({ applies_to: 'collection', staleness_days: 1 }), 'AXIS_INVALID_PAYLOAD'],
		[rule({ act: 'add', rule_code: 'new' }), 'AXIS_INVALID_PAYLOAD'],
		[rule({ act: 'add', rule_code: 'new', axis_code: 'other' }), 'AXIS_UNKNOWN_CODE'],
		[rule({ act: 'add', axis_code: 'class' }), 'AXIS_LIFECYCLE_CONFLICT'],
		[rule({ act: 'add', rule_code: 'new', axis_code: 'responsibility' }), 'AXIS_LIFECYCLE_CONFLICT'],
		[rule({ rule_code: 'nowhere', staleness_days: 1 }), 'AXIS_UNKNOWN_CODE'],
	];
	for (const [asked, code] of cases) {
		await expect(previewModelAct(context, REQUEST, asked), asked.asked).rejects.toMatchObject({ code });
		await expect(applyModelAct(context, REQUEST, asked), asked.asked).rejects.toMatchObject({ code });
	}
	expect(await fingerprint()).toEqual(before);
	expect(AxisBody.safeParse({ axis_code: 'x', values: [{ value_code: '(none)' }], reason: 'x' }).success).toBe(false);
});

it('a threshold counts to three decimals, and a code of the longest has rules of codes that can be named', async () => {
	const axis_code = 'x'.repeat(255);
	await act(axis({ axis_code, template: 'criticality', rules: [{}, { applies_to: 'collection' }] }));
	const codes = await database.db('coverage_rule').where({ axis_code }).orderBy('rule_code').pluck('rule_code');
	expect(codes.map((code: string) => code.length)).toEqual([253, 255]);
	const strict = rule({ rule_code: codes[1], confidence_threshold: 0.12349 });
	expect((await act(strict)).answer.totals).toMatchObject({ changed: 1, kept: 0 });
	expect(await database.db('coverage_rule').where({ rule_code: codes[1] }).pluck('confidence_threshold')).toEqual(['0.123']);
	expect((await previewModelAct(context, REQUEST, strict)).totals).toMatchObject({ changed: 0, kept: 1 });
});
