/** Routes of scans: the detectors' scan, the candidate scan and its cursor. They need create on the run ledger. */
import type { Router } from 'express';
import { advanceCursor, runCandidateScan } from '../../src/scan/candidates';
import { runScan } from '../../src/scan/scan';
import { BODIES } from './bodies';
import { readBody } from './body';
import { actingContext, type RouteContext } from './context';
import { handle } from './request';

export function mountScanRoutes(router: Router, context: RouteContext): void {
	const { authorise } = context;

	router.post(
		'/scan',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			readBody(request, BODIES['/scan']);
			return { data: await runScan(await actingContext(context), { actor: userId, operator: userId, mode: 'manual' }) };
		}),
	);

	router.post(
		'/candidates/scan',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ruleset_version, source_snapshot_ref } = readBody(request, BODIES['/candidates/scan']);
			const scan = { rulesetVersion: ruleset_version, sourceSnapshotRef: source_snapshot_ref, actor: userId };
			return { data: await runCandidateScan(await actingContext(context), scan) };
		}),
	);

	router.post(
		'/candidates/cursor',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			return {
				data: await advanceCursor(await actingContext(context), {
					...readBody(request, BODIES['/candidates/cursor']),
					actor: userId,
				}),
			};
		}),
	);
}
