/** English texts of the panel "Drift findings". */
export const enUs = {
	now_title: 'Found now: {findings}',
	findings: 'no finding | {n} finding | {n} findings',
	detector: 'Detector',
	severity: 'Severity',
	info: 'info',
	warning: 'warning',
	critical: 'critical',
	acknowledged: 'acknowledged',
	open: 'open',
	resolved: 'resolved',
	found: 'Found',
	first_seen: 'First seen',
	last_seen: 'Last seen',
	scans: 'Scans',
	list_title: 'As of the last scan',
	list_of: '{detector}: as of the last scan',
	nothing_listed: 'No finding matches this filter. Findings are recorded by scans.',
	empty_title: 'No drift',
	empty_text: 'No detector finds anything now, and no scan recorded a finding. Before tier 1 there is nothing to look at.',
} as const;

export type DriftKey = keyof typeof enUs;
