/** English texts of the panel "Coverage trend". */
export const enUs = {
	coverage_lines: 'Gap cells and required cells per axis, scan by scan',
	drift_lines: 'Open and critical drift, scan by scan',
	line_gap: '{axis}: gaps',
	line_required: '{axis}: required',
	required_lines: 'required cells',
	open_drift: 'open drift',
	critical_drift: 'critical drift',
	scan: 'Scan',
	latest: 'Scan {scan}, {time}',
	latest_axis: '{axis}: {gaps} of {required} required cells',
	latest_drift: '{open} open findings, {critical} critical',
	no_change: 'as before',
	change: '{change} since the scan before',
	show_table: 'Show as table',
	show_chart: 'Show as chart',
	file: 'figures of {n} scan | figures of {n} scans',
	empty_title: 'No scan yet',
	empty_text: 'Each scan adds a point. Tier 6 makes the first one; later ones come by schedule or by',
	no_such_axis_title: 'No scan knows the axis “{axis}”',
	no_such_axis_text: 'The scans shown have figures of: {axes}.',
} as const;

export type TrendKey = keyof typeof enUs;
