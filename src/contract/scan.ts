/** Answers of scans and candidate scans. Counts are whole numbers of findings, cells, groups or objects. */

export type ScanMode = 'baseline' | 'manual' | 'scheduled' | 'rehearsal';

export interface ScanAnswer {
	scan_id: string;
	/** Findings now. */
	found: number;
	/** Findings that were not open before, reopened ones included. */
	new: number;
	/** Findings that were open and were not seen again. */
	resolved: number;
	open: number;
	critical: number;
}

export interface TrendPoint {
	scan_id: string;
	finished_at: string;
	axes: { axis_code: string; required_cells: number; gap_cells: number }[];
	open_drift: number;
	critical_drift: number;
}

export interface CandidateScanAnswer {
	run_id: string;
	ruleset_version: string;
	source_snapshot_ref: string;
	groups: number;
	objects: number;
	required: number;
	gap: number;
}

export interface CursorAnswer {
	name: string;
	watermark: string;
	position: number;
	/** False when the call was stale or repeated: nothing was changed. */
	advanced: boolean;
	message: string;
}
