/** Routes that write cells: assigning owners, its preview, its undo, and the record of it. Actions need create on the run ledger. */
import type { Router } from 'express';
import { assignOwner, previewAssignment } from '../../src/cells/assign';
import { listBatches } from '../../src/cells/batches';
import { undoBatch } from '../../src/cells/undo';
import { BODIES } from './bodies';
import { actingContext, type RouteContext } from './context';
import { handle, readBody, readPage, readParam } from './request';

export function mountCellRoutes(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.post(
		'/assign/preview',
		handle(async (request) => {
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
		'/assignments',
		handle(async (request) => {
			await authorise(request, 'read');
			const { rows, total } = await listBatches(host.database, readPage(request));
			return { data: rows, meta: { total_count: total } };
		}),
	);
}
