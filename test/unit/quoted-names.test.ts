/** Names that blanks begin or end stand in quotes in every refusal: they would not be seen otherwise, and the remedy would name another thing. */
import { expect, it } from 'vitest';
import * as errors from '../../src/errors';

const NAME = ' GRP-AI ';
const tier = { tier: 2, name: 'responsibility-axis' };
const violations = [{ violation: 'the group is unknown', object: NAME, groups: [NAME] }];

/** Every class whose message repeats a name that a database, a profile or a caller chose. */
const CASES = [
	new errors.UnsafeSchemaError({ asked: 'It', place: 'on_update', given: NAME, allowed: 'CASCADE' }),
	new errors.PreconditionError({ ...tier, violations }),
	new errors.PreconditionError({ ...tier, violations, asked: 'rollback' }),
	new errors.PreconditionError({ ...tier, violations, asked: 'obstacle' }),
	new errors.RunRefusedError({ violations: [{ ...violations[0], violation: 'the group is unknown', tier: 2 }] }),
	new errors.OwnerRequiredError({ ...tier, violations }),
	new errors.PostconditionError({ ...tier, violations }),
	new errors.ForeignObjectsError({ ...tier, violations }),
	new errors.WrongDatabaseError({ expected: NAME, actual: 'b' }),
	new errors.WrongDatabaseError({ expected: 'a', actual: NAME }),
	new errors.WrongOwnerDatabaseError({ expected: 'a', actual: NAME }),
	new errors.PrerequisiteMissingError({ missing: [NAME, 'other'] }),
	new errors.NewerSchemaError({ unknown: [NAME] }),
	new errors.MigrationChangedError({ changed: [NAME] }),
	new errors.UnsupportedDatabaseError({ client: NAME }),
	new errors.ProfileError({ path: NAME, problems: ['a: b'] }),
	new errors.PlanChangedError({ asked: 'It', differences: [{ part: 'preflight', name: NAME, sealed: 'a', actual: NAME }] }),
	new errors.StillReferencedError({ table: NAME, constraint: NAME }),
	new errors.DependentObjectsError({ objects: [NAME] }),
	new errors.CellsRefusedError({ asked: 'It', violations, total: 1 }),
	new errors.OwnershipReadOnlyError({ axis_code: NAME }),
	new errors.BatchChangedError({ id: NAME, violations, total: 1 }),
	new errors.UnknownBatchError({ id: NAME }),
	new errors.UnknownWaiverError({ id: NAME }),
	new errors.UnknownGoalError({ id: NAME }),
	new errors.UnknownRunError({ id: NAME }),
	new errors.UnknownTierError({ tier: NAME, known: ['structure'] }),
	new errors.UnknownAxisError({ axis_code: NAME }),
	new errors.UnknownCodeError({ kind: 'value', name: NAME, axis_code: NAME }),
	new errors.TransitionError({ kind: 'axis', name: NAME, from: 'retired', to: 'active', allowed: [] }),
	new errors.LifecycleConflictError({ asked: 'It', violations }),
];

it.each(CASES.map((error) => [error.code, error.message]))('%s: %s', (_code, message) => {
	const around = message.split(NAME);
	expect(around.length).toBeGreaterThan(1);
	for (const [place, text] of around.entries()) {
		if (place > 0) expect(text).toMatch(/^"/);
		if (place < around.length - 1) expect(text).toMatch(/"$/);
	}
});
