/** A project goes on after its rollout: collections and folders come, move, get other names and go. It is told, and everything holds. */
import { afterEach, expect, it } from 'vitest';
import { applyAll } from '../../../src/rollout/apply';
import { acceptBaseline } from '../../../src/rollout/baseline';
import { verifyRollout } from '../../../src/rollout/verify';
import { createProject, UNNAMED, type Project } from '../support/project';

let project: Project;
afterEach(() => project.drop());

/** What a verification tells, which passes. */
async function told(): Promise<string[]> {
	const { status, checks, changes } = await verifyRollout(project.on({}));
	expect({ status, failing: checks.filter(({ ok }) => !ok) }).toEqual({ status: 'PASS', failing: [] });
	return changes.map(({ change, kind, name }) => `${change} ${kind} ${name}`);
}

const collections = () => project.db('directus_collections');
const create = async (collection: string, group: string | null) => {
	await project.db.raw('create table ?? (id integer primary key)', collection);
	await collections().insert({ collection, group });
};

it('verification passes through it all, and tells which objects and groups came and went', async () => {
	project = await createProject('ratified');
	await project.owns('(project)', 'ALL');
	await project.owns('website', 'WEB');
	await applyAll(project.on({}), UNNAMED, null);
	expect(await told()).toEqual([]);

	// A folder counts once something lies in it.
	await collections().insert({ collection: 'shop', group: 'sales' });
	expect(await told()).toEqual([]);
	await create('orders', 'shop');
	expect(await told()).toEqual(['came group shop', 'came object collection/orders']);

	await collections().where({ collection: 'shop' }).update({ group: 'website' });
	await collections().where({ collection: 'deals' }).update({ group: 'shop' });
	expect(await told()).toEqual(['came group shop', 'came object collection/orders', 'went group sales']);

	// Another name is a group that went and one that came: its owner stands on the old name.
	await collections().where({ collection: 'website' }).update({ collection: 'site' });
	await collections().where({ group: 'website' }).update({ group: 'site' });
	expect(await told()).toEqual([
		'came group shop',
		'came group site',
		'came object collection/orders',
		'went group sales',
		'went group website',
	]);

	await acceptBaseline(project.on({}), UNNAMED, 'the shop is open');
	expect(await told()).toEqual([]);

	await project.db.raw('drop table articles, orders');
	await collections().whereIn('collection', ['articles', 'orders', 'shop']).delete();
	await collections().where({ group: 'shop' }).update({ group: null });
	expect(await told()).toEqual(['went group shop', 'went object collection/articles', 'went object collection/orders']);
});
