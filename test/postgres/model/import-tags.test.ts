/** Tags by CSV: the export comes back as no change, what is edited is made, moved or set apart, bad rows are told, and an undo gives back the very rows. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { csvHeader, csvRecords } from '../../../src/contract';
import { AxisBody, LaneAssignment, TagsBody } from '../../../src/contract/schemas';
import { readReport } from '../../../src/coverage/reports';
import { applyModelAct, axisAct, previewBoundAct } from '../../../src/model/acts';
import { undoChange } from '../../../src/model/undo-change';
import type { RolloutContext } from '../../../src/run/context';
import { tagsAct } from '../../../src/tags/act-on-tags';
import { importTagsAct } from '../../../src/tags/import-tags';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
let objects: string[];
beforeEach(async () => {
	database = await createDatabaseAt('tier 2');
	context = contextFor(database);
	objects = await database
		.db('v_governance_object_inventory')
		.where({ object_type: 'collection', requires_owner: true })
		.orderBy('object_ref')
		.pluck('object_ref');
});
afterEach(() => database.drop());

async function addTagged(semantics: object): Promise<void> {
	const body = { axis_code: 'class', semantics, activate: true, reason: 'The law asks for it' };
	await applyModelAct(
		context,
		REQUEST,
		axisAct(AxisBody.parse({ ...body, values: ['a', 'b', 'c'].map((value_code) => ({ value_code })) })),
	);
	const named = objects.map((object_ref) => ({ object_type: 'collection', object_ref }));
	await applyModelAct(
		context,
		REQUEST,
		tagsAct(TagsBody.parse({ axis_code: 'class', action: 'tag', value_code: 'a', objects: named, reason: 'All' })),
	);
}

async function exported(): Promise<z.infer<typeof LaneAssignment>[]> {
	const { rows } = await readReport(database.db, 'lanes', { limit: 1000, offset: 0 }, { axis: 'class' });
	return z
		.array(LaneAssignment)
		.parse(rows)
		.toSorted((one, other) => (one.object_ref < other.object_ref ? -1 : 1));
}
const fileOf = (rows: readonly object[]) => {
	const columns = Object.keys(LaneAssignment.shape);
	return importTagsAct(new TextEncoder().encode(csvHeader(columns) + csvRecords(columns, rows)), 'The yearly review');
};
const preview = async (rows: readonly object[]) => previewBoundAct(context, REQUEST, await fileOf(rows));
const apply = async (rows: readonly object[], expect?: string) => applyModelAct(context, REQUEST, await fileOf(rows), expect);
const tags = async (): Promise<unknown> =>
	(await database.db.raw('select to_jsonb(r) as row from axis_assignment r order by row')).rows;
const standing = async () => (await exported()).map(({ object_ref, value_code, zone }) => `${object_ref} ${value_code} ${zone}`);

it('comes back as no change; a value that is edited moves, a zone sets apart, a new row is made, and what is left out stays', async () => {
	await addTagged({});
	const rows = await exported();
	expect(rows.length).toBeGreaterThan(20);
	expect(await preview(rows)).toMatchObject({
		totals: { asked: rows.length, created: 0, changed: 0, kept: rows.length },
		gaps_added: 0,
	});

	const [first, second, third, ...rest] = rows;
	const before = await tags();
	const edited = [
		{ ...first, value_code: 'b' },
		{ ...second, zone: 'quarantine' },
		{ ...third, assignment_id: '', value_code: 'c' },
		...rest.slice(1),
	];
	const foreseen = await preview(edited);
	expect(await tags()).toEqual(before);
	const { run, ...answer } = await apply(edited, foreseen.expect);
	expect({ ...answer, committed: false, gate: foreseen.gate, expect: foreseen.expect }).toEqual(foreseen);
	expect(answer.totals).toMatchObject({ created: 3, changed: 2, kept: rest.length - 1 });
	const held = (row: (typeof rows)[number] | undefined, value: string, zone = 'approved') =>
		`${row?.object_ref} ${value} ${zone}`;
	expect((await standing()).toSorted()).toEqual(
		[
			held(first, 'b'),
			held(second, 'a', 'quarantine'),
			held(third, 'a'),
			held(third, 'c'),
			...rest.map((row) => held(row, 'a')),
		].toSorted(),
	);
	await undoChange(context, REQUEST, run.id, 'Back');
	expect(await tags()).toEqual(before);

	expect((await preview(edited)).expect).toBe(foreseen.expect);
	await database.db('axis_assignment').where({ id: first?.assignment_id }).update({ confidence: 0.5 });
	const changed = await tags();
	await expect(apply(edited, foreseen.expect)).rejects.toMatchObject({ code: 'AXIS_CHANGED_MEANWHILE' });
	// The same tag as a file of before asks for, in another zone.
	const made = [{ ...third, assignment_id: '', value_code: 'c', zone: 'quarantine' }];
	const { expect: hash } = await preview(made);
	await expect(apply([{ ...made[0], zone: 'approved' }], hash)).rejects.toMatchObject({ code: 'AXIS_CHANGED_MEANWHILE' });
	expect(await tags()).toEqual(changed);
});

it('moves where the axis allows one value, and keeps what the file says twice', async () => {
	await addTagged({ cardinality: 'one' });
	const rows = await exported();
	const before = await tags();
	const [first, ...rest] = rows.map((row) => ({ ...row, assignment_id: '' }));
	const { run, totals } = await apply([{ ...first, value_code: 'b' }, { ...first, value_code: 'b' }, ...rest]);
	expect(totals).toMatchObject({ created: 1, changed: 1, kept: rest.length + 1 });
	expect((await standing()).filter((tag) => tag.startsWith(`${first?.object_ref} `))).toEqual([
		`${first?.object_ref} b approved`,
	]);
	await undoChange(context, REQUEST, run.id, 'Back');
	expect(await tags()).toEqual(before);
});

it('takes a row without a zone and one with the zone that it gets for the same', async () => {
	await addTagged({});
	const [one] = await exported();
	const made = { ...one, assignment_id: '', value_code: 'b' };
	const set = { ...one, assignment_id: '' };
	expect((await preview([{ ...made, zone: '' }, { ...made, zone: 'approved' }, set, { ...set, zone: '' }])).rows).toMatchObject([
		{ what: 'created' },
		{ why: 'row 2 says the same' },
		{ why: 'it has this tag' },
		{ why: 'row 4 says the same' },
	]);
});

it.each(['one', 'many'])('tells each of thousands of rows of one object where it may have %s', async (cardinality) => {
	await addTagged({ cardinality });
	const [one] = await exported();
	const many = Array.from({ length: 9_000 }, (_, index) => ({ ...one, value_code: ['b', 'c', 'b'][index % 3] }));
	const zones = many.map((row, index) => ({ ...row, value_code: 'b', zone: index === 8_999 ? 'quarantine' : 'approved' }));
	// Of many values, those that repeat a row say what it says.
	const wrong = cardinality === 'one' ? { total: 9_000, row_numbers: '2-9001' } : { total: 2, row_numbers: '2-3' };
	await expect(apply(many)).rejects.toMatchObject({ code: 'AXIS_IMPORT_REFUSED', extensions: wrong });
	const refused = await apply(zones).catch((error: { extensions?: object }) => error.extensions);
	expect(refused).toMatchObject({ total: 9_000, row_numbers: '2-9001' });
	expect(Object(refused).rows).toContainEqual(
		expect.objectContaining({ row: 2, column: 'zone', problem: 'row 9001 names another zone of the same tag' }),
	);
});

it('refuses a file of more tags than may change at once by their number, and one of as many as may row by row', async () => {
	await addTagged({});
	const [one] = await exported();
	const made = (length: number) =>
		Array.from({ length }, (_, index) => ({ ...one, assignment_id: '', object_ref: `none ${index}` }));
	await expect(apply(made(10_001))).rejects.toMatchObject({
		code: 'AXIS_INVALID_PAYLOAD',
		extensions: { reason: 'the CSV changes 10001 tags, and may change 10000 at once: send it in parts' },
	});
	await expect(apply(made(10_000))).rejects.toMatchObject({ code: 'AXIS_IMPORT_REFUSED', extensions: { total: 10_000 } });
});

it.each(['one', 'many'])('names every row that is wrong where an object may have %s, and writes nothing', async (cardinality) => {
	await addTagged({ cardinality });
	const [one, two, three, four, five, six] = await exported();
	const before = await tags();
	const refused = await apply([
		{ ...one, value_code: 'b' },
		{ ...one, value_code: 'c' },
		{ ...two, value_code: 'none' },
		{ ...three, assignment_id: '', object_ref: 'nobody', value_code: 'b' },
		{ ...four, zone: 'quarantine' },
		{ ...four, zone: 'approved' },
		{ ...five, zone: 'candidate' },
		{ ...six, zone: 'elsewhere' },
		{ ...six, object_type: 'group', object_ref: 'GRP-AI', assignment_id: two?.assignment_id, value_code: 'b' },
	]).then(
		() => ({}),
		(error: { code?: string; extensions?: object }) => ({ code: error.code, ...error.extensions }),
	);
	expect(refused).toMatchObject({ code: 'AXIS_IMPORT_REFUSED', total: 9, row_numbers: '2-10' });
	const problems = Object(refused).rows.map(({ row, problem }: { row: number; problem: string }) => `${row} ${problem}`);
	const moved = 'names another value of the same object, and the axis allows one';
	const pair = cardinality === 'one' ? moved : 'names the tag that this row moves';
	expect(problems).toEqual([
		`2 row 3 ${pair}`,
		`3 row 2 ${pair}`,
		'4 this is no active value of the axis',
		'5 there is no such object',
		'6 row 7 names another zone of the same tag',
		'7 row 6 names another zone of the same tag',
		'8 people approve or quarantine a tag, and make no candidate',
		'9 the zone of a tag is approved, candidate or quarantine',
		'10 the object has no such tag any more: export it again, or leave the cell empty',
		'10 nothing below the group would have its tags: tag_inheritance of the axis is none',
	]);
	expect(await tags()).toEqual(before);
});
