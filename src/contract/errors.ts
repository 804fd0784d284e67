/** Codes of the bundle's refusals with their HTTP status; http.md is the source. */
export const AXIS_ERROR_STATUS = {
	AXIS_GATE_CLOSED: 423,
	AXIS_HUMAN_ONLY: 403,
	AXIS_PRECONDITION: 409,
	AXIS_POSTCONDITION: 409,
	AXIS_ALREADY_APPLIED: 409,
	AXIS_ORDER: 409,
	AXIS_ROLLOUT_BUSY: 409,
	AXIS_WRONG_DATABASE: 409,
	AXIS_PREREQUISITE_MISSING: 409,
	AXIS_FOREIGN_OBJECTS: 409,
	AXIS_NEWER_SCHEMA: 409,
	AXIS_INVALID_PROFILE: 409,
	AXIS_NOT_SEALED: 409,
	AXIS_PLAN_CHANGED: 409,
	AXIS_CELLS_REFUSED: 409,
	AXIS_OWNERSHIP_READ_ONLY: 409,
	AXIS_BATCH_CHANGED: 409,
	AXIS_TRANSITION: 409,
	AXIS_LIFECYCLE_CONFLICT: 409,
	AXIS_INVALID_PAYLOAD: 400,
	AXIS_UNKNOWN_TIER: 404,
	AXIS_UNKNOWN_AXIS: 404,
	AXIS_UNKNOWN_CODE: 404,
	AXIS_UNKNOWN_RUN: 404,
	AXIS_UNKNOWN_BATCH: 404,
	AXIS_UNKNOWN_WAIVER: 404,
	AXIS_UNSUPPORTED_DATABASE: 501,
	AXIS_OWNER_UNUSABLE: 503,
	AXIS_TOO_MANY_STREAMS: 503,
	AXIS_DATABASE_UNAVAILABLE: 503,
	AXIS_OUTCOME_UNKNOWN: 503,
} as const;

export type AxisErrorCode = keyof typeof AXIS_ERROR_STATUS;

/** Codes that only Directus' own routes answer, by the bundle's hook. */
export const ANSWERED_ELSEWHERE: readonly AxisErrorCode[] = ['AXIS_HUMAN_ONLY'];

/** Why a caller does not count as a person: nobody is signed in; a program that a user let in; an access token instead of a Studio session. */
export type NotHuman = 'nobody' | 'program' | 'no_session';
