/** Acts of people, each previewed, made and taken back: what their routes answer is what the OpenAPI document says. Part of openapi.test.ts. */
import { expect, it } from 'vitest';
import type { Knex } from 'knex';
import type {
	ActPreview,
	AssignmentAnswer,
	BaselineAnswer,
	CellRef,
	DriftFinding,
	EndedAnswer,
	FindingsAnswer,
	EndedGoalAnswer,
	Goal,
	GoalAnswer,
	GoalPreview,
	OwnersImportAnswer,
	RepairAnswer,
	Waiver,
	WaiverAnswer,
} from '../../../src/contract';
import { verdict } from './api';
import { call } from './described-call';

/** Of the reference deployment only the axis topic has a gap left. */
export const GAPS = 'GET /axis/coverage/{axis}/gaps';

/** After the last tier. `ratified` names the approval that they stand on. */
export function actsOnTheModelAnswerAsDescribed(ratified: { ratified_apr: string }): void {
	it('a change of the model and its undo answer as described', async () => {
		const merge = {
			kind: 'value',
			code: 'ai-ops',
			axis_code: 'topic',
			to: 'deprecated',
			merge_into: 'workflow',
			reason: 'a test',
		};
		expect(verdict(await call('POST /axis/model/changes/preview', { body: merge }))).toBe('200');
		const made = await call<{ run: { id: string } }>('POST /axis/model/changes', { body: merge });
		expect(verdict(made)).toBe('200');
		expect(verdict(await call('POST /axis/model/changes', { body: merge }))).toBe('409 AXIS_TRANSITION');
		expect(verdict(await call('POST /axis/model/changes', { body: { ...merge, code: 'none' } }))).toBe('404 AXIS_UNKNOWN_CODE');
		const undo = { path: { id: made.data.run.id }, body: { ...ratified, reason: 'a test' } };
		expect(verdict(await call('POST /axis/model/changes/{id}/undo', undo))).toBe('200');
		expect(verdict(await call('POST /axis/model/changes/{id}/undo', undo))).toBe('409 AXIS_LIFECYCLE_CONFLICT');
	});

	it('an axis of one’s own, its values and its rule, each previewed, made and taken back, answer as described', async () => {
		const reason = 'openapi';
		const axis = { axis_code: 'class', template: 'data-classification', reason };
		const values = { act: 'rename', axis_code: 'class', values: [{ value_code: 'public', value_name: 'For all' }], reason };
		const runs: string[] = [];
		for (const [name, body] of [
			['axes', axis],
			['values', values],
			['rules', { rule_code: 'class', staleness_days: 365, reason }],
		] as const) {
			expect(verdict(await call(`POST /axis/model/${name}/preview`, { body }))).toBe('200');
			const made = await call<{ run: { id: string } }>(`POST /axis/model/${name}`, { body });
			expect(verdict(made)).toBe('200');
			runs.unshift(made.data.run.id);
		}
		expect(verdict(await call('POST /axis/model/axes', { body: axis }))).toBe('409 AXIS_LIFECYCLE_CONFLICT');
		expect(verdict(await call('POST /axis/model/rules', { body: { rule_code: 'none', staleness_days: 1, reason } }))).toBe(
			'404 AXIS_UNKNOWN_CODE',
		);
		const asGap = { act: 'change', axis_code: 'topic', semantics: { missing: 'gap' }, reason };
		expect(verdict(await call('POST /axis/model/axes', { body: asGap }))).toBe('400 AXIS_INVALID_PAYLOAD');
		for (const id of runs) {
			expect(verdict(await call('POST /axis/model/changes/{id}/undo', { path: { id }, body: { reason } }))).toBe('200');
		}
	});

	it('tags are previewed, quarantined and given back, and answer as described', async () => {
		const objects = [{ object_type: 'collection', object_ref: 'agents' }];
		const body = { axis_code: 'containment', action: 'quarantine', objects, reason: 'openapi' };
		expect(verdict(await call('POST /axis/tags/preview', { body }))).toBe('200');
		const made = await call<{ run: { id: string } }>('POST /axis/tags', { body });
		expect(verdict(made)).toBe('200');
		const unknown = { ...body, value_code: 'none such' };
		expect(verdict(await call('POST /axis/tags', { body: unknown }))).toBe('404 AXIS_UNKNOWN_CODE');
		expect(verdict(await call('POST /axis/tags', { body: { ...body, action: 'tag' } }))).toBe('400 AXIS_INVALID_PAYLOAD');
		const undo = { path: { id: made.data.run.id }, body: { reason: 'openapi' } };
		const csv = 'object_type,object_ref,axis_code,value_code,zone\ncollection,agents,containment,GRP-AI,approved\n';
		expect(verdict(await call('POST /axis/tags/import/preview', { csv }))).toBe('200');
		const file = await call<{ run: { id: string } }>('POST /axis/tags/import', { csv, query: '?reason=openapi' });
		const undoFile = { path: { id: file.data.run.id }, body: { reason: 'openapi' } };
		expect(verdict(await call('POST /axis/model/changes/{id}/undo', undoFile))).toBe('200');
		expect(verdict(await call('POST /axis/model/changes/{id}/undo', undo))).toBe('200');
	});
}

