// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deDe } from '../../modules/rollout/model/texts/de-de';
import { enUs } from '../../modules/rollout/model/texts/en-us';
import { seriousViolations } from './axe';
import { assignment, event, item, ModelApi, openModel, preview, type Opened } from './model-studio';
import { refusal } from './studio';

const ITEMS = [
	item('axis', 'topic', 'active'),
	item('value', 'ai-ops', 'active'),
	item('value', 'ai-safety', 'candidate'),
	item('value', 'gov-legacy', 'retired'),
	item('value', 'workflow', 'active'),
	item('rule', 'CR-TOPIC-ASSIGNED', 'active'),
];

let api: ModelApi;
let model: Opened;
beforeEach(() => {
	api = new ModelApi();
	api.answers.set('/axis/model', ITEMS);
	api.answers.set('/axis/changes', [event()]);
});
afterEach(() => model.page.unmount());

const ask = (code: string) => model.click(`What if value ${code} changed`);

describe('the list', () => {
	it('shows every axis, value and rule with its status, and no way on from retired', async () => {
		model = await openModel(api);
		const rows = model.page.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text().trim()));
		expect(rows[0]).toEqual(['topic', 'axis', 'active', '3', '2', 'What if…']);
		expect(rows[3]).toEqual(['gov-legacy', 'value', 'retired', '3', '2', 'nothing follows']);
		expect(rows[5]).toEqual(['CR-TOPIC-ASSIGNED', 'rule', 'active', '–', '–', 'What if…']);
		expect(model.words()).toContain('ai-ops: active → deprecated, merged into workflow');
		expect(await seriousViolations(model.page.element)).toEqual([]);
	});

	it('says of an axis whose owners the base model has that they are there', async () => {
		api.answers.set('/axis/model', [{ ...item('axis', 'responsibility', 'active', 'responsibility'), owners: null }]);
		model = await openModel(api);
		expect(model.page.findAll('tbody td').map((cell) => cell.text())).toContain('in the base model');
	});

	it('says that there is nothing yet, and why it could not be read', async () => {
		api.answers.set('/axis/model', []);
		model = await openModel(api);
		expect(model.words()).toContain('There is no axis yet.');
		model.page.unmount();
		api.answers.set('/axis/model', refusal(403, 'FORBIDDEN', 'no'));
		model = await openModel(api);
		expect(model.words()).toContain('You may not read axis coverage');
	});

	it('speaks German in a German Studio', async () => {
		model = await openModel(api, { language: 'de-DE' });
		expect(model.words()).toContain('Achsen, Werte und Regeln. Nur aktive zählen.');
		expect(Object.keys(deDe)).toEqual(Object.keys(enUs));
	});
});

