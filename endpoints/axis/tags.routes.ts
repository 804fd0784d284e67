/** Routes of tags: what an act on them would do, and making it. */
import type { Router } from 'express';
import { TAGS } from '../../src/contract/operations/tags';
import { applyModelAct, previewBoundAct, previewModelAct } from '../../src/model/acts';
import { importTagsAct } from '../../src/tags/import-tags';
import { tagsAct } from '../../src/tags/act-on-tags';
import { actingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';
import { readQuery } from './request';

export function mountTagRoutes(router: Router, context: RouteContext): void {
	const { act, file } = mounting(router, context);
	// Writes nothing that stays: who may read may ask.
	act(TAGS.previewActOnTags, async ({ user, body: { ratified_apr, ...asked } }) =>
		previewModelAct(await actingContext(context), runOf(user, ratified_apr), tagsAct(asked)),
	);
	act(TAGS.actOnTags, async ({ user, body: { ratified_apr, ...asked } }) =>
		applyModelAct(await actingContext(context), runOf(user, ratified_apr), tagsAct(asked)),
	);
	file(TAGS.previewTagsImport, async ({ user, csv }) =>
		previewBoundAct(await actingContext(context), runOf(user), await importTagsAct(csv, PREVIEW)),
	);
	file(TAGS.importTags, async ({ user, csv, request }) => {
		const { reason, ratified_apr, expect } = readQuery(request, TAGS.importTags.query);
		return applyModelAct(await actingContext(context), runOf(user, ratified_apr), await importTagsAct(csv, reason), expect);
	});
}

/** Of an act that nothing stays of. */
const PREVIEW = 'preview';
