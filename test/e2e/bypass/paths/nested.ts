/** REST: items of the axis tables inside items of other collections. */
import { rest, type Path } from '../path';
import { AXIS, OWNERSHIP, ROW } from '../rows';
import { NOTES } from '../metadata';

/** One-to-many: the ownerships of an authority. */
const owned = (name: string, change: unknown): Path =>
	rest({
		name,
		by: 'hook',
		method: 'PATCH',
		path: `/items/governance_registry/${ROW.authority}`,
		body: () => ({ axis_owned: change }),
	});

const detailed = (change: object) => ({ create: [], update: [], delete: [], ...change });

export const nestedPaths: readonly Path[] = [
	owned('create inside another collection (O2M)', detailed({ create: [OWNERSHIP] })),
	owned('update inside another collection (O2M)', detailed({ update: [{ id: ROW.owned, owner_kind: 'supporting' }] })),
	owned('delete inside another collection (O2M)', detailed({ delete: [ROW.owned] })),
	owned('deselect inside another collection (O2M)', []),
	owned('upsert inside another collection (O2M)', [{ id: ROW.owned, owner_kind: 'supporting' }]),
	rest({
		name: 'create inside another collection (M2O)',
		by: 'hook',
		method: 'POST',
		path: `/items/${NOTES}`,
		body: () => ({ id: 1, axis: AXIS }),
	}),
	rest({
		name: 'create inside another collection (A2O)',
		by: 'hook',
		method: 'POST',
		path: `/items/${NOTES}`,
		body: () => ({ id: 1, collection: 'axis_registry', item: AXIS }),
	}),
];
