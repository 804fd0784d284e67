/** What a tier does, locks and takes back, in the Studio's language; the server's own words for a tier that these texts do not know. */
import type { TierText } from '../../src/contract';
import { enUs, type RolloutKey } from './texts/en-us';
import type { Texts } from './texts/use-texts';

export type TierFacet = 'effect' | 'lock' | 'undo';

const isKey = (key: string): key is RolloutKey => key in enUs;

/** Null where the tier has none: a tier that only reads takes no lock and has no way back. */
export function tierWord(id: string, facet: TierFacet, text: Texts['text'], served: TierText | null = null): string | null {
	const key = `${facet}_${id}`;
	if (isKey(key)) return text(key);
	return served ? { effect: served.effect, lock: served.lock, undo: served.rollback }[facet] : null;
}

/** What no tier ever does. */
export const NEVER: readonly RolloutKey[] = ['never_0', 'never_1', 'never_2', 'never_3'];
