/** What is told before the host deletes a folder or a collection that owners stand on, inside the transaction that deletes it. */
import type { Knex } from 'knex';
import { afterEach, expect, it } from 'vitest';
import { registerDeleteWarning } from '../../../hooks/setup/warn-before-delete';
import { found, createProject, type Project } from '../support/project';

let project: Project;
afterEach(() => project.drop());

/** Deletes as Directus does, which asks its filters when the children are at the top already. */
async function deleted(...names: string[]): Promise<string[]> {
	const lines: string[] = [];
	const filters: ((payload: unknown, meta: object, context: { database: Knex }) => unknown)[] = [];
	Reflect.apply(registerDeleteWarning, null, [
		{ filter: (_event: string, handler: (typeof filters)[number]) => filters.push(handler) },
		{ logger: { warn: (line: string) => lines.push(line) } },
	]);
	await project.db.transaction(async (trx) => {
		await trx('directus_collections').whereIn('group', names).update({ group: null });
		for (const filter of filters) expect(await filter(names, {}, { database: trx })).toBe(names);
		await trx('directus_collections').whereIn('collection', names).delete();
	});
	expect(filters).toHaveLength(1);
	expect(await project.db('directus_collections').whereIn('collection', names)).toEqual([]);
	return lines;
}

const END = 'The rows stay until the repair "stranded" ends them.';

it('says how many anchors stand on it, whose cells fall, and who owns what they fall to', async () => {
	project = await createProject('founded');
	await project.owns('website', 'WEB');
	expect(await deleted('website')).toEqual([
		`"website" is about to be deleted. Anchors that stand on it: 6, of WEB. Their cells below it fall to the top of the project, which nobody owns. ${END}`,
	]);
	await project.owns('(project)', 'ALL');
	await project.owns('sales', 'ALL', 'audit');
	await project.owns('sales', 'WEB', 'policy');
	await project.db('governance_object_ownership').insert([
		{ object_type: 'collection', object_ref: 'pages', scope: 'audit', owner_gov_code: 'WEB' },
		{ object_type: 'collection', object_ref: 'pages', scope: 'policy', owner_gov_code: 'WEB', effective_to: '2020-01-01' },
	]);
	expect(await deleted('blog', 'pages', 'sales')).toEqual([
		`"pages" is about to be deleted. Owner rows of the collection itself: 1. ${END}`,
		`"sales" is about to be deleted. Anchors that stand on it: 2, of ALL, WEB. Their cells below it fall to the top of the project, owned by ALL. ${END}`,
	]);
});

it('says nothing of a folder that is called as the root, whose anchors are not its', async () => {
	project = await createProject('founded');
	await project.owns('(project)', 'ALL');
	await project.db('directus_collections').insert({ collection: '(project)' });
	expect(await deleted('(project)')).toEqual([]);
});

it('keeps nothing from being deleted where there is no base model, one of another shape, or no schema of ours', async () => {
	project = await createProject('unfounded');
	expect(await deleted('website')).toEqual([]);
	await project.db.raw('create table governance_object_ownership (id integer)');
	expect(await deleted('sales')).toEqual([]);
	await project.db.raw('drop table governance_object_ownership');
	await found(project);
	await project.owns('blog', 'WEB');
	await project.db.raw('drop schema axis_internal cascade');
	expect(await deleted('blog')).toEqual([]);
});
