/** Routes that write cells: assigning owners, ending them, handing over, previews, the undo, waiving; and those of who may own. */
import type { Router } from 'express';
import { AUTHORITIES } from '../../src/contract/operations/authorities';
import { OWNERS } from '../../src/contract/operations/owners';
import { changeAuthority, previewAuthorityChange } from '../../src/foundation/change-authority';
import { makeAuthority } from '../../src/foundation/make-authority';
import { undoAuthorityChange } from '../../src/foundation/undo-authority';
import { assignOwner, previewAssignment } from '../../src/owners/assign-owner';
import { listAuthorities, suggestLinks } from '../../src/owners/authorities';
import { endOwner, previewEnd } from '../../src/owners/end-owner';
import { importOwners, previewOwnersImport } from '../../src/owners/import-owners';
import { linkAuthority } from '../../src/owners/link-authority';
import { previewTransfer, transferOwner } from '../../src/owners/transfer-owner';
import { undoBatch } from '../../src/owners/undo-batch';
import { revokeWaiver, waiveCells } from '../../src/owners/waive';
import { listWaivers } from '../../src/owners/waivers';
import { actingContext, runOf, type RouteContext, writerOf } from './context';
import { mounting } from './mount';
import { readQuery } from './request';

export function mountOwnerRoutes(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { act, file, list } = mounting(router, context);

	act(OWNERS.previewAssignment, async ({ user, body }) => previewAssignment(await actingContext(context), writerOf(user), body));
	act(OWNERS.assignOwner, async ({ user, body }) => assignOwner(await actingContext(context), writerOf(user), body));
	act(OWNERS.previewEnd, async ({ user, body }) => previewEnd(await actingContext(context), writerOf(user), body));
	act(OWNERS.endOwners, async ({ user, body }) => endOwner(await actingContext(context), writerOf(user), body));
	act(OWNERS.previewTransfer, async ({ user, body }) => previewTransfer(await actingContext(context), writerOf(user), body));
	act(OWNERS.transferOwners, async ({ user, body }) => transferOwner(await actingContext(context), writerOf(user), body));
	file(OWNERS.previewOwnersImport, async ({ user, csv }) =>
		previewOwnersImport(await actingContext(context), writerOf(user), csv),
	);
	file(OWNERS.importOwners, async ({ user, csv, request }) => {
		const asked = readQuery(request, OWNERS.importOwners.query);
		return importOwners(await actingContext(context), writerOf(user), csv, asked);
	});
	act(OWNERS.undoAssignment, async ({ user, param }) => undoBatch(await actingContext(context), writerOf(user), param('batch')));
	list(AUTHORITIES.listAuthorities, ({ page }) => listAuthorities(database, page));
	list(AUTHORITIES.suggestLinks, ({ page }) => suggestLinks(database, page));
	act(AUTHORITIES.linkAuthority, async ({ user, param, body }) =>
		linkAuthority(await actingContext(context), runOf(user), param('code'), body),
	);
	act(AUTHORITIES.makeAuthority, async ({ user, body }) => makeAuthority(await actingContext(context), runOf(user), body));
	act(AUTHORITIES.previewAuthorityChange, async ({ param, body }) =>
		previewAuthorityChange(await actingContext(context), param('code'), body),
	);
	act(AUTHORITIES.changeAuthority, async ({ user, param, body }) =>
		changeAuthority(await actingContext(context), runOf(user), param('code'), body),
	);
	act(AUTHORITIES.undoAuthorityChange, async ({ user, param }) =>
		undoAuthorityChange(await actingContext(context), runOf(user), param('id')),
	);

	act(OWNERS.waiveCells, async ({ user, body }) => waiveCells(await actingContext(context), writerOf(user), body));
	act(OWNERS.revokeWaiver, async ({ user, param }) =>
		revokeWaiver(await actingContext(context), writerOf(user), param('waiver')),
	);
	list(OWNERS.listWaivers, async ({ request, page }) =>
		listWaivers(database, page, readQuery(request, OWNERS.listWaivers.query)),
	);
}
