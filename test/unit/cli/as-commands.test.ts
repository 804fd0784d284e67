/** Messages of the HTTP API, as the command line says them. */
import { expect, it } from 'vitest';
import { asCommands, refusalAsCommands } from '../../../cli/as-commands';
import { CellsRefusedError, FoundationRefusedError, NoBaseModelError, UnknownAuthorityError } from '../../../src/errors';

it.each([
	['Roll every tier back first: POST /axis/rollback.', 'Roll every tier back first: "directus axis rollback".'],
	['GET /axis/plan/seal is none.', 'GET /axis/plan/seal is none.'],
	['POST /axis/model/changes/:id/undo takes it back.', '"directus axis model undo" takes it back.'],
	['POST /axis/waivers/:id/revoke ends it.', 'POST /axis/waivers/:id/revoke ends it.'],
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
	for (const reason of [
		'installed',
		'own',
		'absent',
		'given_later',
		'rolled_out',
		'rows',
		'code_taken',
		'still_owns',
		'in_use',
		'taken_back',
		'changed_since',
	] as const)
		expect(asCommands(new FoundationRefusedError({ asked: 'It', reason, violations: [] }).message)).not.toMatch(/GET|POST|\{/);
});

it('leaves what people named and wrote as it is, quoted or not', () => {
	const theirs = 'POST /axis/rollback {"force": true}';
	expect(refusalAsCommands(new UnknownAuthorityError({ owner_gov_code: theirs }))).toBe(
		`There is no authority "${theirs}". Nothing was changed. "directus axis authority list" lists the active ones.`,
	);
	const violations = [{ violation: 'there is no such group', object_ref: theirs }];
	const asked = `Assigning "GET /axis/runs"`;
	expect(refusalAsCommands(new CellsRefusedError({ asked, violations, total: 1 }))).toContain(
		`Assigning "GET /axis/runs" was refused: there is no such group, object_ref ${theirs}.`,
	);
});
