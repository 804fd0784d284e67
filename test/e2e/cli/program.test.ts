/** What the commands say of themselves, write and refuse where the profile is of another database: nothing there is changed. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Preflight } from '../../../src/contract';
import { createCliHost, jsonOf as json, PATIENCE_MS, type CliHost } from './directus';

const CODE = 'APR-BOOT-AUTHMODEL-1';

describe('directus axis', { timeout: PATIENCE_MS }, () => {
	let host: CliHost;

	beforeAll(async () => {
		host = await createCliHost('axis_cli_other', { database: 'directus' });
	});
	afterAll(() => host.drop());

	it('says what it can do', async () => {
		const [answer, apply, templates] = await Promise.all([
			host.run('--help'),
			host.resident.run('apply', '--help'),
			host.resident.run('model', 'templates'),
		]);
		expect(answer.code).toBe(0);
		for (const command of [
			'gate',
			'preflight',
			'plan',
			'rehearse',
			'apply',
			'verify',
			'profile',
			'rollback',
			'scan',
			'check',
			'me',
			'model',
			'tag',
			'owner',
			'goal',
			'changes',
			'authority',
			'source',
			'repair',
			'baseline',
			'runs',
			'packet',
		])
			expect(answer.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
		expect(apply.stdout).toContain('$ directus axis apply --ratified-apr APR-2026-17');
		expect(templates).toMatchObject({ code: 0, stdout: expect.stringContaining('data-classification') });
		expect(apply.stdout).toContain('Exit codes: 0 ready or passed, 10 blocked or refused, 1 error, 130 interrupted.');
	});

	it('exits with 1 for what it does not understand, with one line on stderr', async () => {
		const wrong = [
			[['gate', '--colour'], "error: unknown option '--colour'"],
			[['me'], "error: option '--user' is needed"],
			[['apply'], 'error: Applying the rollout needs a confirmation'],
			[
				['apply', '--ratified-apr', CODE, '--tier', '1', '--through', '?'],
				"error: option '--through' takes the number or id of a tier, e.g. 4 or containment",
			],
		] as const;
		const answers = await Promise.all(wrong.map(([args]) => host.resident.run(...args)));
		expect(answers).toEqual(wrong.map(([, message]) => ({ code: 1, stdout: '', stderr: expect.stringContaining(message) })));
	});

	it('refuses a tier that there is not before it asks anybody to confirm', async () => {
		const unknown = await Promise.all([
			host.resident.run('rollback', '--to', 'two'),
			host.resident.run('apply', '--tier', 'two'),
		]);
		const told = {
			code: 10,
			stdout: '',
			stderr: expect.stringMatching(/^AXIS_UNKNOWN_TIER: There is no tier "two" to act on\./),
		};
		expect(unknown).toEqual([told, told]);
	});

	it('writes the packet, replaces an earlier one, and leaves other folders alone', async () => {
		const folder = await mkdtemp(join(host.workDir, 'packet-'));
		const first = await host.resident.run('packet', '--out', folder, '--json');
		expect(first.code).toBe(0);
		expect(json<{ directory: string; files: string[] }>(first).files).toContain('99_run_all.sql');
		const sums = await readFile(join(folder, 'SHA256SUMS'), 'utf8');
		for (const line of sums.trimEnd().split('\n')) {
			const [sum, name = ''] = line.split('  ');
			expect(
				createHash('sha256')
					.update(await readFile(join(folder, name)))
					.digest('hex'),
				name,
			).toBe(sum);
		}
		expect((await host.resident.run('packet', '--out', folder, '--ratified-apr', CODE)).code).toBe(0);
		expect(await readFile(join(folder, '30_ownership_seed.sql'), 'utf8')).toContain(`\\set ratified_apr '${CODE}'`);

		await writeFile(join(folder, 'mine.txt'), 'mine');
		const refused = await host.resident.run('packet', '--out', folder);
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('holds mine.txt. Nothing was written.') });
		expect(await readdir(folder)).toContain('mine.txt');
	});

	it('is refused for a profile of another database', async () => {
		const [verify, preflight] = await Promise.all([host.resident.run('verify'), host.resident.run('preflight', '--json')]);
		expect(verify).toMatchObject({ code: 10, stdout: '', stderr: expect.stringMatching(/^AXIS_WRONG_DATABASE: /) });
		expect(json<Preflight>(preflight).blockers.map(({ code }) => code)).toContain('is_production');
	});
});