/** After the last tier. */
export function actsOnOwnersAnswerAsDescribed(db: () => Knex): void {
	it('assigning, waiving and taking both back answer as described', async () => {
		const cell = { object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' };
		const moved = { axis_code: 'containment', owner_gov_code: 'GOV-MOT', reason: 'openapi', replace: true, cells: [cell] };
		expect(verdict(await call('POST /axis/owners/preview', { body: moved }))).toBe('200');
		const { data: made } = await call<AssignmentAnswer>('POST /axis/owners', { body: moved });
		const undo = { path: { batch: made.batch.id }, body: {} };
		expect(verdict(await call('POST /axis/owners/{batch}/undo', undo))).toBe('200');
		expect(verdict(await call('POST /axis/owners/{batch}/undo', undo))).toBe('409 AXIS_BATCH_CHANGED');

		const rows = (owner: string) =>
			`object_type;object_ref;axis_code;value_code;owner_gov_code\r\ncollection;agents;containment;GRP-AI;${owner}\r\n`;
		const foreseen = await call<ActPreview>('POST /axis/owners/import/preview', { csv: rows('GOV-MOT') });
		expect(foreseen.data).toMatchObject({ totals: { asked: 1, changed: 1 } });
		const query = '?reason=openapi';
		expect(verdict(await call('POST /axis/owners/import', { query, csv: rows('NOBODY') }))).toBe('409 AXIS_IMPORT_REFUSED');
		const { data: file } = await call<OwnersImportAnswer>('POST /axis/owners/import', { query, csv: rows('GOV-MOT') });
		expect(file.rows).toEqual(foreseen.data.rows);
		const undoFile = { path: { batch: file.batch.id }, body: {} };
		expect(verdict(await call('POST /axis/owners/{batch}/undo', undoFile))).toBe('200');

		const end = { axis_code: 'containment', reason: 'openapi', cells: [cell] };
		const transfer = { from: 'GOV-DOT', to: 'GOV-MOT', axes: ['containment'], reason: 'openapi' };
		for (const [name, body] of [
			['POST /axis/owners/end', end],
			['POST /axis/owners/transfer', transfer],
		] as const) {
			expect(verdict(await call(`${name}/preview`, { body }))).toBe('200');
			const { data } = await call<EndedAnswer>(name, { body });
			expect(verdict(await call('POST /axis/owners/{batch}/undo', { path: { batch: data.batch.id }, body: {} }))).toBe('200');
		}

		const { data: gaps } = await call<CellRef[]>(GAPS, { path: { axis: 'topic' } });
		const cells = gaps.slice(0, 1).map(({ object_type, object_ref, value_code }) => ({ object_type, object_ref, value_code }));
		const waiver = { axis_code: 'topic', cells, reason: 'openapi', approved_by: 'Ada', expires_at: '2999-01-01T00:00:00Z' };
		const { data: waived } = await call<WaiverAnswer>('POST /axis/waivers', { body: waiver });
		expect([waived.waived_cells, waived.gaps_before - waived.gaps_after]).toEqual([1, 1]);
		expect(verdict(await call('POST /axis/waivers', { body: waiver }))).toBe('409 AXIS_CELLS_REFUSED');
		const id = waived.waivers[0]?.id ?? '';
		expect((await call<Waiver>('POST /axis/waivers/{waiver}/revoke', { path: { waiver: id }, body: {} })).data.state).toBe(
			'revoked',
		);
		expect(verdict(await call('POST /axis/waivers/{waiver}/revoke', { path: { waiver: id }, body: {} }))).toBe(
			'409 AXIS_CELLS_REFUSED',
		);

		const goal = { axis_code: 'topic', percent: 99.5, due_on: '2999-12-31', reason: 'openapi' };
		const { data: foreseenGoal } = await call<GoalPreview>('POST /axis/goals/preview', { body: goal });
		const { data: set } = await call<GoalAnswer>('POST /axis/goals', { body: goal });
		expect(set.goal).toMatchObject({
			percent: 99.5,
			covered_cells: foreseenGoal.goal.covered_cells,
			state: foreseenGoal.goal.state,
		});
		expect((await call<Goal[]>('GET /axis/goals')).data).toEqual([set.goal]);
		const endOfGoal = { path: { goal: set.goal.id }, body: { reason: 'openapi' } };
		const { data: ended } = await call<EndedGoalAnswer>('POST /axis/goals/{goal}/end', endOfGoal);
		expect(ended.goal).toEqual(set.goal);
		expect(verdict(await call('POST /axis/goals/{goal}/end', endOfGoal))).toBe('404 AXIS_UNKNOWN_GOAL');
		// It stands again, for those who read.
		const undoEnd = { path: { batch: ended.batch.id }, body: {} };
		expect(verdict(await call('POST /axis/owners/{batch}/undo', undoEnd))).toBe('200');
	});

	it('acknowledging findings and revoking that answer as described', async () => {
		const { data: open } = await call<DriftFinding[]>('GET /axis/drift', { query: '?state=open&limit=2' });
		const findings = open.map((finding) => finding.drift_id);
		const body = { findings, until: '2999-01-01', reason: 'openapi' };
		expect(verdict(await call('POST /axis/drift/acknowledge/preview', { body }))).toBe('200');
		const { data: made } = await call<FindingsAnswer>('POST /axis/drift/acknowledge', { body });
		expect(made.effect).toMatchObject({ changed: 2, open_before: made.effect.open_after + 2 });
		const { data: told } = await call<DriftFinding[]>('GET /axis/drift', { query: '?acknowledged=yes' });
		expect(told.map((finding) => finding.acknowledged?.until)).toEqual(['2999-01-01', '2999-01-01']);
		const revoke = { findings: findings.slice(0, 1), reason: 'openapi' };
		expect(verdict(await call('POST /axis/drift/revoke/preview', { body: revoke }))).toBe('200');
		const { data: revoked } = await call<FindingsAnswer>('POST /axis/drift/revoke', { body: revoke });
		expect(verdict(await call('POST /axis/drift/revoke', { body: revoke }))).toBe('409 AXIS_FINDINGS_REFUSED');
		for (const { batch } of [revoked, made]) {
			expect(verdict(await call('POST /axis/owners/{batch}/undo', { path: { batch: batch.id }, body: {} }))).toBe('200');
		}
	});

	it('accepting numbers and repairing what moved, and taking both back, answer as described', async () => {
		const reason = { reason: 'openapi' };
		const { data: accepted } = await call<BaselineAnswer>('POST /axis/baseline', { body: reason });
		expect(accepted.baseline?.reason).toBe('openapi');
		const undoBaseline = { path: { id: accepted.run.id }, body: reason };
		expect((await call<BaselineAnswer>('POST /axis/baseline/{id}/undo', undoBaseline)).data.baseline).toBeNull();

		const tasks = db()('collection_registry').where({ collection_name: 'tasks' });
		await tasks.clone().update({ group: 'GRP-REGISTRY' });
		try {
			const { data: made } = await call<RepairAnswer>('POST /axis/repairs/{kind}', {
				path: { kind: 'containment' },
				body: reason,
			});
			expect(made).toMatchObject({ kind: 'containment', rows_ended: 2, rows_made: 2 });
			const undone = await call('POST /axis/repairs/{id}/undo', { path: { id: made.run.id }, body: reason });
			expect(verdict(undone), undone.text).toBe('200');
		} finally {
			await tasks.clone().update({ group: 'GRP-BUSINESS' });
		}
		expect(verdict(await call('POST /axis/repairs/{kind}', { path: { kind: 'x' }, body: reason }))).toBe(
			'400 AXIS_INVALID_PAYLOAD',
		);
	});
}
