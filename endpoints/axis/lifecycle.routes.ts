/** Routes of the model's lifecycle: what a change would do, making it, undoing it, and the changes that were made. */
import type { Router } from 'express';
import type { z } from 'zod';
import type { LifecycleChange } from '../../src/contract';
import { applyLifecycle } from '../../src/model/apply-change';
import { listEvents } from '../../src/model/change-events';
import { previewLifecycle } from '../../src/model/preview-change';
import { undoLifecycle } from '../../src/model/undo-change';
import { BODIES } from './bodies';
import { readBody } from './body';
import { actingContext, type RouteContext } from './context';
import { handleLarge, handleList } from './large-answer';
import { handle, readPage, readParam, recordsMeta } from './request';

export function mountLifecycleRoutes(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.get(
		'/lifecycle',
		handleList(context, '/lifecycle', async (request, taker) => {
			await authorise(request, 'read');
			const listing = await listEvents(host.database, readPage(request, taker));
			return { data: listing.rows, meta: recordsMeta(listing) };
		}),
	);

	// Writes nothing that stays: who may read may ask.
	router.post(
		'/lifecycle/preview',
		handleLarge(context, async (request) => {
			const { userId } = await authorise(request, 'read');
			const body = readBody(request, BODIES['/lifecycle/preview']);
			return { data: await previewLifecycle(await actingContext(context), runOf(userId, body), changeOf(body)) };
		}),
	);

	router.post(
		'/lifecycle',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const body = readBody(request, BODIES['/lifecycle']);
			return { data: await applyLifecycle(await actingContext(context), runOf(userId, body), changeOf(body)) };
		}),
	);

	router.post(
		'/lifecycle/:id/undo',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const body = readBody(request, BODIES['/lifecycle/:id/undo']);
			const id = readParam(request, 'id');
			return { data: await undoLifecycle(await actingContext(context), runOf(userId, body), id, body.reason) };
		}),
	);
}

const runOf = (userId: string, { ratified_apr = null }: { ratified_apr?: string | null | undefined }) => ({
	requestedBy: userId,
	operator: userId,
	ratifiedApr: ratified_apr,
});

function changeOf(body: z.infer<(typeof BODIES)['/lifecycle']>): LifecycleChange {
	const { kind, code, axis_code = null, to, merge_into = null, split_into = null, reason } = body;
	return { kind, code, axis_code, to, merge_into, split_into, reason };
}
