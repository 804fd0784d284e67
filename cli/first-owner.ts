/** `directus axis owner give` before a rollout: rows of the foundation, for groups of its axis of responsibilities. */
import type { FirstOwner, FirstOwnerEffect } from '../src/foundation/first-owner';
import { giveFirstOwner, previewFirstOwner } from '../src/foundation/first-owner';
import type { RolloutContext } from '../src/run/context';
import { confirm } from './confirm';
import { requireReason, UsageError } from './options';
import { blocks } from './render';
import type { Answer, Session } from './session';

/** The axis that a foundation has before there are axes. */
const FIRST_AXIS = 'responsibility';
const BEFORE = 'before a rollout an owner is given to a group of the axis responsibility';

interface Given {
	owner_gov_code: string;
	axis: string[];
	group: string[];
	object: string[];
	/** `all` means every active scope. */
	value: string[];
	as: string;
	replace: boolean;
	reason?: string | undefined;
	dryRun: boolean;
	yes: boolean;
}

/** Gives the owner, or says what that would do. Errors: UsageError for what only a rollout brings; those of giveFirstOwner. */
export async function firstOwner(session: Session, target: RolloutContext, given: Given): Promise<Answer> {
	const owner = ownerOf(given);
	const request = { requestedBy: session.requestedBy, ratifiedApr: null };
	if (given.dryRun) {
		const data = await previewFirstOwner(target, request, owner);
		return { data, ok: true, text: blocks(render(owner, data), 'Nothing was changed.') };
	}
	await confirm(
		session.terminal,
		given.yes,
		`Giving ${owner.owner_gov_code} to ${owner.group_ref}`,
		'yes',
		target.loaded.profile,
	);
	const data = await giveFirstOwner(target, request, owner);
	return { data, ok: data.run.status === 'passed', text: blocks(`Run ${data.run.id}.`, render(owner, data)) };
}

function ownerOf({ owner_gov_code, axis, group, object, value, as, replace, reason }: Given): FirstOwner {
	const [group_ref, ...groups] = group;
	if (axis.join() !== FIRST_AXIS || group_ref === undefined || groups.length > 0 || object.length > 0 || as !== 'anchor')
		throw new UsageError(`${BEFORE}: --axis responsibility --group <group> --as anchor`);
	if (replace) throw new UsageError(`${BEFORE}, and replaces none`);
	if (value.length === 0) throw new UsageError("at least one '--value' is needed, or --value all");
	return { owner_gov_code, group_ref, value_codes: value.includes('all') ? null : value, reason: requireReason(reason) };
}

function render({ owner_gov_code, group_ref }: FirstOwner, { given, kept, gaps_before, gaps_after }: FirstOwnerEffect): string {
	return blocks(
		`${owner_gov_code} owns ${group_ref} and all below for: ${given.join(', ') || 'nothing new'}. Gaps: ${gaps_before} before, ${gaps_after} after.`,
		kept.length === 0 ? '' : `Somebody stood there already, and stays: ${kept.join(', ')}.`,
	);
}
