/** Reports that screens show: axes, topics, assignments, findings, scans; and what a scan answers. */
import { z } from 'zod';
import { AxisKind, AxisStatus } from './coverage';
import { Code, Count, facts, Instant, maybeText, queryText, text, texts, Time, uuid } from './parts';

export const Severity = z.enum(['info', 'warning', 'critical']);
export const FindingState = z.enum(['open', 'resolved']);
export const Lane = z.enum(['official', 'candidate']);
export const QualityFlag = z.enum(['quarantine', 'missing_provenance', 'low_confidence', 'stale', 'ok']);

const object = { object_type: text, object_ref: text };
export const ScanId = z
	.string()
	.regex(/^[0-9]+$/)
	.describe('Number of the scan; gaps are possible.');

/** Of a finding that somebody accepted, or wants to hear nothing of until a day. */
export const Acknowledged = z.object({
	until: text.describe('Last day on which it counts, as 2026-12-31; days end in UTC.'),
	reason: text,
	by: text.describe('Directus user id, or the name of a program.'),
});

export const DriftFinding = z.object({
	drift_id: uuid,
	detector_code: text,
	event_type: maybeText,
	severity: Severity,
	state: FindingState.describe('As of the last scan that ran.'),
	axis_code: maybeText,
	object_type: maybeText,
	object_ref: maybeText,
	value_code: maybeText,
	detail: facts.nullable().describe('Facts of the finding.'),
	first_seen: Time,
	last_seen: Time,
	scan_count: z.int().min(1),
	acknowledged: Acknowledged.nullable().describe('Null where nobody did, and where it no longer counts.'),
	acknowledgement_lapsed: z
		.enum(['expired', 'changed'])
		.nullable()
		.describe(
			'Why an acknowledgement no longer counts. expired: its day has passed; changed: the finding says something else than it did when it was acknowledged. Null where there is none, or it counts.',
		),
});

export const DriftSummary = z
	.object({
		detector_code: text,
		findings: Count,
		info: Count,
		warning: Count,
		critical: Count,
		acknowledged: Count.describe('Those of the findings that people acknowledged; the others are theirs to look at.'),
	})
	.describe('What a detector finds now, whatever the scans know.');

export const LaneAssignment = z
	.object({
		assignment_id: uuid,
		...object,
		axis_code: text,
		value_code: text,
		zone: z.enum(['approved', 'candidate', 'quarantine']),
		owner_gov_code: maybeText,
		lane: Lane,
	})
	.describe('An active assignment.');

export const ReviewItem = LaneAssignment.extend({
	confidence: z.number().min(0).max(1).nullable(),
	quality_flag: QualityFlag,
	assigned_at: Time,
});

export const RegisteredAxis = z.object({
	axis_code: text,
	axis_name: text,
	axis_family: z.enum(['structural', 'label', 'semantic', 'pivot', 'system']),
	axis_kind: AxisKind,
	ownership_source: z.enum(['canonical', 'parallel']),
	status: AxisStatus,
	lifecycle_status: z.enum(['birth', 'register', 'active', 'deprecate', 'retire']),
	values_candidate: Count,
	values_active: Count,
	values_deprecated: Count,
	values_retired: Count,
	rules_active: Count,
	assignments_active: Count,
	owners_active: Count,
	required_cells: Count,
	gap_cells: Count,
});

export const Topic = z.object({
	value_code: text,
	value_name: maybeText,
	parent_value_code: maybeText.describe('null for a root.'),
	status: AxisStatus,
	depth: Count.describe('0 for a root.'),
	path: texts.describe('From the root to this one.'),
	provenance: z.unknown().describe('Where the value came from, as JSON.'),
	assigned_objects: Count.describe('Active assignments to the topic itself, not to those below it.'),
	label_codes: texts,
});

export const TrendPoint = z.object({
	scan_id: ScanId,
	finished_at: Time,
	axes: z.array(z.object({ axis_code: text, required_cells: Count, gap_cells: Count })),
	open_drift: Count,
	critical_drift: Count,
});

