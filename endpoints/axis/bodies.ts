/** Bodies of the actions, by path. docs/openapi.yaml says the same; a test holds that both accept and refuse alike. */
import { z } from 'zod';
import { listOf } from './list-of';

/** Text that a caller gives: 1..most characters between spaces, of which PostgreSQL's text and jsonb can hold each. */
const textOf = (most: number) =>
	z
		.string()
		.trim()
		.min(1)
		// As PostgreSQL counts: a character beyond the first 65,536 is one, not two.
		.refine(
			(text) => text.length <= most || (text.length <= 2 * most && [...text].length <= most),
			`must have at most ${most} characters`,
		)
		.refine((text) => !text.includes('\0') && text.isWellFormed(), 'must be Unicode without a NUL character');

const codeText = textOf(255);
const reason = textOf(1000);

const cell = z.strictObject({ object_type: codeText, object_ref: codeText, value_code: codeText });
const cells = listOf(cell, { min: 1, max: 100_000 });
const assigned = { axis_code: codeText, owner_gov_code: codeText, reason: codeText, replace: z.boolean().default(false) };
/** Cells by name, or what a group contains. One object that is closed, so that an unknown key is named as such. */
const assignment = z
	.strictObject({
		...assigned,
		cells: cells.optional(),
		as: z.enum(['direct', 'anchor']).optional(),
		group_ref: codeText.optional(),
		value_codes: listOf(codeText, { min: 1, max: 1000 }).optional(),
	})
	.transform(({ cells, as, group_ref, value_codes, ...rest }, refuse) => {
		const ofGroup = [as, group_ref, value_codes].filter((part) => part !== undefined).length;
		if (cells !== undefined && ofGroup === 0) return { ...rest, cells };
		if (cells === undefined && as !== undefined && group_ref !== undefined && value_codes !== undefined) {
			return { ...rest, as, group_ref, value_codes };
		}
		refuse.addIssue('give either cells, or as with group_ref and value_codes');
		return z.NEVER;
	});

const tierNumber = z.int().min(0).max(99);
const force = z.boolean().default(false);

// PostgreSQL takes no year 0, no offset of 16 hours and no text of any length; what it takes, JavaScript must read back.
const INSTANT = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):\d\d)$/;
const instant = z.iso
	.datetime({ offset: true })
	.regex(INSTANT, 'must be of the years 1000 to 2999, with at most microseconds, and an offset of at most 14 hours 59 minutes');

const splitPart = z.strictObject({
	value_code: codeText,
	objects: listOf(z.strictObject({ object_type: codeText, object_ref: codeText }), { min: 0, max: 100_000 }).optional(),
});
/** What goes together is src/model's to say. */
const lifecycle = z.strictObject({
	kind: z.enum(['axis', 'value', 'rule']),
	code: codeText,
	axis_code: codeText.optional(),
	to: z.enum(['active', 'deprecated', 'retired']),
	merge_into: codeText.optional(),
	split_into: listOf(splitPart, { min: 2, max: 50 }).optional(),
	reason,
	ratified_apr: codeText.optional(),
});

export const BODIES = {
	'/apply/:tier': z.strictObject({ ratified_apr: codeText.optional(), seal: codeText.optional() }),
	'/apply': z.strictObject({ ratified_apr: codeText, through: tierNumber.optional(), seal: codeText.optional() }),
	'/plan/seal': z.strictObject({ ratified_apr: codeText, through: tierNumber.optional() }),
	'/rehearse': z.strictObject({ ratified_apr: codeText.optional(), through: tierNumber.optional() }),
	'/rollback': z.strictObject({ force, to: tierNumber.optional() }),
	'/rollback/:tier': z.strictObject({ force }),
	'/assign': assignment,
	'/assign/preview': assignment,
	'/assign/:batch/undo': z.strictObject({}),
	'/baseline': z.strictObject({ reason }),
	'/baseline/:id/undo': z.strictObject({ reason }),
	'/repairs/:kind': z.strictObject({ reason, ratified_apr: codeText.optional() }),
	'/repairs/:id/undo': z.strictObject({ reason }),
	'/dashboard': z.strictObject({ module_bar: z.boolean().default(false) }),
	'/lifecycle/preview': lifecycle,
	'/lifecycle': lifecycle,
	'/lifecycle/:id/undo': z.strictObject({ reason, ratified_apr: codeText.optional() }),
	'/waivers': z.strictObject({
		axis_code: codeText,
		cells,
		reason: codeText,
		approved_by: codeText,
		expires_at: instant,
	}),
	'/waivers/:id/revoke': z.strictObject({}),
	'/scan': z.strictObject({}),
	'/candidates/scan': z.strictObject({ ruleset_version: codeText, source_snapshot_ref: codeText }),
	'/candidates/cursor': z.strictObject({ name: codeText, watermark: instant, position: z.int().min(0) }),
} as const;
