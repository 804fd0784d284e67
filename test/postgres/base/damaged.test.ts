/** A foundation that somebody changed by SQL: what is gone is named, nothing is counted or half taken away, and what is left goes when they say so. */
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { explainRefusedValue } from '../../../src/base/refused-value';
import { readCoverage } from '../../../src/coverage/counts';
import { explainMissing } from '../../../src/foundation/explain-missing';
import { makeAuthority } from '../../../src/foundation/make-authority';
import { installFoundation, readFoundation } from '../../../src/foundation/foundation';
import { foreseeRemoval, removeFoundation } from '../../../src/foundation/remove-foundation';
import { contextFor } from '../support/database';
import { createProject, type Project } from '../support/project';
import { REQUEST } from '../support/states';

let database: Project;
/** What a project holds before and without a foundation. */
let fresh: string;
beforeAll(async () => {
	const unfounded = await createProject('unfounded');
	fresh = await unfounded.fingerprint();
	await unfounded.drop();
});
beforeEach(async () => {
	database = await createProject('founded');
});
afterEach(() => database.drop());

const context = () => contextFor(database);
const OWNERS = ['v_object_effective_owner', 'v_object_owner_conflict', 'v_object_owner_gap'];

it.each<[string, string, string[]]>([
	['a table is gone with what refers to it', 'drop table governance_registry cascade', ['governance_registry']],
	[
		'a function is gone with views',
		'drop function axis_internal.foundation_containment() cascade',
		['axis_internal.foundation_containment()', ...OWNERS, 'v_object_containment'].sort(),
	],
	[
		'a column has another name',
		'alter table governance_object_ownership rename object_ref to ref',
		['governance_object_ownership.object_ref'],
	],
	['a table has another name', 'alter table governance_object_rule rename to rules_of_ours', ['governance_object_rule']],
])('where %s that is told, the removal is refused, and taken with force', async (_what, change, missing) => {
	await database.db.raw(change);
	const changed = await database.fingerprint();
	expect(await readFoundation(context(), { preview: true })).toMatchObject({ status: 'installed', missing, figures: null });
	expect(await foreseeRemoval(context())).toMatchObject({ missing, in_the_way: [], needs_force: true });
	const refusal = {
		code: 'AXIS_FOUNDATION',
		message: expect.stringContaining(`changed by SQL: ${missing.join(', ')}. Nothing was changed.`),
		extensions: { reason: 'damaged', violations: missing.map((object) => ({ object })) },
	};
	for (const act of [
		() => removeFoundation(context(), REQUEST, { force: false }),
		() => installFoundation(context(), REQUEST),
		() => makeAuthority(context(), REQUEST, { owner_gov_code: 'CREW', owner_name: 'Crew' }),
	])
		await expect(act()).rejects.toMatchObject(refusal);
	expect(await database.fingerprint()).toBe(changed);

	expect(await removeFoundation(context(), REQUEST, { force: true })).toMatchObject({ foundation: { status: 'none' } });
	await database.db.raw('drop table if exists rules_of_ours');
	expect(await database.fingerprint()).toBe(fresh);
});

it('what reads a part that is gone is told which, and every other error stays', async () => {
	const told = async () =>
		explainMissing(() => database.on({}), await readCoverage(database.db).catch((error: unknown) => error));
	await database.db.raw('alter table governance_object_rule rename to rules_of_ours');
	expect(await told()).toMatchObject({
		code: 'AXIS_PREREQUISITE_MISSING',
		message: expect.stringContaining(
			'the foundation is there, but parts of it are gone, or were changed by SQL: governance_object_rule.',
		),
		extensions: { missing: ['governance_object_rule'] },
	});
	await database.db.raw('alter table rules_of_ours rename to governance_object_rule');
	const other = await database.db('nowhere').catch((error: unknown) => error);
	expect(await explainMissing(() => database.on({}), other)).toBe(other);
});

it('every check of its tables is told in words', async () => {
	const { rows } = await database.db.raw(
		`select conname as constraint, conrelid::regclass::text as table, '23514' as code from pg_constraint
		where contype = 'c' and conrelid::regclass::text like 'governance\\_%' order by conname`,
	);
	for (const error of rows) expect(explainRefusedValue(error)).toMatchObject({ code: 'AXIS_INVALID_PAYLOAD' });
	expect(rows).toHaveLength(16);
	const other = { constraint: 'governance_registry_status_check', table: 'governance_registry', code: '23514' };
	expect(explainRefusedValue(other), 'of a base model of a project’s own').toBe(other);
});

it('something else under a name of it is never taken away: it has to be renamed first', async () => {
	await database.db.raw(`alter table governance_object_rule rename to rules_of_ours;
		create view governance_object_rule as select * from rules_of_ours`);
	const in_the_way = ['view governance_object_rule'];
	expect(await readFoundation(context(), { preview: false })).toMatchObject({ missing: ['governance_object_rule'], in_the_way });
	expect(await foreseeRemoval(context())).toMatchObject({ in_the_way });
	const changed = await database.fingerprint();
	await expect(removeFoundation(context(), REQUEST, { force: true })).rejects.toMatchObject({
		extensions: { reason: 'replaced', violations: [{ object: 'view governance_object_rule' }] },
	});
	expect(await database.fingerprint()).toBe(changed);
	await database.db.raw('alter view governance_object_rule rename to a_view_of_ours');
	await removeFoundation(context(), REQUEST, { force: true });
	expect(await database.db('a_view_of_ours')).toEqual([]);
});

it('a table of somebody else that has a name of it is left alone, and a trigger that is gone is missed', async () => {
	await database.db.raw('alter table governance_object_rule disable trigger governance_object_rule_of_something');
	expect(await readFoundation(context(), { preview: false })).toMatchObject({
		missing: ['the trigger governance_object_rule_of_something'],
		in_the_way: [],
	});
	await database.db.raw(`drop table governance_ratification; create table governance_ratification (id uuid primary key);
		alter table governance_object_rule enable trigger governance_object_rule_of_something`);
	expect(await foreseeRemoval(context())).toMatchObject({
		missing: ['governance_ratification'],
		in_the_way: ['table governance_ratification'],
	});
	await expect(removeFoundation(context(), REQUEST, { force: true })).rejects.toMatchObject({
		extensions: { reason: 'replaced', violations: [{ object: 'table governance_ratification' }] },
	});
	expect(await database.db('governance_ratification')).toEqual([]);
});

it('every column that is read by its name is missed; the others are people’s to change', async () => {
	const columns = await database.db
		.withSchema('information_schema')
		.from('columns')
		.where({ table_schema: 'public' })
		.where('table_name', 'like', 'governance\\_%')
		.orderBy(['table_name', 'ordinal_position'])
		.select('table_name as table', 'column_name as column');
	for (const { table, column } of columns)
		await database.db.raw('alter table ?? rename ?? to ??', [table, column, `${column}_of_ours`]);
	const { missing } = await readFoundation(context(), { preview: false });
	const kept = columns.map(({ table, column }) => `${table}.${column}`).filter((name) => !missing.includes(name));
	const stamps = ['id', 'reason', 'created_at', 'created_by'].map((column) => `governance_object_rule.${column}`);
	const signature = ['id', 'email', 'esignature_agreement', 'statement', 'date_created'];
	expect(kept).toEqual([
		'governance_object_ownership.created_at',
		...stamps,
		...signature.map((column) => `governance_ratification.${column}`),
		...['authority_kind', 'email', 'created_at'].map((column) => `governance_registry.${column}`),
	]);
});
