/** Routes of the repairs: what each would change, doing one, taking it back. */
import type { Router } from 'express';
import { REPAIR_KINDS } from '../../src/contract';
import { InvalidPayloadError } from '../../src/errors';
import { listRepairs, repair, undoRepair } from '../../src/model/repair';
import { BODIES } from './bodies';
import { readBody } from './body';
import { actingContext, type RouteContext } from './context';
import { handleLarge } from './large-answer';
import { handle, readParam } from './request';

export function mountRepairRoutes(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.get(
		'/repairs',
		handleLarge(context, async (request) => {
			await authorise(request, 'read');
			return { data: await listRepairs(host.database) };
		}),
	);

	router.post(
		'/repairs/:kind',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { reason, ratified_apr = null } = readBody(request, BODIES['/repairs/:kind']);
			const asked = readParam(request, 'kind');
			const kind = REPAIR_KINDS.find((known) => known === asked);
			if (kind === undefined)
				throw new InvalidPayloadError({ reason: `there is no repair "${asked}": ${REPAIR_KINDS.join(', ')}` });
			return { data: await repair(await actingContext(context), runOf(userId, ratified_apr), kind, reason) };
		}),
	);

	router.post(
		'/repairs/:id/undo',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { reason } = readBody(request, BODIES['/repairs/:id/undo']);
			return { data: await undoRepair(await actingContext(context), runOf(userId, null), readParam(request, 'id'), reason) };
		}),
	);
}

const runOf = (userId: string, ratifiedApr: string | null) => ({ requestedBy: userId, operator: userId, ratifiedApr });
