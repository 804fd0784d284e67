/** Messages of the HTTP API, as the command line says them. */
import { expect, it } from 'vitest';
import { asCommands } from '../../../cli/as-commands';
import { FoundationRefusedError, NoBaseModelError } from '../../../src/errors';

it.each([
	['Roll every tier back first: POST /axis/rollback.', 'Roll every tier back first: "directus axis rollback".'],
	['GET /axis/plan/seal is none.', 'GET /axis/plan/seal is none.'],
	['POST /axis/model/changes/:id/undo takes it back.', 'POST /axis/model/changes/:id/undo takes it back.'],
	['GET /axis/runs/7829a71b tells.', 'GET /axis/runs/7829a71b tells.'],
	['{"force": true} deletes rows.', '--force deletes rows.'],
])('%s', (message, told) => {
	expect(asCommands(message)).toBe(told);
});

it('says nothing twice where a message names command and request', () => {
	const { message } = new NoBaseModelError({ missing: [] });
	expect(asCommands(message)).toMatch(/"directus axis foundation --dry-run" and "directus axis foundation"\.$/);
});

it('leaves no request in a refusal that a command can follow', () => {
	for (const reason of ['installed', 'own', 'absent', 'given_later', 'rolled_out', 'rows', 'code_taken'] as const)
		expect(asCommands(new FoundationRefusedError({ asked: 'It', reason, violations: [] }).message)).not.toMatch(/GET|POST|\{/);
});
