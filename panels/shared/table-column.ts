/** A column of a list: its heading, and what it says of a row. The first column names the row. */
import type { CellTone } from './tones';

export interface TableColumn<Row> {
	label: string;
	/** In words, in the Studio's language. */
	text: (row: Row) => string;
	numeric?: boolean;
	/** Stays on one line, as a date does. */
	unbroken?: boolean;
	/** A sign before the words; null for none. */
	tone?: (row: Row) => CellTone | null;
}
