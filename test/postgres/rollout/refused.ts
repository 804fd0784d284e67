/** A refusal, and that nothing came of it. */
import { expect } from 'vitest';
import type { TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';

/** The refusal changes nothing, and leaves every seal as it was. */
export async function refusedUnchanged({ db }: TestDatabase, apply: () => Promise<unknown>, error: object): Promise<void> {
	const before = [await fingerprint(db), await db('axis_internal.plan_seal')];
	await expect(apply()).rejects.toMatchObject(error);
	expect([await fingerprint(db), await db('axis_internal.plan_seal')]).toEqual(before);
}
