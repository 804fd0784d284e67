/** `directus axis gate --self-test`: the same test without a server, in a process that loads the hooks itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SelfTest } from '../../../src/contract';
import { fingerprint } from '../../postgres/support/fingerprint';
import { createCliHost, type CliHost } from './directus';

const PATIENCE_MS = 300_000;

describe('directus axis gate --self-test', { timeout: PATIENCE_MS }, () => {
	let host: CliHost;

	beforeAll(async () => {
		host = await createCliHost('axis_cli_self_test');
		await host.db('os_proposal_approvals').insert({ organization: 'Council' });
	});
	afterAll(() => host.drop());

	it('before tier 1 it exits with 10 and AXIS_ORDER', async () => {
		const answer = await host.resident.run('gate', '--self-test');
		expect(answer).toMatchObject({ code: 10, stdout: '' });
		expect(answer.stderr).toContain('AXIS_ORDER: No self-test was made');
		const applied = await host.resident.run('apply', '--tier', '1', '--ratified-apr', 'APR-BOOT-AUTHMODEL-1', '--yes');
		expect(applied.code, applied.stderr).toBe(0);
	});

	it('holds with exit code 0, one line a path, and changes nothing; the hooks are asked in this process too', async () => {
		const before = await fingerprint(host.db);
		const people = await host.resident.run('gate', '--self-test');
		expect(people.code, people.stderr).toBe(0);
		expect(people.stdout).toMatch(/^PATH +REQUEST GUARD +SERVICE GUARD +HOOK +TRIGGER +DATABASE +SHUT +AS IS\n/);
		expect(people.stdout).toMatch(/\nitems\.create-one +– +– +AXIS_GATE_CLOSED +AX001 +– +refused +passes\n/);
		expect(people.stdout).toMatch(/\nutils\.sort +– +AXIS_GATE_CLOSED +– +AX001 +– +refused +passes\n/);
		expect(people.stdout).toContain('The gate is open as it is, and every path says so.');
		expect(people.stdout.trimEnd()).toMatch(/\nHOLDS: no path passes a shut gate\. Rolled back, \d+ ms\.$/);

		const programs = await host.resident.run('gate', '--self-test', '--json');
		const data: SelfTest = JSON.parse(programs.stdout);
		expect(data).toMatchObject({ status: 'HOLDS', committed: false, as_is: { gate: 'READY', consistent: true } });
		expect(people.stdout.split('\n\n')[0]?.split('\n')).toHaveLength(data.paths.length + 1);
		expect(await fingerprint(host.db)).toBe(before);
	});

	it('exits with 10 where there is a hole, and says what passes', async () => {
		await host.db.raw('alter table axis_registry disable trigger axis_guard_write');
		const answer = await host.resident.run('gate', '--self-test');
		expect(answer.code).toBe(10);
		expect(answer.stdout).toContain('HOLES: these paths pass a shut gate.');
		expect(answer.stdout).toContain('\n  sql.insert: inserts into each of the 11 tables; axis_registry\n');
		expect(answer.stdout).toContain('\n  flow.create: a Flow creates an item');
	});
});
