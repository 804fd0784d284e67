/** Acts on tags, in the frame of acts on the model: what is asked, whether it has a meaning, and what the ledger keeps of it. */
import type { AskedTags, TagAction } from '../contract';
import { InvalidPayloadError } from '../errors';
import { recordOf, type Act } from '../model/acts';
import { planTags } from './plan-tags';

const ACTS = {
	tag: ['tag', 'Tagging'],
	move: ['move_tags', 'Moving tags of'],
	clear: ['clear_tags', 'Clearing tags of'],
	approve: ['approve_tags', 'Approving tags of'],
	quarantine: ['quarantine_tags', 'Quarantining tags of'],
} as const satisfies Record<TagAction, readonly [string, string]>;

/** Errors: InvalidPayloadError, where what is asked contradicts itself. */
export function tagsAct(body: AskedTags): Act {
	requireMeaning(body);
	const [act, words] = ACTS[body.action];
	const asked = `${words} ${whatOf(body)} on the axis "${body.axis_code}"`;
	return {
		asked,
		record: recordOf('axis', body.axis_code, act, body),
		plan: (trx, actor) => planTags(trx, body, asked, actor),
	};
}

function requireMeaning({ action, value_code, to_value_code, objects, group_ref, as }: AskedTags): void {
	const refuse = (reason: string) => new InvalidPayloadError({ reason });
	if ((objects === undefined) === (group_ref === undefined)) throw refuse('give objects or group_ref, one of them');
	if (as !== undefined && group_ref === undefined) throw refuse('as says how group_ref is meant');
	if (action === 'tag' && value_code === undefined) throw refuse('tag needs value_code, the value to give');
	if ((action === 'move') !== (to_value_code !== undefined)) throw refuse('to_value_code, the value to move to, goes with move');
	if (action === 'move' && value_code === to_value_code) throw refuse('value_code and to_value_code are the same');
}

function whatOf({ objects, group_ref, as }: AskedTags): string {
	if (objects !== undefined) return `${objects.length} object${objects.length === 1 ? '' : 's'}`;
	return as === 'group' ? `the group "${group_ref}"` : `the objects below "${group_ref}"`;
}
