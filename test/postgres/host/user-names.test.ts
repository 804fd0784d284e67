/** People by their names, as far as a connection may read them. */
import { expect, it } from 'vitest';
import { readUserNames } from '../../../src/host/user-names';
import { createDatabase } from '../support/database';
import peopleSql from '../support/people.sql';

it('names users by name, else by e-mail, and nobody where they cannot be read', async () => {
	const database = await createDatabase({ template: 'template1', ledger: false });
	expect(await readUserNames(database.db, ['cli:ada'])).toEqual(new Map());
	await database.db.raw(peopleSql);
	const made = await database
		.db('directus_users')
		.insert([
			{ first_name: 'Ada', last_name: 'Lovelace', email: 'lovelace@example.com' },
			{ first_name: ' ', email: 'named-by-mail@example.com' },
			{ first_name: null },
		])
		.returning('id');
	const [ada = '', mail = '', nameless = ''] = made.map(({ id }: { id: string }) => id);
	expect(await readUserNames(database.db, [ada, mail, nameless, 'cli:ada', 'schedule'])).toEqual(
		new Map([
			[ada, 'Ada Lovelace'],
			[mail, 'named-by-mail@example.com'],
		]),
	);
	await database.drop();
});
