/** Acts on tags: a preview says what the act does, the views show it, and its undo gives back the very rows or says why not. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ActReport, AskedTags, TagAction } from '../../../src/contract';
import { AxisBody, TagsBody } from '../../../src/contract/schemas';
import { readCoverage } from '../../../src/coverage/counts';
import { applyModelAct, axisAct, previewModelAct } from '../../../src/model/acts';
import { listChanges } from '../../../src/changes/list-changes';
import { undoChange } from '../../../src/model/undo-change';
import { tagsAct } from '../../../src/tags/act-on-tags';
import type { RolloutContext } from '../../../src/run/context';
import { createRandom } from '../../support/random';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 2');
	context = contextFor(database);
});
afterEach(() => database.drop());

const VALUES = ['a', 'b', 'c'];
const addAxis = (semantics: object = {}) =>
	applyModelAct(
		context,
		REQUEST,
		axisAct(
			AxisBody.parse({
				...{ axis_code: 'class', semantics, activate: true, reason: 'The law asks for it' },
				values: VALUES.map((value_code) => ({ value_code })),
			}),
		),
	);
const tags = (more: object) => tagsAct(TagsBody.parse({ axis_code: 'class', reason: 'We looked', ...more }));
const collections = (...refs: string[]) => refs.map((object_ref) => ({ object_type: 'collection', object_ref }));

/** All tags, to the byte. */
async function fingerprint(): Promise<unknown> {
	const { rows } = await database.db.raw('select to_jsonb(r) as row from axis_assignment r order by row');
	return rows;
}

/** Previews the act, makes it, and holds that both say the same, as do the counts of the views. */
async function act(asked: Parameters<typeof applyModelAct>[2]) {
	const before = await fingerprint();
	const preview = await previewModelAct(context, REQUEST, asked);
	expect(await fingerprint()).toEqual(before);
	const { run, ...answer } = await applyModelAct(context, REQUEST, asked);
	expect({ ...answer, committed: false, gate: preview.gate }).toEqual(preview);
	const coverage = (await readCoverage(database.db)).find(({ axis_code }) => axis_code === 'class');
	expect([coverage?.required_cells, coverage?.gap_cells]).toEqual([answer.required_after, answer.gaps_after]);
	return { run, answer };
}
const undo = (id: string) => undoChange(context, REQUEST, id, 'Back');
const whys = ({ rows }: ActReport) => rows.flatMap(({ key, why }) => (why === null ? [] : [`${key}: ${why}`]));

type World = Map<string, Map<string, string>>;

/** The tags of the view, by object: value and zone. */
async function living(): Promise<World> {
	const { rows } = await database.db.raw(`
		select tag.object_ref, tag.value_code, row.zone from axis_internal.effective_tag as tag join axis_assignment as row on row.id = tag.assignment_id
		where tag.axis_code = 'class' and tag.resolution = 'direct' order by tag.object_ref, tag.value_code`);
	const world: World = new Map();
	for (const { object_ref, value_code, zone } of rows) {
		world.set(object_ref, (world.get(object_ref) ?? new Map()).set(value_code, zone));
	}
	return world;
}

/** What an act means, of one object at a time. Answers how many rows are made, set and kept. */
function expected(world: World, body: AskedTags, one: boolean): [number, number, number] {
	const sum: [number, number, number] = [0, 0, 0];
	const count = (made: number, set: number, kept: number) =>
		[made, set, kept].forEach((n, index) => (sum[index] = (sum[index] ?? 0) + n));
	for (const { object_ref } of body.objects ?? []) {
		const has = world.get(object_ref) ?? new Map<string, string>();
		const asked = [...has.keys()].filter((value) => body.value_code === undefined || value === body.value_code);
		const target = body.action === 'tag' ? body.value_code : body.to_value_code;
		if (body.action === 'tag' || body.action === 'move') {
			const from = body.action === 'tag' ? [] : asked.filter((value) => value !== target);
			const stays = [...has.keys()].filter((value) => !from.includes(value) && value !== target);
			const there = has.has(String(target));
			if (body.action === 'tag' ? there || (one && stays.length > 0) : from.length === 0 || (one && !there && stays.length > 0)) {
				count(0, 0, 1);
				continue;
			}
			count(there ? 0 : 1, from.length, 0);
			from.forEach((value) => has.delete(value));
			if (!there) has.set(String(target), 'approved');
		} else if (asked.length === 0) count(0, 0, 1);
		else if (body.action === 'clear') {
			count(0, asked.length, 0);
			asked.forEach((value) => has.delete(value));
		} else {
			const zone = body.action === 'approve' ? 'approved' : 'quarantine';
			const turn = asked.filter((value) => has.get(value) !== zone);
			count(turn.length, turn.length, asked.length - turn.length);
			turn.forEach((value) => has.set(value, zone));
		}
		if (has.size === 0) world.delete(object_ref);
		else world.set(object_ref, has);
	}
	return sum;
}

