/** What a tier is known by. Its number is a label for people, and names its file of the packet. */

/**
 * What a tier does in a rollout. preflight: asks before it; structure: makes the axis tables; axis: brings an axis; ownership: writes the canonical
 * model; scan: makes the first scan; verify: asks every check again. Only of role axis there are several.
 */
export const TIER_ROLES = ['preflight', 'structure', 'axis', 'ownership', 'scan', 'verify'] as const;
export type TierRole = (typeof TIER_ROLES)[number];

/** What an id looks like: a word; of the tier of an axis that a profile declares, `axis:` and the axis' code. */
export const TIER_ID = /^[a-z]+(?::[^\s\p{Cc}\p{Cs}]{1,250})?$/u;

/** A tier as a caller may name it: by its id, e.g. `containment`, or by its number. */
export type TierRef = string | number;
