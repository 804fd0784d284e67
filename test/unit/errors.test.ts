/** Refusals: code, status, and a message that says what was asked, what is so, whether anything changed, and what to do. */
import { describe, expect, it } from 'vitest';
import { ANSWERED_ELSEWHERE, AXIS_ERROR_STATUS } from '../../src/contract';
import * as errors from '../../src/errors';
import { faultsOf, OPERATIONS } from '../support/openapi/document';

const tier = { tier: 2, name: 'responsibility-axis' };
const violation = (n: number) => ({ violation: `v${n}`, actual: n });

const CASES = {
	AXIS_GATE_CLOSED: new errors.GateClosedError({
		asked: 'Applying tier 1',
		blockers: [{ code: 'c', message: 'It is so.', expected: 1, actual: 0, remedy: 'Do this.' }],
	}),
	AXIS_SOURCE_ELSEWHERE: new errors.SourceElsewhereError({
		asked: 'Applying tier 2',
		blockers: [{ code: 'source_elsewhere', message: 'It is elsewhere.', expected: 1, actual: null, remedy: 'Name the same.' }],
	}),
	AXIS_HUMAN_ONLY: new errors.HumanOnlyError({ asked: 'Creating items of os_proposal_approvals', reason: 'nobody' }),
	AXIS_UNSAFE_SCHEMA: new errors.UnsafeSchemaError({
		asked: 'Adding a relation to',
		place: 'on_update of the relation',
		given: 'DO NOTHING',
		allowed: 'CASCADE',
	}),
	AXIS_PRECONDITION: new errors.PreconditionError({ ...tier, violations: [violation(1)] }),
	AXIS_POSTCONDITION: new errors.PostconditionError({ ...tier, violations: [violation(1)] }),
	AXIS_FOREIGN_OBJECTS: new errors.ForeignObjectsError({ ...tier, violations: [violation(1)] }),
	AXIS_FOUNDATION: new errors.FoundationRefusedError({
		asked: 'Making the foundation',
		reason: 'partial',
		violations: [{ violation: 'the name is taken', object: 'table governance_registry' }],
	}),
	AXIS_ALREADY_APPLIED: new errors.AlreadyAppliedError(tier),
	AXIS_ORDER: new errors.OrderError({ tier: 2, asked: 'apply', first: 1 }),
	AXIS_ROLLOUT_BUSY: new errors.RolloutBusyError({ asked: 'Applying tier 1', reason: 'running' }),
	AXIS_WRONG_DATABASE: new errors.WrongDatabaseError({ expected: 'a', actual: 'b' }),
	AXIS_PREREQUISITE_MISSING: new errors.PrerequisiteMissingError({ missing: ['v_object_owner_gap'] }),
	AXIS_NEWER_SCHEMA: new errors.NewerSchemaError({ unknown: ['axis999-new'] }),
	AXIS_NOT_SEALED: new errors.NotSealedError({ asked: 'Applying tier 1', reason: 'missing' }),
	AXIS_PLAN_CHANGED: new errors.PlanChangedError({
		asked: 'Applying tier 1',
		differences: [{ part: 'preflight', name: 'canonical_gap', sealed: 210, actual: 180 }],
	}),
	AXIS_IMPORT_REFUSED: new errors.ImportRefusedError({
		asked: 'The file of owners',
		rows: [{ row: 3, column: 'owner_gov_code', problem: 'the owner is no authority', value: 'GOV-NOBODY' }],
		row_numbers: '3',
		total: 1,
	}),
	AXIS_CHANGED_MEANWHILE: new errors.ChangedMeanwhileError({ asked: 'Importing owners', expected: 'a', actual: 'b' }),
	AXIS_CELLS_REFUSED: new errors.CellsRefusedError({ asked: 'Assigning owners', violations: [violation(1)], total: 7 }),
	AXIS_FINDINGS_REFUSED: new errors.FindingsRefusedError({
		asked: 'Acknowledging findings',
		violations: [violation(1)],
		total: 7,
	}),
	AXIS_OWNERSHIP_READ_ONLY: new errors.OwnershipReadOnlyError({ axis_code: 'responsibility' }),
	AXIS_BATCH_CHANGED: new errors.BatchChangedError({ id: 'x', violations: [violation(1)], total: 1 }),
	AXIS_INVALID_PAYLOAD: new errors.InvalidPayloadError({ reason: 'limit: too big' }),
	AXIS_INVALID_PROFILE: new errors.ProfileError({ path: 'p.json', problems: ['a: b', 'c: d'] }),
	AXIS_UNKNOWN_TIER: new errors.UnknownTierError({ tier: '9', known: ['structure', 'responsibility'] }),
	AXIS_UNKNOWN_AXIS: new errors.UnknownAxisError({ axis_code: 'x' }),
	AXIS_UNKNOWN_CODE: new errors.UnknownCodeError({ kind: 'value', name: 'x', axis_code: 'topic' }),
	AXIS_TRANSITION: new errors.TransitionError({ kind: 'axis', name: 'topic', from: 'retired', to: 'active', allowed: [] }),
	AXIS_LIFECYCLE_CONFLICT: new errors.LifecycleConflictError({ asked: 'Merging value "x"', violations: [violation(1)] }),
	AXIS_UNKNOWN_RUN: new errors.UnknownRunError({ id: 'x' }),
	AXIS_UNKNOWN_AUTHORITY: new errors.UnknownAuthorityError({ owner_gov_code: 'x' }),
	AXIS_UNKNOWN_PERSON: new errors.UnknownPersonError({ kind: 'role', id: 'x' }),
	AXIS_UNKNOWN_SCAN: new errors.UnknownScanError({ scan: '7', by: 'number' }),
	AXIS_UNKNOWN_WAIVER: new errors.UnknownWaiverError({ id: 'x' }),
	AXIS_UNKNOWN_GOAL: new errors.UnknownGoalError({ id: 'x' }),
	AXIS_UNKNOWN_BATCH: new errors.UnknownBatchError({ id: 'x' }),
	AXIS_OWNER_UNUSABLE: new errors.OwnerUnusableError({ reason: 'it is not a URL' }),
	AXIS_TOO_MANY_STREAMS: new errors.TooManyStreamsError({ limit: 20, of: 'all' }),
	AXIS_TOO_MANY_READS: new errors.TooManyReadsError({ running: 3, waiting: 20 }),
	AXIS_DATABASE_UNAVAILABLE: new errors.DatabaseUnavailableError({ asked: 'A scan', reason: 'connection', detail: 'ECONNRESET' }),
	AXIS_OUTCOME_UNKNOWN: new errors.OutcomeUnknownError({ asked: 'A scan', look: 'GET /axis/scans' }),
	AXIS_UNSUPPORTED_DATABASE: new errors.UnsupportedDatabaseError({ client: 'mysql' }),
} as const;

