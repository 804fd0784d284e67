/** A tier as people read it before they run it. */

export interface TierText {
	tier: number;
	name: string;
	/** True where it writes the canonical model. */
	sovereign: boolean;
	/** True where an apply must name an approval code: the tier writes the canonical model, or records the code with its rows. */
	needs_code: boolean;
	/** What it does, in sentences. */
	effect: string;
	/** Which locks it takes on what was there before; null where none. */
	lock: string | null;
	/** What its rollback does; null where there is nothing to take back. */
	rollback: string | null;
	/** What no tier ever does. */
	never: string[];
	/** Name of the file in the packet. */
	file: string;
	/** The file, as psql reads it: with the numbers and rows of the profile. */
	sql: string;
}