describe('a change', () => {
	it('is tried out at once, and cannot be confirmed before its figures and a reason are there', async () => {
		model = await openModel(api);
		await ask('ai-safety');
		expect(api.last()).toMatchObject({
			path: '/axis/model/changes/preview',
			body: { kind: 'value', code: 'ai-safety', axis_code: 'topic', to: 'active' },
		});
		expect(model.isDisabled('Make the change')).toBe(true);
		await api.last().answer(preview());
		expect(model.words()).toContain('Cells that come: 3');
		expect(model.words()).toContain('Gaps that come: 1');
		expect(model.words()).toContain('GOV-DOT: 2');
		expect(model.words()).toMatch(/Objects without an owner: 1 ?iu_staging_record \(1\)/);
		expect(await seriousViolations(model.page.element)).toEqual([]);
		expect(model.isDisabled('Make the change')).toBe(true);
		await model.fill('Reason', 'because');
		expect(model.isDisabled('Make the change')).toBe(false);
		await model.click('Make the change');
		expect(api.last()).toMatchObject({ path: '/axis/model/changes', body: { to: 'active', reason: 'because' } });
		api.reads.length = 0;
		await api.last().answer({ committed: true });
		expect(model.page.find('[role=dialog]').exists()).toBe(false);
		expect(api.reads).toEqual(['/axis/model?limit=1000', '/axis/changes?kind=axis%2Cvalue%2Crule%2Ctags&limit=20']);
	});

	it('that is chosen anew is tried out anew, and the old figures open nothing', async () => {
		model = await openModel(api);
		await ask('ai-ops');
		const first = api.last();
		await model.fill('Gives way to', 'merge');
		expect(api.sent).toHaveLength(1);
		await model.fill('Merge into', 'workflow');
		expect(api.last().body).toMatchObject({ code: 'ai-ops', to: 'deprecated', merge_into: 'workflow' });
		await first.answer(preview());
		expect(model.words()).not.toContain('Cells that come');
		await api.last().answer(preview({ rows: { ...preview().rows, assignments_retargeted: 3, owners_superseded: 1 } }));
		expect(model.words()).toContain('Assignments that move: 3; owners that move: 0');
		expect(model.words()).toContain('Rows that give way to one of the target: 1');
	});

	it('that splits a value sends each object where it was sent, and the others to the rest', async () => {
		api.answers.set('/axis/lanes', [assignment('agents'), assignment('tasks'), assignment('iu_staging_record')]);
		model = await openModel(api);
		await ask('ai-ops');
		await api.last().answer(preview());
		await model.fill('Gives way to', 'split');
		expect(api.reads.at(-1)).toBe('/axis/lanes?axis=topic&value=ai-ops&limit=1000');
		await model.check('ai-safety (candidate)');
		expect(model.words()).not.toContain('Cells that come');
		expect(model.isDisabled('Make the change')).toBe(true);
		await model.check('workflow (active)');
		expect(model.page.findAll<HTMLSelectElement>('table select').map((one) => one.element.selectedIndex)).toEqual([0, 0, 0]);
		expect(api.last().body).toMatchObject({
			split_into: [{ value_code: 'ai-safety' }, { value_code: 'workflow', objects: [] }],
		});
		await model.fill('agents goes to', 'workflow');
		await model.fill('All others go to', 'workflow');
		await model.fill('tasks goes to', 'ai-safety');
		await api.last().answer(preview());
		expect(model.words()).toContain('Cells that come: 3');
		expect(await seriousViolations(model.page.element)).toEqual([]);
		await model.fill('Reason', 'two teams');
		await model.click('Make the change');
		expect(api.last()).toMatchObject({ path: '/axis/model/changes' });
		expect(api.last().body).toEqual({
			kind: 'value',
			code: 'ai-ops',
			axis_code: 'topic',
			to: 'deprecated',
			split_into: [
				{ value_code: 'ai-safety', objects: [{ object_type: 'collection', object_ref: 'tasks' }] },
				{ value_code: 'workflow' },
			],
			reason: 'two teams',
		});
	});

	it('tells of waivers that move and of those that stay, and why', async () => {
		model = await openModel(api);
		await ask('ai-ops');
		const left = { object_type: 'collection', object_ref: 'agents', approved_by: 'Ada', expires_at: '2999-01-01T00:00:00Z' };
		await api.last().answer(
			preview({
				rows: { ...preview().rows, waivers_retargeted: 2 },
				left_behind: { ...preview().left_behind, waivers: 1 },
				waivers_left: [{ ...left, value_code: 'workflow', why: 'required_before' }],
			}),
		);
		expect(model.words()).toContain('Waivers that move: 2');
		expect(model.words()).toContain('Waivers that stay with the old value and waive nothing: 1');
		expect(model.words()).toContain('agents (Ada): workflow was a gap already');
	});

	it('that needs an approval code waits for one, and sends it', async () => {
		model = await openModel(api);
		await ask('ai-safety');
		await api.last().answer(preview({ needs_ratified_apr: true }));
		await model.fill('Reason', 'because');
		expect(model.isDisabled('Make the change')).toBe(true);
		await model.fill('Approval code', 'APR-1');
		await model.click('Make the change');
		expect(api.last().body).toMatchObject({ reason: 'because', ratified_apr: 'APR-1' });
		await api.last().fail(refusal(409, 'AXIS_ROLLOUT_BUSY', 'Another run is in progress.'));
		expect(model.page.find('[role=alert]').text()).toBe('Another run is in progress.');
	});

	it('can be looked at with a shut gate and by readers, and not be made', async () => {
		model = await openModel(api);
		await ask('ai-safety');
		await api.last().answer(
			preview({
				gate: {
					status: 'BLOCKED',
					blockers: [],
					ratification_count: 0,
					source: { table: 'os_proposal_approvals', filter: {} },
					checked_at: '',
				},
			}),
		);
		await model.fill('Reason', 'because');
		expect(model.words()).toContain('The gate is shut');
		expect(model.isDisabled('Make the change')).toBe(true);
		model.page.unmount();
		model = await openModel(api, { mayAct: false });
		await ask('ai-safety');
		await api.last().answer(preview());
		expect(model.words()).toContain('You may look.');
		expect(model.words()).not.toContain('Make the change');
		expect(model.words()).not.toContain('Undo');
	});
});

describe('an undo', () => {
	it('asks for a reason, and tells the server’s refusal', async () => {
		model = await openModel(api);
		await model.click('Undo the change of ai-ops');
		expect(model.page.findAll('button').filter((one) => one.attributes('disabled') !== undefined)).toHaveLength(1);
		await model.fill('Reason', 'not so');
		await model.page.find('[role=dialog] .confirm').trigger('click');
		expect(api.last()).toMatchObject({
			path: '/axis/model/changes/7829a71b-0000-4000-8000-000000000001/undo',
			body: { reason: 'not so' },
		});
		await api.last().fail(refusal(409, 'AXIS_LIFECYCLE_CONFLICT', 'A row was changed since.'));
		expect(model.page.find('[role=alert]').text()).toBe('A row was changed since.');
	});

	it('is not offered for what nothing takes back any more', async () => {
		api.answers.set('/axis/changes', [event({ undo: null })]);
		model = await openModel(api);
		expect(model.page.findAll('button').some((one) => one.text() === 'Undo')).toBe(false);
	});

	it('is not offered for what was undone', async () => {
		api.answers.set('/axis/changes', [event({ undone_by: 'x', undo: null })]);
		model = await openModel(api);
		expect(model.words()).toContain('undone');
		expect(model.page.findAll('button').some((one) => one.text() === 'Undo')).toBe(false);
	});
});
