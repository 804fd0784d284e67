/** A column of a list: its heading, and what it says of a row. The first column names the row. */
import type { CellTone } from './tones';

export interface TableColumn<Row> {
	label: string;
	/** In words, in the Studio's language. */
	text: (row: Row) => string;
	/** What the heading means, where a word does not say it. */
	tip?: string;
	numeric?: boolean;
	/** Has room for a date on two lines at least. */
	roomy?: boolean;
	/** A sign before the words; null for none. */
	tone?: (row: Row) => CellTone | null;
}
