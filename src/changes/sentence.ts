/** An act of the history as a plain sentence, for who reads a table, a CSV or a terminal. Screens word it themselves. */
import type { RecordedChange } from '../contract';

type Told = Pick<
	RecordedChange,
	'kind' | 'act' | 'axis_code' | 'code' | 'group_ref' | 'from' | 'to' | 'merge_into' | 'split_into' | 'cells' | 'rows' | 'undo_of'
>;

const count = (number: number | null, one: string, many: string) => `${number ?? 0} ${number === 1 ? one : many}`;

/** What was done; of an undo what it took back. */
export function sentenceOf(told: Told): string {
	const words = wordsOf(told);
	return told.undo_of === null ? `${words}.` : `Taken back: ${words.charAt(0).toLowerCase()}${words.slice(1)}.`;
}

function wordsOf(told: Told): string {
	const { kind, act, axis_code, code, from, to, rows, cells } = told;
	const axis = axis_code === null ? 'several axes' : `the axis "${axis_code}"`;
	const where = told.group_ref === null ? `on ${axis}` : `on ${axis}, group "${told.group_ref}"`;
	switch (kind) {
		case 'owners':
			if (act === 'transfer') return `"${from}" handed ${count(rowsEnded(rows), 'row', 'rows')} over to "${to}" ${where}`;
			if (act === 'end') return `Owners ended in ${count(rows, 'row', 'rows')} ${where}`;
			if (act === 'import') return `Owners imported from a file ${where}: ${count(rows, 'row', 'rows')}`;
			return `"${to}" assigned to ${count(cells, 'cell', 'cells')} ${where}`;
		case 'waivers':
			return `${count(cells, 'waiver', 'waivers')} ${act === 'waive' ? 'made' : 'revoked'} ${where}`;
		case 'goals': {
			const what = code === null ? where : `${where}, value "${code}"`;
			if (act === 'end_goal') return `Goal of ${from} ended ${what}`;
			return `Goal of ${to} set ${what}${from === null ? '' : `, in place of ${from}`}`;
		}
		case 'findings':
			return `${act === 'acknowledge' ? 'Findings acknowledged' : 'Acknowledgements of findings revoked'} ${where}: ${count(rows, 'row', 'rows')}`;
		case 'tags':
			return `${TAG_WORDS[act] ?? act} ${where}: ${count(rows, 'row', 'rows')}`;
		case 'axis':
		case 'value':
		case 'rule':
			return modelWords(told);
		case 'repair':
			return `Repair "${act}": ${count(rows, 'row', 'rows')}`;
		case 'link':
			return act === 'link' ? `Authority "${code}" linked to a role or user` : `Authority "${code}" linked to nobody`;
		case 'source':
			return 'Another place where people ratify';
		case 'baseline':
			return 'Numbers accepted for the verification';
		case 'ports':
			return 'Ports of labels and event types bound again';
		case 'foundation':
			if (AUTHORITY_WORDS[act] !== undefined) return `Authority "${code}" ${AUTHORITY_WORDS[act]}`;
			if (act === 'give') return `"${to}" made the owner of the group "${told.group_ref}"`;
			return act === 'install' ? 'Base model made' : 'Base model taken away';
		case 'tier':
			return `Tier ${code} ${act === 'apply' ? 'applied' : 'rolled back'}`;
	}
}

/** A transfer ends a row and makes one. */
const rowsEnded = (rows: number | null) => (rows === null ? null : Math.ceil(rows / 2));

const AUTHORITY_WORDS: Readonly<Record<string, string>> = {
	make_authority: 'made',
	rename_authority: 'renamed',
	retire_authority: 'retired',
	restore_authority: 'brought back',
};

const TAG_WORDS: Readonly<Record<string, string>> = {
	tag: 'Objects tagged',
	move_tags: 'Tags moved',
	clear_tags: 'Tags cleared',
	approve_tags: 'Tags approved',
	quarantine_tags: 'Tags quarantined',
	import_tags: 'Tags imported from a file',
};

const MODEL_WORDS: Readonly<Record<string, string>> = {
	add_axis: 'Axis added',
	change_axis: 'Axis changed',
	add_values: 'Values added to the axis',
	rename_values: 'Values renamed on the axis',
	reorder_values: 'Values put in order on the axis',
	add_rule: 'Rule added',
	change_rule: 'Rule changed',
};

function modelWords({ kind, act, axis_code, code, from, to, merge_into, split_into }: Told): string {
	const acted = MODEL_WORDS[act];
	if (acted !== undefined) return `${acted} "${code}"`;
	const subject = kind === 'value' ? `The value "${code}" of the axis "${axis_code}"` : `The ${kind} "${code}"`;
	if (act === 'merge') return `${subject} merged into "${merge_into}"`;
	if (act === 'split') return `${subject} split into ${(split_into ?? []).map((value) => `"${value}"`).join(', ')}`;
	return `${subject} went from ${from ?? 'nothing'} to ${to ?? 'nothing'}`;
}
