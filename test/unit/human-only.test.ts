/** Which writes are a person's act, and who counts as a person. */
import { describe, expect, it } from 'vitest';
import { isHumanAct, whyNotHuman, type Caller, type WriteEvent } from '../../src/gate/human-only';
import { type HumanOnly } from '../../src/contract';

const EVENTS: readonly WriteEvent[] = ['items.create', 'items.update', 'items.delete'];

describe('a person’s act', () => {
	it.each(['approval_requests', 'apr_approvals'])('is every write of %s', (collection) => {
		for (const event of EVENTS) expect(isHumanAct(event, collection, ['1']), event).toBe(true);
	});

	it.each<[WriteEvent, unknown, boolean]>([
		['items.create', { event_type: 'x', active: true }, true],
		['items.create', { event_type: 'x' }, true],
		['items.create', { event_type: 'x', active: false }, false],
		['items.update', { active: true }, true],
		['items.update', { active: 'false' }, true],
		['items.update', { active: null }, true],
		['items.update', { event_domain: 'governance' }, true],
		['items.update', { event_domain: 'governance', active: false }, false],
		['items.update', null, true],
		['items.delete', ['1'], false],
	])('is a write that may leave an event type active: %s %j: %s', (event, payload, expected) => {
		expect(isHumanAct(event, 'event_type_registry', payload)).toBe(expected);
	});

	it.each(['event_outbox', 'axis_value', 'directus_users', undefined])('is no write of %s', (collection) => {
		for (const event of EVENTS) expect(isHumanAct(event, collection, { active: true }), event).toBe(false);
	});
});

describe('a person', () => {
	const user = '7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c11';
	const CALLERS: [string, Caller | null | undefined, Record<HumanOnly, string | null>][] = [
		['the system', null, { off: null, no_automation: 'nobody', studio_session: 'nobody' }],
		['nothing', undefined, { off: null, no_automation: 'nobody', studio_session: 'nobody' }],
		['the public', { user: null }, { off: null, no_automation: 'nobody', studio_session: 'nobody' }],
		['a share', { user: null, session: 's' }, { off: null, no_automation: 'nobody', studio_session: 'nobody' }],
		['an access token', { user }, { off: null, no_automation: null, studio_session: 'no_session' }],
		['a session of the Studio', { user, session: 's' }, { off: null, no_automation: null, studio_session: null }],
		[
			'a program with OAuth',
			{ user, session: 's', oauth: { client: 'c' } },
			{ off: null, no_automation: 'program', studio_session: 'program' },
		],
	];
	it.each(CALLERS)('%s', (_who, caller, expected) => {
		const found = {
			off: whyNotHuman(caller, 'off'),
			no_automation: whyNotHuman(caller, 'no_automation'),
			studio_session: whyNotHuman(caller, 'studio_session'),
		};
		expect(found).toEqual(expected);
	});
});
