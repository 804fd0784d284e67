/** Answers of the reports that screens show: findings, queue, topics. Times are ISO 8601 UTC. */
import type { AxisStatus } from './coverage';

export type Severity = 'info' | 'warning' | 'critical';
export type FindingState = 'open' | 'resolved';
export type Lane = 'official' | 'candidate';
export type QualityFlag = 'quarantine' | 'missing_provenance' | 'low_confidence' | 'stale' | 'ok';

/** What the newest scans know of one finding; the gravest come first. */
export interface DriftFinding {
	drift_id: string;
	detector_code: string;
	event_type: string | null;
	severity: Severity;
	/** open as of the last scan that ran. */
	state: FindingState;
	axis_code: string | null;
	object_type: string | null;
	object_ref: string | null;
	value_code: string | null;
	detail: Record<string, unknown> | null;
	first_seen: string;
	last_seen: string;
	scan_count: number;
}

/** What a detector finds now, whatever the scans know. `findings = info + warning + critical`. */
export interface DriftSummary {
	detector_code: string;
	findings: number;
	info: number;
	warning: number;
	critical: number;
}

/** An active assignment. */
export interface LaneAssignment {
	assignment_id: string;
	object_type: string;
	object_ref: string;
	axis_code: string;
	value_code: string;
	zone: 'approved' | 'candidate' | 'quarantine';
	owner_gov_code: string | null;
	lane: Lane;
}

/** An assignment that a person should look at, the longest waiting first. */
export interface ReviewItem extends LaneAssignment {
	/** 0..1 */
	confidence: number | null;
	quality_flag: QualityFlag;
	assigned_at: string;
}

/** A value of the axis topic, in the order of the tree. */
export interface Topic {
	value_code: string;
	value_name: string | null;
	/** null for a root. */
	parent_value_code: string | null;
	status: AxisStatus;
	/** 0 for a root. */
	depth: number;
	/** From the root to this one. */
	path: string[];
	provenance: unknown;
	/** Active assignments to the topic itself, not to those below it. */
	assigned_objects: number;
	label_codes: string[];
}
