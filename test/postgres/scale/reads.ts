/** Every read and every preview of the product, by name, as a caller asks for it. */
import type { Knex } from 'knex';
import { readCells, readObject } from '../../../src/coverage/cells';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import { readMatrix, readMatrixPage } from '../../../src/coverage/page';
import { listChanges } from '../../../src/changes/list-changes';
import { previewAssignment } from '../../../src/owners/assign-owner';
import { listGoals } from '../../../src/goals/goals';
import { listWaivers } from '../../../src/owners/waivers';
import { readReport, REPORTS } from '../../../src/coverage/reports';
import { previewChange } from '../../../src/model/preview-change';
import type { RolloutContext } from '../../../src/run/context';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { verifyRollout } from '../../../src/rollout/verify';
import { change, topic } from '../model/support';
import { REQUEST } from '../support/states';

export type Read = (db: Knex) => Promise<unknown>;

const PAGE = { limit: 100, offset: 0 };
const FILTER = { group: null, owner: '', state: '', search: '' } as const;
const AXES = ['responsibility', 'containment', 'topic'] as const;

/** `loaded` is the profile of the database. */
export function readsOf(loaded: RolloutContext['loaded']): Map<string, Read> {
	const reads = new Map<string, Read>();
	reads.set('coverage', readCoverage);
	for (const axis of AXES) {
		reads.set(`${axis} by-value`, (db) => readCounts(db, axis, 'value', PAGE));
		reads.set(`${axis} by-owner`, (db) => readCounts(db, axis, 'owner', PAGE));
		reads.set(`${axis} by-object`, (db) => readCounts(db, axis, 'object', PAGE));
		reads.set(`${axis} by-group`, (db) => readCounts(db, axis, 'group', PAGE));
		reads.set(`${axis} gaps`, (db) => readCells(db, axis, { gaps: null }, PAGE));
		reads.set(`${axis} gaps of a group`, (db) => readCells(db, axis, { gaps: 'GRP-BUSINESS' }, PAGE));
		reads.set(`${axis} object`, (db) => readObject(db, axis, 'collection', 'agents'));
		reads.set(`${axis} matrix`, (db) => readMatrix(db, axis));
		reads.set(`${axis} page of the matrix`, (db) => readMatrixPage(db, axis, FILTER, PAGE));
		reads.set(`${axis} cells of the matrix`, (db) => readCells(db, axis, { kept: FILTER }, PAGE));
		reads.set(`${axis} gaps of the matrix`, (db) => readMatrixPage(db, axis, { ...FILTER, state: 'gap' }, PAGE));
	}
	for (const name of REPORTS) reads.set(name, (db) => readReport(db, name, PAGE));
	reads.set('waivers', (db) => listWaivers(db, PAGE, { axis: '', state: '' }));
	reads.set('goals', (db) => listGoals(db, PAGE));
	reads.set('changes', (db) => listChanges(db, PAGE));
	reads.set('changes of an object', (db) => listChanges(db, PAGE, { object: 'agents', axis: 'topic' }));
	reads.set('preflight', (db) => readPreflight({ db, loaded }));
	reads.set('plan', (db) => readPlan({ db, loaded }));
	reads.set('verify', (db) => verifyRollout({ db, loaded }));
	reads.set('model/changes/preview of a merge', (db) =>
		previewChange({ db, loaded }, REQUEST, topic('ai-ops', 'deprecated', { merge_into: 'workflow' })),
	);
	reads.set('model/changes/preview of an axis', (db) =>
		previewChange({ db, loaded }, REQUEST, change('axis', 'containment', 'deprecated')),
	);
	reads.set('assign/preview', (db) =>
		previewAssignment(
			{ db, loaded },
			{ actor: 'test' },
			{
				axis_code: 'responsibility',
				owner_gov_code: 'GOV-SIV',
				reason: 'because',
				as: 'direct',
				group_ref: 'GRP-BUSINESS',
				value_codes: ['audit'],
			},
		),
	);
	return reads;
}
