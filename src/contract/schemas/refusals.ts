/** Refusals: the facts that each code carries in `extensions`. */
import { z } from 'zod';
import { AxisStatus } from './coverage';
import { Blocker } from './gate';
import { BadRow, LISTED_BAD_ROWS, NUMBERED_RANGES } from './imports';
import { ModelKind } from './model';
import { Count, maybeText, text, texts, Time, uuid } from './parts';
import { LISTED_VIOLATIONS, SealDifference, Violation } from './rollout';

/** Rows that stand in the way, cut, and how many there are. */
const rows = {
	violations: z.array(Violation).max(LISTED_VIOLATIONS),
	total: Count.describe('How many there are; `violations` lists the first hundred.'),
};
const asked = text.describe('What was refused, as a noun phrase: "Applying tier 1".');
const oneTier = { tier: z.int(), name: text };

/** Of a run of several tiers, whatever refused one of them. */
const inRun = {
	run: uuid.optional().describe('Of a run of several tiers, its id in the ledger.'),
	committed_tiers: z.array(z.int()).optional().describe('Of a run of several tiers, those that stay.'),
};

const refusal = <Code extends string, Shape extends z.ZodRawShape>(code: Code, shape: Shape) =>
	z.object({ code: z.literal(code), ...shape });
const ofRun = <Code extends string, Shape extends z.ZodRawShape>(code: Code, shape: Shape) =>
	refusal(code, { ...shape, ...inRun });

const condition = <Code extends string>(code: Code) =>
	ofRun(code, {
		tier: z.int().optional(),
		name: text.optional(),
		...rows,
		asked: z
			.enum(['rollback', 'obstacle'])
			.optional()
			.describe('Left out for apply; obstacle: a rollback that force does not bring about either.'),
	}).describe(
		'Where a run of several tiers did not start, `tier` and `name` are left out, and each violation has its `tier` and its `remedy`.',
	);