it.each([
	{ cardinality: 'many', missing: 'finding' },
	{ cardinality: 'one', missing: 'gap' },
])(
	'acts at random do what each means, and undone from the last to the first give back the rows of each moment: %o',
	async (semantics) => {
		await addAxis(semantics);
		const one = semantics.cardinality === 'one';
		const { next, pick } = createRandom(one ? 7 : 11);
		const names: { object_ref: string }[] = await database
			.db('v_governance_object_inventory')
			.select('object_ref')
			.where({ object_type: 'collection', requires_owner: true, born: true })
			.orderBy('object_ref')
			.limit(5);
		const world: World = new Map();
		const done: { id: string; before: unknown }[] = [];
		const actions: TagAction[] = ['tag', 'tag', 'move', 'quarantine', 'tag', 'move', 'approve', 'clear', 'tag'];
		for (const action of actions) {
			const objects = collections(...names.map(({ object_ref }) => object_ref).filter(() => next() < 0.7), 'agents');
			const value_code = pick(VALUES);
			const body = {
				...{
					axis_code: 'class',
					action,
					objects: [...new Map(objects.map((object) => [object.object_ref, object])).values()],
					reason: 'random',
				},
				...(action === 'tag' || (action === 'move' && !one) || next() < 0.5 ? { value_code } : {}),
				...(action === 'move' ? { to_value_code: pick(VALUES.filter((value) => value !== value_code)) } : {}),
			};
			const before = await fingerprint();
			const [created, changed, kept] = expected(world, body, one);
			const { run, answer } = await act(tags(body));
			expect(answer.totals, JSON.stringify(body)).toEqual({
				asked: created + changed + kept,
				created,
				changed,
				deleted: 0,
				kept,
			});
			expect(await living()).toEqual(world);
			done.unshift({ id: run.id, before });
		}
		for (const { id, before } of done) {
			await undo(id);
			expect(await fingerprint()).toEqual(before);
		}
	},
);

it('a tag that gives way is superseded by one of the next revision, and nothing of it is overwritten', async () => {
	await addAxis({ cardinality: 'one' });
	await act(tags({ action: 'tag', value_code: 'a', objects: collections('agents') }));
	const { answer } = await act(tags({ action: 'move', to_value_code: 'b', objects: collections('agents') }));
	expect(answer.rows).toMatchObject([
		{ what: 'changed', kind: 'tag', key: 'collection agents class a', after: { status: 'superseded' } },
		{ what: 'created', kind: 'tag', key: 'collection agents class b', after: { zone: 'approved', status: 'active' } },
	]);
	await act(tags({ action: 'quarantine', objects: collections('agents') }));
	const rows = await database.db('axis_assignment').where({ axis_code: 'class' }).orderBy('revision');
	expect(rows).toMatchObject([
		{ value_code: 'a', revision: 1, status: 'superseded', superseded_by: rows[1].id, created_by: 'test' },
		{ value_code: 'b', revision: 2, status: 'superseded', superseded_by: rows[2].id, zone: 'approved' },
		{ value_code: 'b', revision: 3, status: 'active', superseded_by: null, zone: 'quarantine' },
	]);
	expect(rows[2].provenance).toMatchObject({ source: 'people', reason: 'We looked', before: rows[1].provenance });
	const { rows: events } = await listChanges(database.db, { limit: 4, offset: 0 });
	expect(events.map((event) => event.act)).toEqual(['quarantine_tags', 'move_tags', 'tag', 'add_axis']);
});

it('acts on other objects are undone in any order; what was built upon refuses and is listed, and so does what stands in the way of a redo', async () => {
	await addAxis({ cardinality: 'one' });
	const start = await fingerprint();
	const first = await act(tags({ action: 'tag', value_code: 'a', objects: collections('agents') }));
	const other = await act(tags({ action: 'tag', value_code: 'b', objects: collections('tasks') }));
	const moved = await act(tags({ action: 'move', to_value_code: 'c', objects: collections('agents') }));
	await expect(undo(first.run.id)).rejects.toMatchObject({ code: 'AXIS_LIFECYCLE_CONFLICT' });
	await undo(moved.run.id);
	const undone = await undo(first.run.id);
	await undo(other.run.id);
	expect(await fingerprint()).toEqual(start);

	const again = await act(tags({ action: 'tag', value_code: 'b', objects: collections('agents') }));
	await expect(undo(undone.run.id)).rejects.toMatchObject({
		code: 'AXIS_LIFECYCLE_CONFLICT',
		message: expect.stringContaining('collection agents class b'),
	});
	await undo(again.run.id);
	await undo(undone.run.id);
	expect(await living()).toEqual(new Map([['agents', new Map([['a', 'approved']])]]));
});

