/** `directus schema apply`: a process of its own, without requests, in which the guard before Directus' services stands all the same. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint } from '../../postgres/support/fingerprint';
import { createCliHost, type CliHost } from '../cli/directus';
import { seedMetadata } from './metadata';

const PATIENCE_MS = 300_000;

interface Snapshot {
	collections: { collection: string; meta: { note: string | null } }[];
	relations: { collection: string; field: string }[];
}

describe('directus schema apply', { timeout: PATIENCE_MS }, () => {
	let host: CliHost;

	beforeAll(async () => {
		host = await createCliHost('axis_cli_schema');
		await host.db('os_proposal_approvals').insert({ organization: 'Council' });
		const applied = await host.run('apply', '--tier', '1', '--ratified-apr', 'APR-BOOT-AUTHMODEL-1', '--yes');
		expect(applied.code, applied.stderr).toBe(0);
		await seedMetadata(host.db);
		await host.db('os_proposal_approvals').delete();
	});
	afterAll(() => host.drop());

	const CHANGES: Readonly<Record<string, (snapshot: Snapshot) => Snapshot>> = {
		'changes the settings of an axis collection': (snapshot) => ({
			...snapshot,
			collections: snapshot.collections.map((entry) =>
				entry.collection === 'axis_value' ? { ...entry, meta: { ...entry.meta, note: 'changed' } } : entry,
			),
		}),
		'drops a foreign key of an axis table': (snapshot) => ({
			...snapshot,
			relations: snapshot.relations.filter(
				({ collection, field }) => `${collection}.${field}` !== 'axis_assignment.superseded_by',
			),
		}),
	};

	it.each(Object.entries(CHANGES))(
		'that %s is refused while the gate is shut, and works while it is open',
		async (name, change) => {
			const file = `${name.replaceAll(' ', '-')}.json`;
			// Taken anew each time: what another test changed would be a difference as well, and be refused for its own sake.
			const taken = await host.directus('schema', 'snapshot', '--format', 'json', '--yes', 'as-is.json');
			expect(taken.code, taken.stderr).toBe(0);
			const asIs: Snapshot = JSON.parse(await readFile(join(host.workDir, 'as-is.json'), 'utf8'));
			const changed = change(asIs);
			expect(changed).not.toEqual(asIs);
			await writeFile(join(host.workDir, file), JSON.stringify(changed));

			const before = await fingerprint(host.db);
			const refused = await host.directus('schema', 'apply', file, '--yes');
			expect(refused.code).toBe(1);
			expect(refused.stdout + refused.stderr).toContain('was refused: the gate is shut. Nothing was changed.');
			expect(await fingerprint(host.db)).toBe(before);

			await host.db('os_proposal_approvals').insert({ organization: 'Council' });
			const ratified = await fingerprint(host.db);
			const applied = await host.directus('schema', 'apply', file, '--yes');
			expect(applied.code, applied.stdout + applied.stderr).toBe(0);
			expect(await fingerprint(host.db)).not.toBe(ratified);
			await host.db('os_proposal_approvals').delete();
		},
	);
});
