/** Routes of the profile: reads it again, reads it back from the database, compares the two. */
import type { Router } from 'express';
import { PROFILE_OPERATIONS } from '../../src/contract/operations/profile';
import { compareProfile, exportProfile } from '../../src/model/export-profile';
import { upgradeStructure } from '../../src/rollout/structure-upgrade';
import { readingContext, type RouteContext } from './context';
import { mounting } from './mount';
import { readQuery, type AxisRequest } from './request';

export function mountProfileRoutes(router: Router, context: RouteContext): void {
	const { config, owner } = context;
	const { read, act } = mounting(router, context);

	act(PROFILE_OPERATIONS.reloadProfile, async () => {
		const { loaded, changes } = config.reload();
		const { profile, sha256 } = loaded;
		// As a start does: what the profile asks of approvals holds in the database too.
		const { tightened } = await upgradeStructure(await owner.open(), profile);
		return { name: profile.name, sha256, order: profile.rollout.order, changes, tightened };
	});

	read(PROFILE_OPERATIONS.exportProfile, async ({ request }) => {
		const { db, loaded } = readingContext(context);
		return exportProfile(db, loaded.profile, partsOf(request));
	});

	read(PROFILE_OPERATIONS.compareProfile, async ({ request }) => {
		const { db, loaded } = readingContext(context);
		return compareProfile(db, loaded.profile, partsOf(request));
	});
}

function partsOf(request: AxisRequest): { tags: boolean; owners: boolean } {
	const { tags, owners } = readQuery(request, PROFILE_OPERATIONS.exportProfile.query);
	return { tags: tags === 'true', owners: owners === 'true' };
}
