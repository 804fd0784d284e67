/** Findings that people acknowledge until a day, with a reason: requests and answers. */
import { z } from 'zod';
import { GateStatus } from './gate';
import { listOf } from './list-of';
import { AssignmentBatch } from './owners';
import { Code, Count, Day, uuid } from './parts';
import { DriftFinding } from './reports';

export const FindingId = uuid.describe('`drift_id` of a finding, as GET /axis/drift lists it.');
/** As many as one answer of GET /axis/drift holds. */
const findings = listOf(FindingId, { min: 1, max: 1000 });

export const AcknowledgeBody = z.strictObject({
	findings,
	until: Day.describe('Last day on which it counts, as 2026-12-31: today or later. Days end in UTC.'),
	reason: Code.describe('Why, for the record.'),
});

export const UnacknowledgeBody = z.strictObject({ findings, reason: Code.describe('Why, for the record.') });

/** So many findings an answer shows. */
export const SHOWN_FINDINGS = 100;

export const ActedFinding = DriftFinding.pick({
	drift_id: true,
	detector_code: true,
	severity: true,
	axis_code: true,
	object_type: true,
	object_ref: true,
	value_code: true,
}).extend({
	effect: z
		.enum(['acknowledged', 'renewed', 'kept', 'revoked'])
		.describe('renewed: another acknowledgement gave way; kept: acknowledged until that day and for that reason already.'),
});

export const FindingsEffect = z.object({
	asked: Count.describe('Findings, each once: the sum of the two that follow.'),
	changed: Count,
	kept: Count,
	open_before: Count.describe('Open findings that nobody acknowledged, of all axes.'),
	open_after: Count,
	findings: z
		.array(ActedFinding)
		.max(SHOWN_FINDINGS)
		.describe(`The first ${SHOWN_FINDINGS}: those that change, then those that are kept.`),
});

export const FindingsPreview = FindingsEffect.extend({ committed: z.literal(false), gate: GateStatus });
export const FindingsAnswer = z.object({ batch: AssignmentBatch, effect: FindingsEffect });

export type AcknowledgeBody = z.infer<typeof AcknowledgeBody>;
export type UnacknowledgeBody = z.infer<typeof UnacknowledgeBody>;
export type ActedFinding = z.infer<typeof ActedFinding>;
export type FindingsEffect = z.infer<typeof FindingsEffect>;
export type FindingsPreview = z.infer<typeof FindingsPreview>;
export type FindingsAnswer = z.infer<typeof FindingsAnswer>;