/** By code. Of those that only Directus' own routes answer none. */
export const REFUSALS = {
	AXIS_INVALID_PAYLOAD: ofRun('AXIS_INVALID_PAYLOAD', { reason: text }),
	AXIS_GATE_CLOSED: ofRun('AXIS_GATE_CLOSED', { asked, blockers: z.array(Blocker) }),
	AXIS_SOURCE_ELSEWHERE: ofRun('AXIS_SOURCE_ELSEWHERE', { asked, blockers: z.array(Blocker) }),
	AXIS_PRECONDITION: condition('AXIS_PRECONDITION'),
	AXIS_POSTCONDITION: condition('AXIS_POSTCONDITION'),
	AXIS_FOREIGN_OBJECTS: condition('AXIS_FOREIGN_OBJECTS'),
	AXIS_FOUNDATION: refusal('AXIS_FOUNDATION', {
		asked,
		reason: z.enum([
			'installed',
			'own',
			'partial',
			'absent',
			'rolled_out',
			'depended',
			'damaged',
			'replaced',
			'rows',
			'code_taken',
			'given_later',
			'still_owns',
			'taken_back',
			'changed_since',
			'in_use',
		]),
		...rows,
	}),
	AXIS_ALREADY_APPLIED: ofRun('AXIS_ALREADY_APPLIED', oneTier),
	AXIS_ORDER: ofRun('AXIS_ORDER', {
		tier: z.int(),
		asked: z.enum(['apply', 'rollback', 'scan', 'self-test', 'lifecycle', 'baseline', 'repair', 'rebind', 'source']),
		first: z.int().nullable().describe('The tier to apply or roll back first; null where the tier itself is not applied.'),
	}),
	AXIS_ROLLOUT_BUSY: ofRun('AXIS_ROLLOUT_BUSY', {
		asked,
		reason: z.enum(['running', 'overtaken', 'self_test', 'lock_timeout', 'statement_timeout', 'deadlock']),
		wait_ms: Count.optional(),
	}),
	AXIS_WRONG_DATABASE: ofRun('AXIS_WRONG_DATABASE', { expected: text, actual: text }),
	AXIS_PREREQUISITE_MISSING: ofRun('AXIS_PREREQUISITE_MISSING', { missing: texts }),
	AXIS_NEWER_SCHEMA: ofRun('AXIS_NEWER_SCHEMA', {
		unknown: texts.optional().describe('Migrations that this build does not know.'),
		changed: texts.optional().describe('Migrations that read otherwise when they ran.'),
	}),
	AXIS_NOT_SEALED: ofRun('AXIS_NOT_SEALED', {
		asked,
		reason: z.enum(['missing', 'unknown', 'expired', 'used', 'approval', 'tier', 'unreadable']),
		expires_at: Time.optional(),
	}),
	AXIS_PLAN_CHANGED: ofRun('AXIS_PLAN_CHANGED', { asked, differences: z.array(SealDifference).min(1) }),
	AXIS_DATABASE_UNAVAILABLE: ofRun('AXIS_DATABASE_UNAVAILABLE', {
		asked,
		reason: z.enum(['connection', 'pool', 'resources', 'timeout']),
		detail: text.describe('SQLSTATE or code of the system, e.g. ECONNREFUSED.'),
	}),
	AXIS_OUTCOME_UNKNOWN: ofRun('AXIS_OUTCOME_UNKNOWN', { asked, look: text.describe('The request that tells how it ended.') }),
	AXIS_UNSUPPORTED_DATABASE: ofRun('AXIS_UNSUPPORTED_DATABASE', { client: text }),
	AXIS_INVALID_PROFILE: refusal('AXIS_INVALID_PROFILE', { path: text, problems: texts }),
	AXIS_UNKNOWN_TIER: refusal('AXIS_UNKNOWN_TIER', { tier: text, known: texts.describe('Ids of the tiers that there are.') }),
	AXIS_UNKNOWN_AXIS: refusal('AXIS_UNKNOWN_AXIS', { axis_code: text }),
	AXIS_UNKNOWN_CODE: refusal('AXIS_UNKNOWN_CODE', { kind: ModelKind, name: text, axis_code: maybeText }),
	AXIS_UNKNOWN_RUN: refusal('AXIS_UNKNOWN_RUN', { id: text }),
	AXIS_UNKNOWN_SCAN: refusal('AXIS_UNKNOWN_SCAN', {
		scan: text.describe('As it was asked for; empty for the last one.'),
		by: z
			.enum(['last', 'number', 'before', 'moment'])
			.describe(
				'How it was asked for: the last one, by its number, as the one before a number, or as the last one until a moment.',
			),
	}),
	AXIS_UNKNOWN_AUTHORITY: refusal('AXIS_UNKNOWN_AUTHORITY', { owner_gov_code: text }),
	AXIS_UNKNOWN_PERSON: refusal('AXIS_UNKNOWN_PERSON', { kind: z.enum(['role', 'user']), id: text }),
	AXIS_UNKNOWN_BATCH: refusal('AXIS_UNKNOWN_BATCH', { id: text }),
	AXIS_UNKNOWN_WAIVER: refusal('AXIS_UNKNOWN_WAIVER', { id: text }),
	AXIS_UNKNOWN_GOAL: refusal('AXIS_UNKNOWN_GOAL', { id: text }),
	AXIS_TRANSITION: refusal('AXIS_TRANSITION', {
		kind: ModelKind,
		name: text,
		from: AxisStatus,
		to: AxisStatus,
		allowed: z.array(AxisStatus).describe('What may follow.'),
	}),
	AXIS_LIFECYCLE_CONFLICT: refusal('AXIS_LIFECYCLE_CONFLICT', { asked, ...rows }),
	AXIS_CELLS_REFUSED: refusal('AXIS_CELLS_REFUSED', {
		asked,
		violations: z.array(Violation).max(200),
		total: Count.describe('How many there are; `violations` lists the first of them.'),
	}),
	AXIS_FINDINGS_REFUSED: refusal('AXIS_FINDINGS_REFUSED', {
		asked,
		violations: z.array(Violation).max(10),
		total: Count.describe('How many there are; `violations` lists the first of them.'),
	}),
	AXIS_IMPORT_REFUSED: refusal('AXIS_IMPORT_REFUSED', {
		asked,
		rows: z.array(BadRow).describe(`The first ${LISTED_BAD_ROWS} of what is wrong, in the order of the rows.`),
		row_numbers: text.describe(
			`The wrong rows by number, the header being 1: \`3, 17-20\`. All of them, or the first ${NUMBERED_RANGES} numbers and ranges and \`…\`.`,
		),
		total: Count.describe('How many rows are wrong.'),
	}),
	AXIS_OWNERSHIP_READ_ONLY: refusal('AXIS_OWNERSHIP_READ_ONLY', { axis_code: text }),
	AXIS_CHANGED_MEANWHILE: refusal('AXIS_CHANGED_MEANWHILE', {
		asked,
		expected: text.describe('As it was sent.'),
		actual: text.describe('What a preview would answer now.'),
	}),
	AXIS_BATCH_CHANGED: refusal('AXIS_BATCH_CHANGED', {
		id: text,
		...rows,
	}),
	AXIS_OWNER_UNUSABLE: refusal('AXIS_OWNER_UNUSABLE', { reason: text }),
	AXIS_TOO_MANY_STREAMS: refusal('AXIS_TOO_MANY_STREAMS', {
		limit: z.int(),
		of: z.enum(['all', 'user']).describe('Whether all clients together are too many, or those of the user.'),
	}),
	AXIS_TOO_MANY_READS: refusal('AXIS_TOO_MANY_READS', {
		running: z.int().describe('Large reports that this instance answers at once.'),
		waiting: z.int().describe('Those that wait for them.'),
	}),
} as const;

export type RefusalCode = keyof typeof REFUSALS;
export type Refusals = { [Code in RefusalCode]: z.infer<(typeof REFUSALS)[Code]> };

/** Directus' own refusals, by status; `default` is whatever it refused before the route was asked. */
export const HOST_REFUSALS = {
	Host400: z
		.object({ code: z.enum(['INVALID_PAYLOAD', 'INVALID_QUERY']), reason: text.optional() })
		.describe('Directus could not read the body or its own query parameters.'),
	Host401: z.object({ code: z.enum(['INVALID_CREDENTIALS', 'TOKEN_EXPIRED', 'INVALID_TOKEN']) }),
	Host403: z.object({ code: z.literal('FORBIDDEN'), reason: text.optional() }),
	Host503: z.looseObject({ code: z.literal('SERVICE_UNAVAILABLE') }).describe('Directus is under too much load.'),
	HostRefusal: z.looseObject({
		code: z.enum(['CONTENT_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'REQUESTS_EXCEEDED', 'SERVICE_UNAVAILABLE']),
	}),
} as const;
