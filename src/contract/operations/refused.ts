/** What routes of one kind may be refused for, beside what every route may be. */
import type { RefusalCode } from '../schemas/refusals';

export const EVERYWHERE: readonly RefusalCode[] = ['AXIS_INVALID_PAYLOAD', 'AXIS_DATABASE_UNAVAILABLE'];
export const LARGE: readonly RefusalCode[] = ['AXIS_TOO_MANY_READS'];
export const ON_POSTGRES: readonly RefusalCode[] = ['AXIS_UNSUPPORTED_DATABASE', 'AXIS_PREREQUISITE_MISSING'];

export const PROFILE: readonly RefusalCode[] = ['AXIS_INVALID_PROFILE'];
export const TARGET: readonly RefusalCode[] = [...PROFILE, 'AXIS_WRONG_DATABASE', 'AXIS_PREREQUISITE_MISSING'];

/** Of whatever may commit. */
const ACTION: readonly RefusalCode[] = [...TARGET, 'AXIS_ROLLOUT_BUSY', 'AXIS_OUTCOME_UNKNOWN'];
const ON_OWNER: readonly RefusalCode[] = [...ACTION, 'AXIS_OWNER_UNUSABLE'];

export const FOUNDATION_ACTION: readonly RefusalCode[] = [
	...PROFILE,
	'AXIS_FOUNDATION',
	'AXIS_PRECONDITION',
	'AXIS_NEWER_SCHEMA',
	'AXIS_ROLLOUT_BUSY',
	'AXIS_OUTCOME_UNKNOWN',
	'AXIS_OWNER_UNUSABLE',
	'AXIS_WRONG_DATABASE',
];

export const LINK: readonly RefusalCode[] = [
	...ON_OWNER,
	'AXIS_PRECONDITION',
	'AXIS_NEWER_SCHEMA',
	'AXIS_UNKNOWN_AUTHORITY',
	'AXIS_UNKNOWN_PERSON',
];

export const SCAN: readonly RefusalCode[] = [...ON_OWNER, 'AXIS_ORDER'];
export const ROLLBACK: readonly RefusalCode[] = [
	...ON_OWNER,
	'AXIS_UNKNOWN_TIER',
	'AXIS_PRECONDITION',
	'AXIS_POSTCONDITION',
	'AXIS_FOREIGN_OBJECTS',
	'AXIS_ALREADY_APPLIED',
	'AXIS_ORDER',
	'AXIS_NEWER_SCHEMA',
	'AXIS_NOT_SEALED',
	'AXIS_PLAN_CHANGED',
];
/** Of whatever needs an open gate. */
export const AT_GATE: readonly RefusalCode[] = ['AXIS_GATE_CLOSED', 'AXIS_SOURCE_ELSEWHERE'];
export const APPLY: readonly RefusalCode[] = [...ROLLBACK, ...AT_GATE];
export const CELLS: readonly RefusalCode[] = [
	...ON_OWNER,
	...AT_GATE,
	'AXIS_PRECONDITION',
	'AXIS_POSTCONDITION',
	'AXIS_FOREIGN_OBJECTS',
	'AXIS_CELLS_REFUSED',
	'AXIS_OWNERSHIP_READ_ONLY',
	'AXIS_BATCH_CHANGED',
];
/** Of findings. */
export const FINDINGS: readonly RefusalCode[] = [
	...ON_OWNER,
	...AT_GATE,
	'AXIS_PRECONDITION',
	'AXIS_NEWER_SCHEMA',
	'AXIS_CELLS_REFUSED',
	'AXIS_FINDINGS_REFUSED',
];
export const NUMBERS: readonly RefusalCode[] = [
	...ON_OWNER,
	'AXIS_ORDER',
	'AXIS_TRANSITION',
	'AXIS_LIFECYCLE_CONFLICT',
	'AXIS_PRECONDITION',
	'AXIS_POSTCONDITION',
	'AXIS_FOREIGN_OBJECTS',
];
/** Of another place where people ratify. */
export const SOURCE: readonly RefusalCode[] = [
	...ON_OWNER,
	'AXIS_ORDER',
	'AXIS_PRECONDITION',
	'AXIS_POSTCONDITION',
	'AXIS_NEWER_SCHEMA',
];
export const MODEL: readonly RefusalCode[] = [...NUMBERS, ...AT_GATE];
