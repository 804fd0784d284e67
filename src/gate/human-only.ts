/** Which writes are a person's act, and who counts as a person. Pure functions of what Directus tells a hook. */

import type { HumanOnly, NotHuman } from '../contract';

/** Who calls, as far as it matters; null is the system: Flows, schedules, other extensions. */
export interface Caller {
	user: string | null;
	/** Set for a login by cookie, as the Studio's; not for access tokens and static tokens. */
	session?: string | undefined;
	/** Set for a program that a user let in by OAuth (Directus 12); it has a session as well. */
	oauth?: unknown;
}

export type WriteEvent = 'items.create' | 'items.update' | 'items.delete';

/** Opening and shutting them is ratifying: every write counts. Of the approvals themselves touches-source.ts tells. */
const RATIFYING: ReadonlySet<unknown> = new Set(['approval_requests', 'apr_approvals']);
const EVENT_TYPES = 'event_type_registry';

/**
 * Whether a write is one of those that nobody may automate. A row of event_type_registry is a person's act unless the write leaves it inactive in so
 * many words: what `active` is by default, or of the rows that an update is for, a filter does not know. Deleting an event type activates nothing.
 */
export function isHumanAct(event: WriteEvent, collection: unknown, payload: unknown): boolean {
	if (RATIFYING.has(collection)) return true;
	return collection === EVENT_TYPES && event !== 'items.delete' && !leavesInactive(payload);
}

/** Null for a caller who counts as a person under this rule. */
export function whyNotHuman(caller: Caller | null | undefined, rule: HumanOnly): NotHuman | null {
	if (rule === 'off') return null;
	if (!caller?.user) return 'nobody';
	if (caller.oauth !== undefined && caller.oauth !== null) return 'program';
	return rule === 'studio_session' && !caller.session ? 'no_session' : null;
}

function leavesInactive(payload: unknown): boolean {
	return typeof payload === 'object' && payload !== null && 'active' in payload && payload.active === false;
}
