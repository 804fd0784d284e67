/** Routes of scans: the detectors' scan, the candidate scan and its cursor. */
import type { Router } from 'express';
import { MODEL_OPERATIONS } from '../../src/contract/operations/model';
import { advanceCursor, runCandidateScan } from '../../src/scan/candidates';
import { runScan } from '../../src/scan/scan';
import { actingContext, type RouteContext } from './context';
import { mounting } from './mount';

export function mountScanRoutes(router: Router, context: RouteContext): void {
	const { act } = mounting(router, context);

	act(MODEL_OPERATIONS.scan, async ({ user }) =>
		runScan(await actingContext(context), { actor: user, operator: user, mode: 'manual' }),
	);
	act(MODEL_OPERATIONS.scanCandidates, async ({ user, body: { ruleset_version, source_snapshot_ref } }) => {
		const scan = { rulesetVersion: ruleset_version, sourceSnapshotRef: source_snapshot_ref, actor: user };
		return runCandidateScan(await actingContext(context), scan);
	});
	act(MODEL_OPERATIONS.advanceCursor, async ({ user, body }) =>
		advanceCursor(await actingContext(context), { ...body, actor: user }),
	);
}