export const ScanMode = z.enum(['baseline', 'manual', 'scheduled', 'rehearsal']);

export const Scan = z.object({
	scan_id: ScanId,
	actor: text.describe('Id of a Directus user, or the name of a program.'),
	mode: ScanMode,
	started_at: Time,
	finished_at: Time.nullable(),
	found: z.int().nullable(),
	new: z.int().nullable(),
	resolved: z.int().nullable(),
	summary: facts.nullable().describe('Coverage and findings as of the scan.'),
});

export const ScanBody = z.strictObject({});

export const ScanAnswer = z.object({
	scan_id: ScanId,
	found: Count.describe('Findings now.'),
	new: Count.describe('Findings that were not open before, reopened ones included.'),
	resolved: Count.describe('Findings that were open and were not seen again.'),
	open: Count.describe('Acknowledged ones included.'),
	critical: Count,
	acknowledged: Count.describe('Those of the open ones that people acknowledged.'),
});

export const CandidateScanBody = z.strictObject({
	ruleset_version: Code.describe('Key of governance_ruleset.'),
	source_snapshot_ref: Code.describe('Key of evolution_snapshots.'),
});

export const CandidateScanAnswer = z.object({
	run_id: text,
	ruleset_version: text,
	source_snapshot_ref: text,
	groups: Count,
	objects: Count,
	required: Count,
	gap: Count,
});

export const CursorBody = z.strictObject({
	name: Code.describe('Name of the cursor.'),
	watermark: Instant,
	position: Count.describe('Orders events of one watermark.'),
});

export const CursorAnswer = z.object({
	name: text,
	watermark: Time,
	position: Count,
	advanced: z.boolean().describe('False when the call was stale or repeated: nothing was changed.'),
	message: text,
});

export const DriftQuery = z.object({
	state: FindingState.optional().describe('Findings of one state only.'),
	detector: queryText.optional().describe('Findings of this detector only; empty for all.'),
	severity: Severity.optional().describe('Findings of this severity only.'),
	acknowledged: z.enum(['yes', 'no']).optional().describe('Those that are acknowledged, or the others; all without it.'),
});
export const LanesQuery = z.object({
	axis: queryText.optional().describe('Assignments of one axis; of all without it.'),
	value: queryText.optional().describe('Assignments to one value; to all without it.'),
});
export const ReviewQuery = z.object({ lane: Lane.optional().describe('Assignments of this lane only.') });

export const DashboardBody = z.strictObject({
	module_bar: z
		.boolean()
		.default(false)
		.describe('Adds the module “Axis rollout” to the Studio’s module bar, where it is not in it.'),
});

export const DashboardAnswer = z
	.object({ dashboard: uuid.describe('Its id.'), created: texts, changed: texts, left: texts })
	.describe('Names of the dashboard and its panels, and `module_bar`, by what became of them.');

export type Severity = z.infer<typeof Severity>;
export type FindingState = z.infer<typeof FindingState>;
export type Lane = z.infer<typeof Lane>;
export type QualityFlag = z.infer<typeof QualityFlag>;
export type DriftFinding = z.infer<typeof DriftFinding>;
export type DriftSummary = z.infer<typeof DriftSummary>;
export type LaneAssignment = z.infer<typeof LaneAssignment>;
export type ReviewItem = z.infer<typeof ReviewItem>;
export type Topic = z.infer<typeof Topic>;
export type TrendPoint = z.infer<typeof TrendPoint>;
export type ScanMode = z.infer<typeof ScanMode>;
export type ScanAnswer = z.infer<typeof ScanAnswer>;
export type CandidateScanAnswer = z.infer<typeof CandidateScanAnswer>;
export type CursorAnswer = z.infer<typeof CursorAnswer>;
export type DashboardAnswer = z.infer<typeof DashboardAnswer>;
