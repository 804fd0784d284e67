/** Options that several operations have, as a Flow's editor shows them. */
import { MOST_ROWS, USUAL_ROWS } from './bounds';

/** Code of one axis; any code may be typed, because projects have axes of their own. */
export const AXIS = {
	field: 'axis',
	name: 'Axis',
	type: 'string' as const,
	meta: {
		interface: 'select-dropdown',
		width: 'half' as const,
		note: 'One axis; empty for all',
		options: {
			placeholder: 'all axes',
			allowNone: true,
			allowOther: true,
			choices: [
				{ text: 'responsibility', value: 'responsibility' },
				{ text: 'containment', value: 'containment' },
				{ text: 'topic', value: 'topic' },
			],
		},
	},
};

/** How many rows an answer has at most. */
export const LIMIT = {
	field: 'limit',
	name: 'Rows',
	type: 'integer' as const,
	schema: { default_value: USUAL_ROWS },
	meta: {
		interface: 'input',
		width: 'half' as const,
		note: `At most so many rows, 1 to ${MOST_ROWS}; the total counts all`,
		options: { placeholder: String(USUAL_ROWS), min: 1, max: MOST_ROWS, iconLeft: 'format_list_numbered' },
	},
};

/** One line of the overview for each option that is filled. */
export function shown(options: Record<string, unknown>, labels: Readonly<Record<string, string>>) {
	return Object.entries(labels).flatMap(([field, label]) => {
		const value = options[field];
		if (value === undefined || value === null || value === '') return [];
		return [{ label, text: typeof value === 'object' ? JSON.stringify(value) : String(value) }];
	});
}
