/** Routes of tags: what an act on them would do, and making it. */
import type { Router } from 'express';
import { TAGS } from '../../src/contract/operations/tags';
import { applyModelAct, previewModelAct } from '../../src/model/acts';
import { tagsAct } from '../../src/tags/act-on-tags';
import { actingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';

export function mountTagRoutes(router: Router, context: RouteContext): void {
	const { act } = mounting(router, context);
	// Writes nothing that stays: who may read may ask.
	act(TAGS.previewActOnTags, async ({ user, body: { ratified_apr, ...asked } }) =>
		previewModelAct(await actingContext(context), runOf(user, ratified_apr), tagsAct(asked)),
	);
	act(TAGS.actOnTags, async ({ user, body: { ratified_apr, ...asked } }) =>
		applyModelAct(await actingContext(context), runOf(user, ratified_apr), tagsAct(asked)),
	);
}
