/** English texts of the panel "Review queue". */
export const enUs = {
	official: 'Official',
	candidate: 'Candidate',
	official_hint: 'approved or owned, but of doubtful quality',
	candidate_hint: 'needs a review',
	lane_title: '{lane} ({n})',
	quality: 'Why',
	confidence: 'Confidence',
	waiting: 'Waiting since',
	quarantine: 'quarantine',
	missing_provenance: 'no provenance',
	low_confidence: 'low confidence',
	stale: 'stale',
	ok: 'not approved yet',
	lane_empty: 'Nothing waits in this lane.',
	empty_title: 'Nothing to review',
	empty_text: 'Every active assignment is official and of good quality, or there is none yet.',
} as const;

export type QueueKey = keyof typeof enUs;