it('a privilege that the database role lacks is told of the tier, or of the write where no tier is in it', () => {
	const lacking = [{ violation: 'the database role lacks a privilege', sqlstate: '42501' }];
	const told = (facts: ConstructorParameters<typeof errors.OwnerRequiredError>[0]) =>
		new errors.OwnerRequiredError(facts).message.split('Nothing was changed.')[0];
	expect(told({ ...tier, violations: lacking })).toBe(
		'Tier 2 (responsibility-axis) did not start: the database role lacks a privilege, sqlstate 42501. ',
	);
	expect(told({ ...tier, violations: lacking, asked: 'rollback' })).toContain(
		'Tier 2 (responsibility-axis) was not rolled back: ',
	);
	expect(told({ asked: 'Assigning owners', violations: lacking })).toBe(
		'Assigning owners was refused: the database role lacks a privilege, sqlstate 42501. ',
	);
});

/** Questions about what is there: nothing could have changed. */
const READS: readonly string[] = ['AXIS_UNKNOWN_AXIS', 'AXIS_UNKNOWN_RUN'];

it('every code of the contract has its class', () => {
	expect(Object.keys(CASES).sort()).toEqual(Object.keys(AXIS_ERROR_STATUS).sort());
});

describe.each(Object.entries(CASES))('%s', (code, error) => {
	it('carries its code and status in the shape that Directus answers as it is', () => {
		expect(error).toMatchObject({ name: 'DirectusError', code, status: Reflect.get(AXIS_ERROR_STATUS, code) });
		expect(error).toBeInstanceOf(Error);
	});

	if (!ANSWERED_ELSEWHERE.some((one) => one === code))
		it('is described in the OpenAPI document with the facts that it carries', () => {
			const answer = { errors: [{ message: error.message, extensions: { ...error.extensions, code } }] };
			const where = OPERATIONS.filter((operation) => operation.statuses.includes(String(error.status)));
			expect(where.map((operation) => faultsOf(operation, error.status, answer))).toContain('');
		});

	it('says in whole sentences that nothing changed, and goes on or ends with what to do', () => {
		expect(error.message).toMatch(/^[A-Z].*\.$/s);
		if (code === 'AXIS_OUTCOME_UNKNOWN') expect(error.message).toContain('All of it is there, or nothing');
		else if (!READS.includes(code)) expect(error.message).toContain('Nothing was changed');
		expect(error.message).not.toMatch(/undefined|null|\[object|NaN/);
	});
});

describe('messages', () => {
	it.each(['nobody', 'program', 'no_session'] as const)(
		'say to a caller who is no person (%s) how a person does it',
		(reason) => {
			expect(new errors.HumanOnlyError({ asked: 'Deleting items of apr_approvals', reason }).message).toMatch(
				/^Deleting items of apr_approvals was refused: .* Nothing was changed\. Do it in the Data Studio, signed in as yourself\.$/,
			);
		},
	);

	const messageOf = (violations: errors.ConditionFacts['violations']) =>
		new errors.PreconditionError({ ...tier, violations }).message;

	it('list three violations with their facts, and count the rest', () => {
		expect(messageOf([1, 2, 3].map(violation))).toContain('v1, actual 1; v2, actual 2; v3, actual 3. Nothing');
		expect(messageOf([1, 2, 3, 4, 5].map(violation))).toContain('v3, actual 3; and 2 more. Nothing');
	});

	it('count every row, of which the refusal carries the first hundred', () => {
		const rows = Array.from({ length: 250 }, (_, index) => ({ ...violation(index), tier: 1 + (index % 2) }));
		const listed = { total: 250, violations: rows.slice(0, 100) };
		for (const error of [
			new errors.PreconditionError({ ...tier, violations: rows }),
			new errors.PostconditionError({ ...tier, violations: rows }),
			new errors.ForeignObjectsError({ ...tier, violations: rows }),
			new errors.OwnerRequiredError({ asked: 'Sealing the plan', violations: rows }),
			new errors.FoundationRefusedError({ asked: 'It', reason: 'depended', violations: rows }),
			new errors.LifecycleConflictError({ asked: 'It', violations: rows }),
		]) {
			expect(error.extensions).toMatchObject(listed);
			expect(error.message).toContain('; and 247 more.');
		}
		const run = new errors.RunRefusedError({ violations: rows });
		expect(run.extensions).toMatchObject(listed);
		expect(run.message.match(/; and 122 more\./gu)).toHaveLength(2);
	});

	it('show facts that are objects as JSON', () => {
		expect(messageOf([{ violation: 'v', owners: ['a', 'b'], none: null }])).toContain('v, owners ["a","b"], none null');
	});

	it('tell for both directions which tier comes first', () => {
		const order = (asked: 'apply' | 'rollback', first: number | null) => new errors.OrderError({ tier: 2, asked, first }).message;
		expect(order('apply', 1)).toMatch(/^Tier 2 was not applied: tier 1 .* Apply tier 1 first\.$/);
		expect(order('rollback', 3)).toMatch(/^Tier 2 was not rolled back: tier 3 .* Roll back tier 3 first\.$/);
		expect(order('rollback', null)).toMatch(/it is not applied/);
	});

	it('tell a run in progress from a lock and from a slow statement', () => {
		const busy = (reason: 'running' | 'lock_timeout' | 'statement_timeout' | 'deadlock') =>
			new errors.RolloutBusyError({ asked: 'Applying tier 1', reason, wait_ms: 1500 }).message;
		expect(busy('running')).toContain('another run is in progress');
		expect(busy('lock_timeout')).toContain('longer than 1500 ms');
		expect(busy('deadlock')).toContain("in each other's way");
		expect(busy('statement_timeout')).toMatch(/longer than 1500 ms.*statement_timeout_ms/);
	});

	it('say why a seal does not hold, and what differs from it', () => {
		const reasons = ['missing', 'unknown', 'expired', 'used', 'approval', 'tier', 'unreadable'] as const;
		const texts = reasons.map((reason) => new errors.NotSealedError({ asked: 'It', reason }).message);
		expect(new Set(texts).size).toBe(reasons.length);
		const changed = new errors.PlanChangedError({
			asked: 'It',
			differences: [
				{ part: 'profile', name: null, sealed: 'a', actual: 'b' },
				{ part: 'preflight', name: 'canonical_gap', sealed: 210, actual: 180 },
			],
		});
		expect(changed.message).toContain('profile: sealed a, now b; preflight canonical_gap: sealed 210, now 180. Nothing');
	});

	it('name one missing prerequisite or several', () => {
		expect(new errors.PrerequisiteMissingError({ missing: ['a'] }).message).toContain('a is missing');
		expect(new errors.PrerequisiteMissingError({ missing: ['a', 'b'] }).message).toContain('a, b are missing');
	});
});

it('what Directus itself would say keeps its code', () => {
	expect(new errors.ForbiddenError({ reason: 'No.' })).toMatchObject({ code: 'FORBIDDEN', status: 403, message: 'No.' });
	expect(new errors.LedgerReadOnlyError()).toMatchObject({ code: 'FORBIDDEN', status: 403 });
});
