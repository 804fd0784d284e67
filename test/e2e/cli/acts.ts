/** Acts of people on the command line, on tiers that are applied: owners, an axis of one's own, and tags; each shown first, made, and taken back. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fingerprint } from '../../postgres/support/fingerprint';
import type { CliHost } from './directus';

/** What Directus writes for itself, and the ledger, which keeps what was taken back. */
const LEDGER_ASIDE = (name: string) => name.startsWith('directus_') || name.startsWith('axis_rollout_run');

const RATIFIED = ['--ratified-apr', 'APR-BOOT-AUTHMODEL-1'];

/** To be called in a `describe` whose host has all tiers applied and an open gate; it leaves the host as it was. */
export function describeActs(host: () => CliHost): void {
	it('says what handing over, ending and giving would do, and asks before it does', async () => {
		const transfer = ['owner', 'transfer', 'GOV-DOT', 'GOV-MOT', '--axis', 'containment', '--reason', 'dissolved'];
		const dry = await host().resident.run(...transfer, '--dry-run');
		expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('Rows ended: 3, made: 3. Cells passed: 3')]);
		expect(dry.stdout).toContain('Nothing was changed.');
		const place = [
			'--axis',
			'containment',
			'--object',
			'collection/agents',
			'--value',
			'GRP-AI',
			'--reason',
			'left',
			'--dry-run',
		];
		expect(await host().resident.run('owner', 'end', ...place)).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('without an owner now: 1'),
		});
		expect(await host().resident.run('owner', 'give', 'GOV-MOT', ...place, '--replace')).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('replaced: 1'),
		});
		const owners = join(host().workDir, 'owners.csv');
		await writeFile(
			owners,
			'object_type;object_ref;axis_code;value_code;owner_gov_code\r\ncollection;agents;containment;GRP-AI;GOV-MOT\r\n',
		);
		expect(await host().resident.run('owner', 'import', owners, '--reason', 'reviewed', '--dry-run')).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('0 made, 1 changed, 0 deleted, 0 kept'),
		});
		await writeFile(
			owners,
			'object_type,object_ref,axis_code,value_code,owner_gov_code\ncollection,agents,containment,GRP-AI,NOBODY\n',
		);
		expect(await host().resident.run('owner', 'import', owners, '--reason', 'reviewed', '--yes')).toMatchObject({
			code: 10,
			stderr: expect.stringContaining('row 2: the owner is no authority of governance_registry (NOBODY)'),
		});
		expect((await host().resident.run(...transfer)).stderr).toContain('--yes');
		expect(await host().db('axis_internal.assignment_batch').count()).toEqual([{ count: '0' }]);

		const made = await host().resident.run(...transfer, '--yes');
		const id = /To take it back: directus axis owner undo ([0-9a-f-]{36})$/m.exec(made.stdout)?.[1] ?? '';
		const undone = await host().resident.run('owner', 'undo', id, '--yes');
		expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('rows deleted 3, put back 3') });
		const history = await host().resident.run('changes', '--kind', 'owners', '--axis', 'containment');
		expect(history.stdout).toContain('"GOV-DOT" handed 3 rows over to "GOV-MOT" on the axis "containment".');
		expect(history.stdout).toContain('2 of 2 changes.');
		const csv = await host().resident.run('changes', '--batch', id, '--csv');
		expect(csv.stdout.split('\r\n').map((line) => line.slice(0, 6))).toEqual(['id,at,', id.slice(0, 6), id.slice(0, 6), '']);
	});

	it('adds an axis from a template, tags an object with it, and takes both back, each shown first', async () => {
		const before = await fingerprint(host().db, LEDGER_ASIDE);
		const run = (...args: string[]) => host().resident.run(...args);
		const templates = await run('model', 'templates');
		expect(templates.stdout).toMatch(/data-classification/);
		const add = ['model', 'add-axis', 'class', '--template', 'data-classification', '--reason', 'The law asks for it'];
		const shown = await run(...add, '--activate', '--dry-run');
		expect([shown.code, shown.stdout, shown.stderr]).toEqual([0, expect.stringContaining('Nothing was changed.'), '']);
		expect((await run(...add)).stderr).toContain('--yes');
		// Its objects are gaps until they are tagged, and then until the tag has an owner.
		expect(await run(...add, '--activate', '--yes')).toMatchObject({
			code: 10,
			stderr: expect.stringContaining('35 gaps come'),
		});
		expect(await fingerprint(host().db, LEDGER_ASIDE)).toBe(before);

		const added = await run(...add, '--activate', ...RATIFIED, '--yes');
		expect([added.code, added.stderr]).toEqual([0, '']);
		expect(await host().db('axis_value').where({ axis_code: 'class' }).pluck('value_code')).toHaveLength(4);
		const valued = await run('model', 'add-values', 'class', 'secret=Top secret', '--reason', 'A class was missing', '--yes');
		const tag = ['tag', 'tag', 'class', 'collection:agents', '--value', 'confidential', '--reason', 'Personal data'];
		const dry = await run(...tag, '--dry-run');
		expect([dry.code, dry.stdout, dry.stderr]).toEqual([0, expect.stringContaining('Nothing was changed.'), '']);
		const tagged = await run(...tag, ...RATIFIED, '--yes');
		expect([valued.stderr, tagged.stderr]).toEqual(['', '']);
		const tags = () =>
			host().db('axis_assignment').where({ axis_code: 'class', status: 'active' }).select('object_ref', 'value_code');
		expect(await tags()).toEqual([{ object_ref: 'agents', value_code: 'confidential' }]);
		expect(await run('tag', 'tag', 'class', 'collection:agents', '--value', 'none', '--reason', 'x', '--yes')).toMatchObject({
			code: 10,
			stderr: expect.stringContaining('Nothing was changed.'),
		});

		for (const made of [tagged, valued, added]) {
			const id = /directus axis model undo ([0-9a-f-]{36})/.exec(made.stdout)?.[1] ?? '';
			const undone = await run('model', 'undo', id, '--reason', 'A try', ...RATIFIED, '--yes');
			expect([undone.code, undone.stderr]).toEqual([0, '']);
		}
		expect(await fingerprint(host().db, LEDGER_ASIDE)).toBe(before);
	});
}
