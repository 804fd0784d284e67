/** How much a CSV that is sent may hold. */
export const CSV_BOUNDS = {
	bytes: 33_554_432,
	/** Below the header. */
	rows: 100_000,
	/** Of one row, and so of one cell. */
	row_characters: 100_000,
} as const;
