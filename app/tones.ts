/** The tone of a cell or of many cells: which sign, word and colour stand for it. */
import type { CellState } from '../src/contract';
import type { SharedKey } from './texts/en-us';

/** `covered` and `partly` stand for many objects at once and occur only where rows are groups. */
export type CellTone = CellState | 'covered' | 'partly';

/** Signs stand beside the colour everywhere, so that no state is told by colour alone. */
export const SIGNS: Record<CellTone, string> = {
	direct: '●',
	inherited: '↑',
	gap: '×',
	waived: '○',
	not_required: '–',
	covered: '✓',
	partly: '◐',
};

export const TONE_TEXTS: Record<CellTone, SharedKey> = {
	direct: 'direct',
	inherited: 'inherited',
	gap: 'gap',
	waived: 'waived',
	not_required: 'not_required',
	covered: 'all_covered',
	partly: 'partly_covered',
};
