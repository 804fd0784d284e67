/** What docs/errors.md says of each code: when it is answered, and what to do then. */
import type { AxisErrorCode } from '../../src/contract';

interface Meaning {
	when: string;
	remedy: string;
}

/** A code without its meaning is an error of types. */
export const ERROR_MEANINGS: Readonly<Record<AxisErrorCode, Meaning>> = {
	AXIS_GATE_CLOSED: {
		when: 'the gate is shut; `extensions.blockers` says why',
		remedy: 'a person ratifies',
	},
	AXIS_SOURCE_ELSEWHERE: {
		when: 'the profile reads the ratification from elsewhere than the policy of the database, which holds',
		remedy: 'let the profile name what `GET /axis/gate` names as the source, or nothing (`ratification.source`)',
	},
	AXIS_HUMAN_ONLY: {
		when: 'a program tried to ratify, or to activate an event type',
		remedy: 'a person does it in the Data Studio; see [security.md](security.md#never-automated)',
	},
	AXIS_PRECONDITION: {
		when: 'a tier did not start; `extensions.violations` lists up to 100 rows, `total` counts them',
		remedy: 'correct the target or the profile; for a rollback see `force` in [runbook.md](runbook.md#force)',
	},
	AXIS_POSTCONDITION: {
		when: 'a tier ran and was rolled back: a check or an invariant did not hold',
		remedy: 'read `extensions.violations`; nothing but the ledger was changed',
	},
	AXIS_ALREADY_APPLIED: {
		when: 'the tier is applied already',
		remedy: '`GET /axis/verify` says whether it still holds',
	},
	AXIS_ORDER: {
		when: 'another tier comes first; `extensions.first` names it',
		remedy: 'apply it, or roll it back, first',
	},
	AXIS_ROLLOUT_BUSY: {
		when: 'another run is in progress, or a scan, a lock or a statement took too long',
		remedy: 'try again; where it stays so, look for long transactions',
	},
	AXIS_WRONG_DATABASE: {
		when: 'the profile, or `AXIS_OWNER_DATABASE_URL`, is for another database than the one that Directus runs on',
		remedy: 'connect to the right one, name another profile, or correct the variable',
	},
	AXIS_PREREQUISITE_MISSING: {
		when: 'something that the action builds on is missing or may not be read; `extensions.missing` names it',
		remedy: 'create it, or grant SELECT',
	},
	AXIS_FOREIGN_OBJECTS: {
		when: 'an object or code of the same name exists that the bundle did not make',
		remedy: 'rename or drop it',
	},
	AXIS_FOUNDATION: {
		when: 'the base model, or an authority of it, cannot be made, changed or taken away: `extensions.reason` says why, e.g. a name is taken, parts of it are gone, tiers stand on it, the authority owns something, or it is a project’s own',
		remedy: 'see the message; `GET /axis/foundation` shows how the project stands',
	},
	AXIS_NEWER_SCHEMA: {
		when: 'another build of the bundle migrated this database',
		remedy: 'install that build, or a newer one; or roll every tier back and apply them with this one',
	},
	AXIS_INVALID_PROFILE: {
		when: 'the profile cannot be used; every problem is listed',
		remedy: 'correct it; see [profile.md](profile.md)',
	},
	AXIS_NOT_SEALED: {
		when: 'the profile asks for a sealed plan, and the token is missing, unknown, used, expired or for something else',
		remedy: 'review the plan, `POST /axis/plan/seal`',
	},
	AXIS_PLAN_CHANGED: {
		when: 'the plan is not the one that was sealed; `extensions.differences` names each part',
		remedy: 'review what differs, seal again',
	},
	AXIS_IMPORT_REFUSED: {
		when: 'rows of a CSV are wrong; `extensions.row_numbers` has them by number, a thousand numbers and ranges at most, `extensions.rows` what is wrong with the first thousand',
		remedy: 'correct these rows and send the file again; its preview refuses the same',
	},
	AXIS_CHANGED_MEANWHILE: {
		when: 'rows that a CSV changes are not those that its preview showed: somebody changed them since, or the file is another',
		remedy: 'preview it again, look at what differs, and send it with the new `expect`',
	},
	AXIS_CELLS_REFUSED: {
		when: 'the cells, the owner or the group cannot be assigned or waived, a cell would have several owners, or a goal cannot be set; `extensions.violations` lists them',
		remedy: 'correct the request; its preview shows each cell',
	},
	AXIS_FINDINGS_REFUSED: {
		when: 'findings cannot be acknowledged: unknown, no longer open, or the day has passed; or nobody acknowledged what is to be revoked; `extensions.violations` lists the first ten',
		remedy: 'correct the request; `GET /axis/drift` lists the findings',
	},
	AXIS_OWNERSHIP_READ_ONLY: {
		when: 'the axis is canonical, and the profile does not let people write `governance_object_ownership`',
		remedy: 'assign owners where that table is kept, or set `ownership.writable`',
	},
	AXIS_BATCH_CHANGED: {
		when: 'a batch of owners, waivers, goals or acknowledgements cannot be undone: its rows are gone or were changed since, or it was undone before',
		remedy: 'review the rows listed, and assign what should hold now',
	},
	AXIS_TRANSITION: {
		when: 'the status that is asked for does not follow the present one; `extensions.allowed` lists those that do',
		remedy: 'ask for one of them, or undo a change',
	},
	AXIS_LIFECYCLE_CONFLICT: {
		when: 'the model is not as the change, or its undo, needs it; `extensions.violations` lists why',
		remedy: 'correct what is listed; see [runbook.md](runbook.md#lifecycle)',
	},
	AXIS_INVALID_PAYLOAD: {
		when: 'body, query or path is not what the route takes, or an object rule is about what is not there',
		remedy: 'correct the request',
	},
	AXIS_UNSAFE_SCHEMA: {
		when: 'a relation, field or collection would put a text into SQL that Directus does not escape',
		remedy: 'write what the message lists; see [security.md](security.md#texts-in-ddl)',
	},
	AXIS_UNKNOWN_TIER: {
		when: 'the profile’s order has no such tier',
		remedy: '`GET /axis/plan` lists the tiers',
	},
	AXIS_UNKNOWN_AXIS: {
		when: 'there is no active axis of that code',
		remedy: '`GET /axis/coverage` lists the active axes',
	},
	AXIS_UNKNOWN_CODE: {
		when: 'there is no axis, value or rule of that code',
		remedy: '`GET /axis/model` lists them',
	},
	AXIS_UNKNOWN_RUN: {
		when: 'there is no run of that id',
		remedy: '`GET /axis/runs` lists them',
	},
	AXIS_UNKNOWN_AUTHORITY: {
		when: 'there is no authority of that code',
		remedy: '`GET /axis/authorities` lists the active ones',
	},
	AXIS_UNKNOWN_PERSON: {
		when: 'Directus has no role or user of that id to link an authority to',
		remedy: '`GET /axis/authorities/suggestions` names some',
	},
	AXIS_UNKNOWN_BATCH: {
		when: 'there is no batch of owners, waivers, goals or acknowledgements of that id',
		remedy: '`GET /axis/changes` lists them',
	},
	AXIS_UNKNOWN_SCAN: {
		when: 'there is no scan of that number, none until that day, or none at all',
		remedy: '`GET /axis/scans` lists them',
	},
	AXIS_UNKNOWN_WAIVER: {
		when: 'there is no waiver of that id',
		remedy: '`GET /axis/waivers` lists them',
	},
	AXIS_UNKNOWN_GOAL: {
		when: 'no goal of that id stands: there never was one, or it ended',
		remedy: '`GET /axis/goals` lists those that stand',
	},
	AXIS_UNSUPPORTED_DATABASE: {
		when: 'the host does not run on PostgreSQL',
		remedy: 'move the host to PostgreSQL ≥ 15',
	},
	AXIS_OWNER_UNUSABLE: {
		when: '`AXIS_OWNER_DATABASE_URL` is set and cannot be used: it is no URL, nobody answers, or it does not lead to the owner',
		remedy: 'correct the variable and restart Directus; `directus axis harden` says who owns what',
	},
	AXIS_TOO_MANY_STREAMS: {
		when: 'this instance already follows runs for 20 clients, or for 5 of this user',
		remedy: 'ask `GET /axis/runs/:id`, which answers at any time',
	},
	AXIS_TOO_MANY_READS: {
		when: 'three large reports are being answered (fewer with a small pool), and too many others wait, or this one waited for 20 seconds; or four CSVs that were sent are being taken (three of one user)',
		remedy: 'ask again; `Retry-After` says when',
	},
	AXIS_DATABASE_UNAVAILABLE: {
		when: 'the connection to the database broke, none was free, or the server had no room; nothing was changed',
		remedy: 'try again; for a pool that is used up raise `DB_POOL__MAX`',
	},
	AXIS_OUTCOME_UNKNOWN: {
		when: 'the connection broke during COMMIT, and the database has not said since whether it succeeded',
		remedy: 'ask what the message names: `GET /axis/runs/:id`, `GET /axis/scans`',
	},
};
