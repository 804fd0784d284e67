/** English texts of the panel "Owner load". */
export const enUs = {
	owners: '{n} accountable owner | {n} accountable owners',
	load_of: '{axis}: cells by accountable owner',
	base: '{cells} of {owners}, nodes of groups included',
	cells_of: '{axis}: required cells of {owner}',
	column_name: 'Name',
	column_from: 'From',
	nobody_title: 'Nobody is accountable yet',
	nobody_text:
		'No cell of {axis} has an accountable owner. Tier 3 seeds owners of groups; owners can be assigned in the gap matrix too.',
	no_cell: 'No required cell belongs to this owner; it owns nodes of groups only.',
} as const;

export type OwnersKey = keyof typeof enUs;
