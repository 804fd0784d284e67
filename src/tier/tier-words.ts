/** What a tier file says of itself in the comment of its header. */

export interface TierWords {
	/** What it does, in sentences. */
	effect: string;
	/** Which locks it takes; null where it takes none. */
	lock: string | null;
	/** What its rollback does; null where there is nothing to take back. */
	rollback: string | null;
}

/** Reads comment lines: sentences, then `Lock: …`, then `Rolls back …`; both may be missing. */
export function readTierWords(header: string): TierWords {
	const lines = [...header.matchAll(/^-- (.+)$/gm)].map(([, line = '']) => line);
	const [rest = '', rollback] = splitAt(lines.join(' '), /(?=\bRolls back )/);
	const [effect = '', lock] = splitAt(rest, /\bLock: /);
	return { effect: effect.trim(), lock: lock?.trim() ?? null, rollback: rollback?.trim() ?? null };
}

/** Both sides of the first match. */
function splitAt(text: string, mark: RegExp): string[] {
	const match = mark.exec(text);
	return match ? [text.slice(0, match.index), text.slice(match.index + match[0].length)] : [text];
}
