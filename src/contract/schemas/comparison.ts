/** What came and went between two moments: gaps and findings. A moment is a scan; the later one of gaps may be now. */
import { z } from 'zod';
import { RequiredState, CoverageGap } from './coverage';
import { Day, Instant, maybeText, queryText, Time } from './parts';
import { DriftFinding, ScanId } from './reports';

/** How a caller names a scan. */
export const ScanAsked = z
	.union(
		[z.string().regex(/^\d{1,18}$/), Day, Instant],
		'must be the number of a scan, a day (2026-03-31) or a time (2026-03-31T12:00:00Z)',
	)
	.describe('Number of a scan; or a day or a time, for the last scan until then, days ending in UTC.');

export const ScanMoment = z.object({ scan_id: ScanId, finished_at: Time });

const since = ScanAsked.optional().describe('The earlier moment; the last scan without it. Number of a scan, a day or a time.');
const axis = queryText.optional().describe('Of one axis; of all without it.');

export const GapChangesQuery = z.object({
	since,
	until: ScanAsked.optional().describe('The later moment; now without it. As `since`.'),
	axis,
	group: queryText
		.optional()
		.describe('Objects of this group and of all groups below it, as they lie now; empty for objects that no group contains.'),
	change: z.enum(['new', 'closed']).optional().describe('Those that came, or those that went.'),
});

export const GapChange = CoverageGap.extend({
	change: z.enum(['new', 'closed']),
	state: RequiredState.nullable().describe('How the cell stands now; null where it is no longer required.'),
	owner_gov_code: maybeText.describe('Who answers for it now.'),
});

export const FindingChangesQuery = z.object({
	since: ScanAsked.optional().describe('The earlier scan; the one before `until` without it. Number of a scan, a day or a time.'),
	until: ScanAsked.optional().describe('The later scan; the last one without it. As `since`.'),
	axis,
	change: z.enum(['new', 'resolved']).optional().describe('Those that came, or those that went.'),
});

export const FindingChange = DriftFinding.pick({
	detector_code: true,
	severity: true,
	axis_code: true,
	object_type: true,
	object_ref: true,
	value_code: true,
}).extend({ change: z.enum(['new', 'resolved']) });

/** What a build asked of coverage. */
export const CoverageCheck = z.object({
	status: z.enum(['PASS', 'FAIL']),
	checks: z.array(
		z.object({
			check: z.enum(['max_gap', 'min_percent', 'no_new_gaps']),
			axis_code: maybeText.describe('null for all axes together.'),
			demanded: z.number(),
			found: z.number().nullable().describe('null where nothing is required, of which no percent can be told.'),
			ok: z.boolean(),
		}),
	),
	new_gaps: z.array(GapChange).describe('The first ten of the new gaps.'),
});

export type CoverageCheck = z.infer<typeof CoverageCheck>;
export type GapChangesQuery = z.infer<typeof GapChangesQuery>;
export type GapChange = z.infer<typeof GapChange>;
export type FindingChangesQuery = z.infer<typeof FindingChangesQuery>;
export type FindingChange = z.infer<typeof FindingChange>;
export type ScanMoment = z.infer<typeof ScanMoment>;
