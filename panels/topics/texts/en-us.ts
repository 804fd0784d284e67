/** English texts of the panel "Topic tree". */
export const enUs = {
	tree: 'Topics',
	topics: '{n} topic | {n} topics',
	assigned: '{n} object assigned | {n} objects assigned',
	below: '{n} with those below | {n} with those below',
	labels: 'labels: {labels}',
	candidate: 'candidate',
	active: 'active',
	deprecated: 'deprecated',
	retired: 'retired',
	expand_all: 'Open all',
	collapse_all: 'Close all',
	unreached: '{shown} of {total} topics are shown; the CSV has all of them.',
	empty_title: 'No topic yet',
	empty_text: 'Tier 5 brings the axis topic with its values.',
} as const;

export type TopicsKey = keyof typeof enUs;
