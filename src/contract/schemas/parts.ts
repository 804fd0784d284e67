/** What the descriptions of requests and answers are made of. */
import { z } from 'zod';
import { TIER_ID } from '../tier';

/** A text as the database has it. */
export const text = z.string();
export const maybeText = z.string().nullable();
export const texts = z.array(text);
export const uuid = z.guid();

/** A whole number from 0. */
export const Count = z.int().min(0);

/** Of what people see: ISO 8601 UTC. The driver's dates become it. */
export const Time = z.preprocess((given) => (given instanceof Date ? given.toISOString() : given), z.iso.datetime());

/** What a database fact may be once it is JSON. */
export const Fact = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Fact = z.infer<typeof Fact>;

/** A tier by its id or number; whether there is such a tier, src/tier says. */
export const TierAsked = z.union([z.int().min(0).max(99), z.string().regex(TIER_ID)]);

/** A row of facts whose names are their query's. */
export const facts = z.record(z.string(), z.unknown());

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * Text that a caller gives: 1..most characters between spaces, of which PostgreSQL's text and jsonb can hold each. The pattern says the same to
 * those who read the document.
 */
const textOf = (most: number) =>
	z
		.string()
		.trim()
		.min(1)
		// As PostgreSQL counts: a character beyond the first 65,536 is one, not two.
		.refine(
			(given) => given.length <= most || (given.length <= 2 * most && [...given].length <= most),
			`must have at most ${most} characters`,
		)
		.refine((given) => !given.includes('\0') && given.isWellFormed(), 'must be Unicode without a NUL character')
		.meta({
			description: `1 to ${most} characters between spaces, which are cut off. No NUL, no half of a surrogate pair.`,
			pattern: `^\\s*[^\\s\\u0000\\ud800-\\udfff](?:[^\\u0000\\ud800-\\udfff]{0,${most - 2}}[^\\s\\u0000\\ud800-\\udfff])?\\s*$`,
		});

/** A text that PostgreSQL can hold, as it is. */
export const StoredText = z
	.string()
	.refine((given) => !given.includes('\0') && given.isWellFormed(), 'must be Unicode without a NUL character')
	.meta({ pattern: '^[^\\u0000\\ud800-\\udfff]*$' });

export const Code = textOf(255);
export const Reason = textOf(1000);

/** A text in the query. PostgreSQL's text holds no NUL. */
export const queryText = z.string().refine((given) => !given.includes('\0'), 'must not contain a NUL character');

// PostgreSQL takes no year 0, no offset of 16 hours and no text of any length; what it takes, JavaScript must read back.
const INSTANT = /^[12]\d{3}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** A day that a caller gives. Years as those of a time. */
export const Day = z.iso
	.date()
	.regex(/^[12]\d{3}-/, 'must be a day of the years 1000 to 2999')
	.meta({ format: 'date' });

/** A time that a caller gives. */
export const Instant = z.iso
	.datetime({ offset: true })
	.refine(
		(given) => INSTANT.test(given),
		'must be of the years 1000 to 2999, with at most microseconds, and an offset of at most 14 hours 59 minutes',
	)
	.meta({
		description: 'Years 1000 to 2999, at most microseconds, an offset of at most 14 hours 59 minutes.',
		pattern: INSTANT.source,
	});

export const UnreadableRow = z.object({ id: text, problems: texts.describe('What of it cannot be read, ten things at most.') });
export type UnreadableRow = z.infer<typeof UnreadableRow>;

/** What a list says beside its rows. */
export const Meta = z.object({
	total_count: Count.describe('Rows without limit and offset.'),
	unreadable: z
		.array(UnreadableRow)
		.optional()
		.describe(
			'Records of the page that another build wrote and this one cannot read; not in `data`; in CSV their line holds their id alone. Left out where there is none.',
		),
});
export type Meta = z.infer<typeof Meta>;

/** The largest integer that PostgreSQL takes for limit and offset here. */
export const INTEGER_MAX = 2_147_483_647;

/** What every list takes. */
export const PageQuery = z.object({
	limit: z.coerce.number().int().min(1).max(1000).default(100).describe('Rows of a page. A CSV without it holds all rows.'),
	offset: z.coerce.number().int().min(0).max(INTEGER_MAX).default(0).describe('Rows to skip.'),
});
