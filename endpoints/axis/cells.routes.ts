/** Routes that write cells: assigning owners, its preview, its undo, waiving, and the records of it. Actions need create on the run ledger. */
import type { Router } from 'express';
import { z } from 'zod';
import { assignOwner, previewAssignment } from '../../src/owners/assign-owner';
import { listBatches } from '../../src/owners/batches';
import { listOwners } from '../../src/owners/owners';
import { undoBatch } from '../../src/owners/undo-batch';
import { listWaivers } from '../../src/owners/waivers';
import { revokeWaiver, waiveCells } from '../../src/owners/waive';
import { BODIES } from './bodies';
import { readBody } from './body';
import { actingContext, type RouteContext } from './context';
import { handleLarge, handleList } from './large-answer';
import { handle, queryText, readPage, readParam, readQuery, recordsMeta } from './request';

const waiverFilter = z.object({
	axis: queryText.default(''),
	object_type: queryText.default(''),
	object_ref: queryText.default(''),
	value: queryText.default(''),
	state: z.enum(['active', 'expired', 'revoked', '']).default(''),
});

export function mountCellRoutes(router: Router, context: RouteContext): void {
	mountAssignments(router, context);
	mountWaivers(router, context);
}

function mountAssignments(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.post(
		'/assign/preview',
		handleLarge(context, async (request) => {
			const { userId } = await authorise(request, 'create');
			const body = readBody(request, BODIES['/assign/preview']);
			return { data: await previewAssignment(await actingContext(context), { actor: userId, operator: userId }, body) };
		}),
	);

	router.post(
		'/assign',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const body = readBody(request, BODIES['/assign']);
			return { data: await assignOwner(await actingContext(context), { actor: userId, operator: userId }, body) };
		}),
	);

	router.post(
		'/assign/:batch/undo',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			readBody(request, BODIES['/assign/:batch/undo']);
			const writer = { actor: userId, operator: userId };
			return { data: await undoBatch(await actingContext(context), writer, readParam(request, 'batch')) };
		}),
	);

	router.get(
		'/owners',
		handleList(context, '/owners', async (request, taker) => {
			await authorise(request, 'read');
			const { rows, total } = await listOwners(host.database, readPage(request, taker));
			return { data: rows, meta: { total_count: total } };
		}),
	);

	router.get(
		'/assignments',
		handleList(context, '/assignments', async (request, taker) => {
			await authorise(request, 'read');
			const listing = await listBatches(host.database, readPage(request, taker));
			return { data: listing.rows, meta: recordsMeta(listing) };
		}),
	);
}

function mountWaivers(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.post(
		'/waivers',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const body = readBody(request, BODIES['/waivers']);
			return { data: await waiveCells(await actingContext(context), { actor: userId, operator: userId }, body) };
		}),
	);

	router.post(
		'/waivers/:id/revoke',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			readBody(request, BODIES['/waivers/:id/revoke']);
			const writer = { actor: userId, operator: userId };
			return { data: await revokeWaiver(await actingContext(context), writer, readParam(request, 'id')) };
		}),
	);

	router.get(
		'/waivers',
		handleList(context, '/waivers', async (request, taker) => {
			await authorise(request, 'read');
			const page = readPage(request, taker);
			const listing = await listWaivers(host.database, page, readQuery(request, waiverFilter));
			return { data: listing.rows, meta: recordsMeta(listing) };
		}),
	);
}
