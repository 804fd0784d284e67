/** Routes of scans: the detectors' scan, the candidate scan and its cursor. They need create on the run ledger. */
import type { Router } from 'express';
import { z } from 'zod';
import { advanceCursor, runCandidateScan } from '../../src/scan/candidates';
import { runScan } from '../../src/scan/scan';
import { rolloutContext, type RouteContext } from './context';
import { codeText, handle, readBody } from './request';

const scanBody = z.strictObject({});
const candidateBody = z.strictObject({ ruleset_version: codeText, source_snapshot_ref: codeText });
const cursorBody = z.strictObject({
	name: codeText,
	watermark: z.iso.datetime({ offset: true }),
	position: z.int().min(0),
});

export function mountScanRoutes(router: Router, context: RouteContext): void {
	const { authorise } = context;

	router.post(
		'/scan',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			readBody(request, scanBody);
			return { data: await runScan(rolloutContext(context), { actor: userId, mode: 'manual' }) };
		}),
	);

	router.post(
		'/candidates/scan',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ruleset_version, source_snapshot_ref } = readBody(request, candidateBody);
			const scan = { rulesetVersion: ruleset_version, sourceSnapshotRef: source_snapshot_ref, actor: userId };
			return { data: await runCandidateScan(rolloutContext(context), scan) };
		}),
	);

	router.post(
		'/candidates/cursor',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			return { data: await advanceCursor(rolloutContext(context), { ...readBody(request, cursorBody), actor: userId }) };
		}),
	);
}
