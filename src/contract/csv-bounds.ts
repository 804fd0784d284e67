/** How much a CSV that is sent may hold. */
export const CSV_BOUNDS = {
	bytes: 33_554_432,
	/** Below the header, empty ones counted. */
	rows: 100_000,
	/** Of one row. */
	row_characters: 100_000,
	row_cells: 1_000,
	/** Of one cell that is read: as a code that is given otherwise. */
	cell_characters: 255,
	/** Tags that one file makes, moves or sets apart: the ledger keeps each row of them in one entry. */
	written_tags: 10_000,
} as const;

/** What is told of a CSV that is longer, wherever it comes from. */
export const CSV_TOO_LONG = `the CSV has more than ${CSV_BOUNDS.bytes} bytes: send it in parts`;
