/** What changes while cells are written, and what no index holds: every refusal has a code, and nothing stays half done. */
import { afterEach, expect, it } from 'vitest';
import { assignOwner, previewAssignment } from '../../../src/owners/assign-owner';
import { undoBatch } from '../../../src/owners/undo-batch';
import { revokeWaiver, waiveCells } from '../../../src/owners/waive';
import { listWaivers } from '../../../src/owners/waivers';
import type { AssignmentBody, CellRef, WaiverBody } from '../../../src/contract';
import type { RolloutContext } from '../../../src/run/context';
import { rollbackAll } from '../../../src/rollout/rollback';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { outcomeOf, until } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';

const WRITER = { actor: 'test' };
const CELL = { object_type: 'collection', object_ref: 'agents', value_code: 'audit' };
const owner = (cells: CellRef[] = [CELL]): AssignmentBody => ({
	axis_code: 'responsibility',
	owner_gov_code: 'GOV-MOT',
	reason: 'nobody answers for it',
	cells,
});
const waiver = (expires: Date, cells: CellRef[] = [CELL]): WaiverBody => ({
	axis_code: 'responsibility',
	cells,
	reason: 'is being rebuilt',
	approved_by: 'Ada',
	expires_at: expires.toISOString(),
});
const soon = () => new Date(Date.now() + 1000);

let database: TestDatabase;
let context: RolloutContext;
afterEach(() => database.drop());

async function open(): Promise<void> {
	database = await createDatabaseAt('tier 2');
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
	});
	context = contextFor(database, { loaded });
}

const untilItWaits = () =>
	until(database.db, 'select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()');
const untilPast = (time: Date) => until(database.db, `select where clock_timestamp() > '${time.toISOString()}'`);

it('an authority that is deleted meanwhile is told, and nobody is assigned', async () => {
	await open();
	const other = await database.connect().transaction();
	await other('governance_registry').where({ code: 'GOV-MOT' }).delete();
	const assigned = outcomeOf(assignOwner(context, WRITER, owner()));
	await untilItWaits();
	await other.commit();
	expect(await assigned).toMatchObject({
		error: {
			code: 'AXIS_CELLS_REFUSED',
			extensions: { violations: [{ violation: expect.stringContaining('deleted meanwhile') }] },
		},
	});
	expect(await database.db('axis_internal.assignment_batch').count()).toEqual([{ count: '0' }]);
});

it('a waiver that expires while it waits for a lock is made, and waives nothing', async () => {
	await open();
	const expires = soon();
	const other = await database.connect().transaction();
	await other.raw('lock table axis_internal.waiver in share mode');
	const waived = outcomeOf(waiveCells(context, WRITER, waiver(expires)));
	await untilItWaits();
	await untilPast(expires);
	await other.rollback();
	expect(await waived).toMatchObject({ value: { waived_cells: 1 } });
	expect(await database.db('v_axis_coverage_gap').where({ axis_code: 'responsibility' }).count()).toEqual([{ count: '210' }]);
});

it('a waiver that expires while it is revoked has expired, and is not told as in force', async () => {
	await open();
	const expires = soon();
	const { waivers } = await waiveCells(context, WRITER, waiver(expires));
	const other = await database.connect().transaction();
	await other.raw('select from axis_internal.waiver for update');
	const revoked = outcomeOf(revokeWaiver(context, WRITER, waivers[0]?.id ?? ''));
	await untilItWaits();
	await untilPast(expires);
	await other.rollback();
	expect(await revoked).toMatchObject({ value: { state: 'expired', ended_by: 'test' } });
	const { rows } = await listWaivers(database.db, { limit: 10, offset: 0 }, { axis: '', state: '' });
	expect(rows).toMatchObject([{ state: 'expired' }]);
});

it('a cell whose names are wider than an index entry is a cell that nobody requires', async () => {
	await open();
	// What PostgreSQL cannot compress: every character another one of four bytes.
	const wide = (from: number) =>
		String.fromCodePoint(...Array.from({ length: 255 }, (_, index) => 0x10000 + ((from + index * 7919) % 0xf0000)));
	const cell = { object_type: wide(1), object_ref: wide(2), value_code: wide(3) };
	const refused = { error: { code: 'AXIS_CELLS_REFUSED', extensions: { total: 3 } } };
	expect(await outcomeOf(assignOwner(context, WRITER, owner([cell])))).toMatchObject(refused);
	expect(await outcomeOf(previewAssignment(context, WRITER, owner([cell])))).toMatchObject(refused);
	expect(await outcomeOf(waiveCells(context, WRITER, waiver(new Date('2999-01-01'), [cell])))).toMatchObject({
		error: { code: 'AXIS_CELLS_REFUSED', extensions: { total: 1 } },
	});
});

it('a profile that takes its leave back keeps an undo off the canonical model, too', async () => {
	await open();
	const { batch } = await assignOwner(context, WRITER, owner());
	const before = await fingerprint(database.db);
	await expect(undoBatch(contextFor(database), WRITER, batch.id)).rejects.toMatchObject({
		code: 'AXIS_OWNERSHIP_READ_ONLY',
		extensions: { axis_code: 'responsibility' },
	});
	expect(await fingerprint(database.db)).toBe(before);
	expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: 1 });
});

it('a batch of the canonical model keeps tier 1: the rollback names it and changes nothing, and passes once it is undone', async () => {
	await open();
	const { batch } = await assignOwner(context, WRITER, owner());
	await expect(rollbackAll(context, REQUEST, null)).rejects.toMatchObject({
		message: expect.stringMatching(new RegExp(`${batch.id}.*Nothing was changed`, 's')),
	});
	expect(await database.db('governance_object_ownership').count()).toEqual([{ count: '1' }]);
	expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: 1 });
	expect(await database.db('governance_object_ownership').count()).toEqual([{ count: '0' }]);
	await expect(rollbackAll(context, REQUEST, null)).resolves.toMatchObject({ committed: true });
});
