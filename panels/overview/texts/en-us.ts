/** English texts of the panel "Coverage overview". */
export const enUs = {
	show_groups_of: 'Show the groups of {axis}',
	groups_of: '{axis} by group',
	group_tip: 'With all that is below it: an object counts in each group above it.',
	gaps_of: '{axis}: gaps of {group}',
	gaps_without_group: '{axis}: gaps of objects in no group',
	way: 'An axis leads to its groups, a group to its gaps.',
	no_gap_here: 'No gap here: every required cell has an accountable owner.',
} as const;

export type OverviewKey = keyof typeof enUs;
