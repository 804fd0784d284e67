/** Who counts as a person where an approval is written. */

/** off: anybody. no_automation: somebody who is signed in. studio_session: somebody with a session of the Studio. */
export const HUMAN_ONLY = ['off', 'no_automation', 'studio_session'] as const;
export type HumanOnly = (typeof HUMAN_ONLY)[number];
