/** A cell as people read it: tone, words beside its sign, and a sentence for who cannot see it. */
import type { MatrixCell } from '../src/contract';
import type { Texts } from './texts/define-texts';
import type { CellTone } from './tones';

export interface CellView {
	tone: CellTone;
	/** Beside the sign where there is room: the owner, the word "gap", or counts. */
	short: string;
	/** e.g. "agents · approval" */
	title: string;
	/** e.g. "GOV-DOT, inherited from GRP-AI" */
	state: string;
	/** Both in one sentence, for screen readers. */
	label: string;
}

/** A value without a cell is one that nothing requires of the object. */
export function objectCell(object: string, value: string, cell: MatrixCell | undefined, texts: Texts): CellView {
	const tone = cell?.state ?? 'not_required';
	const owner = cell?.owner_gov_code ?? texts.text('owner_unknown');

	switch (tone) {
		case 'direct':
			return cellView(object, value, tone, owner, texts.text('cell_direct', { owner }), texts);
		case 'inherited': {
			const anchor = cell?.source_anchor_ref;
			const state = anchor ? texts.text('cell_inherited', { owner, anchor }) : texts.text('cell_inherited_unanchored', { owner });
			return cellView(object, value, tone, owner, state, texts);
		}
		case 'gap':
			return cellView(object, value, tone, texts.text('gap'), texts.text('cell_gap'), texts);
		case 'waived':
			return cellView(object, value, tone, texts.text('waived'), texts.text('cell_waived'), texts);
		case 'not_required':
			return cellView(object, value, tone, '', texts.text('cell_not_required'), texts);
	}
}

/** Puts title, state and label together. */
export function cellView(object: string, value: string, tone: CellTone, short: string, state: string, texts: Texts): CellView {
	const title = texts.text('cell_title', { object, value });
	return { tone, short, title, state, label: texts.text('cell_label', { title, state }) };
}
