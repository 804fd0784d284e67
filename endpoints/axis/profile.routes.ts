/** Routes of the profile: reads it again. */
import type { Router } from 'express';
import { PROFILE_OPERATIONS } from '../../src/contract/operations/profile';
import { upgradeStructure } from '../../src/rollout/structure-upgrade';
import type { RouteContext } from './context';
import { mounting } from './mount';

export function mountProfileRoutes(router: Router, context: RouteContext): void {
	const { config, owner } = context;
	const { act } = mounting(router, context);

	act(PROFILE_OPERATIONS.reloadProfile, async () => {
		const { loaded, changes } = config.reload();
		const { profile, sha256 } = loaded;
		// As a start does: what the profile asks of approvals holds in the database too.
		const { tightened } = await upgradeStructure(await owner.open(), profile);
		return { name: profile.name, sha256, order: profile.rollout.order, changes, tightened };
	});
}
