/** Routes that acknowledge findings; GET /axis/drift, which lists them, is a report. */
import type { Router } from 'express';
import { FINDING_ACTS } from '../../src/contract/operations/findings';
import { acknowledgeFindings, previewAcknowledge, previewRevoke, revokeAcknowledgements } from '../../src/scan/acknowledge';
import { actingContext, type RouteContext, writerOf } from './context';
import { mounting } from './mount';

export function mountFindingRoutes(router: Router, context: RouteContext): void {
	const { act } = mounting(router, context);

	act(FINDING_ACTS.previewAcknowledge, async ({ user, body }) =>
		previewAcknowledge(await actingContext(context), writerOf(user), body),
	);
	act(FINDING_ACTS.acknowledge, async ({ user, body }) =>
		acknowledgeFindings(await actingContext(context), writerOf(user), body),
	);
	act(FINDING_ACTS.previewRevoke, async ({ user, body }) => previewRevoke(await actingContext(context), writerOf(user), body));
	act(FINDING_ACTS.revokeAcknowledgement, async ({ user, body }) =>
		revokeAcknowledgements(await actingContext(context), writerOf(user), body),
	);
}
