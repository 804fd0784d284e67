/** Routes of the base model: how the project stands, what would count, making one, taking it away. */
import type { Router } from 'express';
import { FOUNDATION } from '../../src/contract/operations/foundation';
import { installFoundation, readFoundation } from '../../src/foundation/foundation';
import { foreseeRemoval, removeFoundation } from '../../src/foundation/remove-foundation';
import { actingContext, readingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';

export function mountFoundationRoutes(router: Router, context: RouteContext): void {
	const { read, act } = mounting(router, context);

	read(FOUNDATION.readFoundation, () => readFoundation(readingContext(context), { preview: false }));
	act(FOUNDATION.previewFoundation, async () => readFoundation(await actingContext(context), { preview: true }));
	act(FOUNDATION.installFoundation, async ({ user }) => installFoundation(await actingContext(context), runOf(user)));
	act(FOUNDATION.foreseeFoundationRemoval, async () => foreseeRemoval(await actingContext(context)));
	act(FOUNDATION.removeFoundation, async ({ user, body }) => removeFoundation(await actingContext(context), runOf(user), body));
}
