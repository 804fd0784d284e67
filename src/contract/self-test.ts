/**
 * What may refuse a write. request_guard: the door for requests that Directus announces to nobody; service_guard: the guard before calls of Directus'
 * services that change tables; hook: the filters; trigger: the guard of the axis tables; database: dependencies, privileges, constraints.
 */
export const SELF_TEST_LAYERS = ['request_guard', 'service_guard', 'hook', 'trigger', 'database'] as const;

export type SelfTestLayer = (typeof SELF_TEST_LAYERS)[number];