it('a whole folder is one call: each object below it, or the folder itself whose objects inherit', async () => {
	await addAxis({ tag_inheritance: 'containment', missing: 'gap' });
	const start = await fingerprint();
	const { rows } = await database.db.raw(`
		select tree.group_ref, count(distinct (object.object_type, object.object_ref))::integer as n
		from axis_internal.group_tree() as tree
		join axis_internal.group_tree() as inner_tree on tree.group_ref = any (inner_tree.above)
		join v_object_containment as contained on contained.parent_type = 'group' and contained.parent_ref = inner_tree.group_ref
		join v_governance_object_inventory as object on object.object_type = contained.object_type and object.object_ref = contained.object_ref
		where object.requires_owner and object.born group by tree.group_ref order by n desc, tree.group_ref limit 1`);
	const [{ group_ref, n }] = rows;
	expect(n).toBeGreaterThan(1);
	const each = await act(tags({ action: 'tag', value_code: 'a', group_ref }));
	expect(each.answer.totals).toMatchObject({ created: n, kept: 0 });
	expect((await living()).size).toBe(n);
	const again = await act(tags({ action: 'tag', value_code: 'a', group_ref, as: 'objects' }));
	expect(again.answer.totals).toMatchObject({ created: 0, kept: n });
	expect(new Set(again.answer.rows.map(({ why }) => why))).toEqual(new Set(['it has the value']));
	// As many gaps open as the undo takes tags away.
	const underNone = { requestedBy: 'Ada', ratifiedApr: null };
	await expect(undoChange(context, underNone, each.run.id, 'Back')).rejects.toMatchObject({ code: 'AXIS_INVALID_PAYLOAD' });
	expect(await undo(each.run.id)).toMatchObject({ gaps_added: n, rows: { assignments_superseded: 0 } });

	const itself = await act(tags({ action: 'tag', value_code: 'b', group_ref, as: 'group' }));
	expect(itself.answer.totals).toMatchObject({ created: 1, kept: 0 });
	const given = await database
		.db('axis_internal.effective_tag')
		.where({ axis_code: 'class', value_code: 'b', resolution: 'inherited' });
	expect(given.length).toBeGreaterThanOrEqual(n);
	await undo(itself.run.id);
	expect(await fingerprint()).toEqual(start);
});

it('what stays is told with why, and what cannot be is refused with nothing written', async () => {
	await addAxis({ cardinality: 'one' });
	await act(tags({ action: 'tag', value_code: 'a', objects: collections('agents') }));
	const why = async (more: object) => whys((await act(tags(more))).answer);
	const known = collections('agents', 'tasks', 'no such');
	expect(await why({ action: 'move', value_code: 'b', to_value_code: 'c', objects: known })).toEqual([
		'collection agents class c: it has no such tag',
		'collection no such class c: there is no such object',
		'collection tasks class c: it has no such tag',
	]);
	expect(await why({ action: 'tag', value_code: 'b', objects: collections('agents') })).toEqual([
		'collection agents class b: the axis allows one value, and it has "a"',
	]);
	expect(await why({ action: 'approve', objects: collections('agents') })).toEqual([
		'collection agents class a: it is in that zone',
	]);

	const before = await fingerprint();
	await database.db('axis_value').where({ axis_code: 'class', value_code: 'c' }).update({ status: 'deprecated' });
	const objects = collections('agents');
	const cases: [() => Parameters<typeof applyModelAct>[2], string][] = [
		[() => tags({ action: 'tag', value_code: 'c', objects }), 'AXIS_LIFECYCLE_CONFLICT'],
		[() => tags({ action: 'tag', value_code: 'none such', objects }), 'AXIS_UNKNOWN_CODE'],
		[() => tags({ action: 'tag', value_code: 'a', objects, axis_code: 'none such' }), 'AXIS_UNKNOWN_CODE'],
		[() => tags({ action: 'tag', value_code: 'a', group_ref: 'none such' }), 'AXIS_LIFECYCLE_CONFLICT'],
		[() => tags({ action: 'tag', value_code: 'a', group_ref: 'GRP-AI', as: 'group' }), 'AXIS_LIFECYCLE_CONFLICT'],
		[() => tags({ action: 'move', value_code: 'a', to_value_code: 'a', objects }), 'AXIS_INVALID_PAYLOAD'],
		[() => tags({ action: 'move', value_code: 'a', objects }), 'AXIS_INVALID_PAYLOAD'],
		[() => tags({ action: 'clear', to_value_code: 'a', objects }), 'AXIS_INVALID_PAYLOAD'],
		[() => tags({ action: 'tag', objects }), 'AXIS_INVALID_PAYLOAD'],
		[() => tags({ action: 'clear' }), 'AXIS_INVALID_PAYLOAD'],
		[() => tags({ action: 'clear', objects, as: 'group' }), 'AXIS_INVALID_PAYLOAD'],
	];
	for (const [asked, code] of cases) {
		await expect((async () => previewModelAct(context, REQUEST, asked()))()).rejects.toMatchObject({ code });
		await expect((async () => applyModelAct(context, REQUEST, asked()))()).rejects.toMatchObject({ code });
	}
	expect(await fingerprint()).toEqual(before);
	expect(TagsBody.safeParse({ axis_code: 'class', action: 'tag', value_code: '(none)', objects, reason: 'x' }).success).toBe(
		false,
	);
});
