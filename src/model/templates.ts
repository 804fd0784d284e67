/** Axes that many projects want, to begin with: what a new axis takes where nothing else is asked. */
import type { ModelTemplate, Semantics } from '../contract';

/** What an axis asks for that says nothing of itself. */
export const USUAL = {
	cardinality: 'many',
	missing: 'finding',
	tag_inheritance: 'none',
	owner_inheritance: 'none',
} as const satisfies Required<Semantics>;

const one = { ...USUAL, cardinality: 'one' } as const;
const value = (value_code: string, value_name: string) => ({ value_code, value_name });

export const MODEL_TEMPLATES: readonly ModelTemplate[] = [
	{
		template: 'data-classification',
		axis_name: 'Data classification',
		does: 'Who may see what an object holds. Every object has one class; without it, it is a gap.',
		values: [
			value('public', 'Public'),
			value('internal', 'Internal'),
			value('confidential', 'Confidential'),
			value('restricted', 'Restricted'),
		],
		semantics: { ...one, missing: 'gap' },
	},
	{
		template: 'criticality',
		axis_name: 'Criticality',
		does: 'How much stands still when an object does. What lies in a folder is as critical as the folder, unless it says otherwise.',
		values: [value('low', 'Low'), value('medium', 'Medium'), value('high', 'High'), value('critical', 'Critical')],
		semantics: { ...one, tag_inheritance: 'containment' },
	},
	{
		template: 'lifecycle-stage',
		axis_name: 'Lifecycle stage',
		does: 'Where an object stands on its way from idea to archive.',
		values: [
			value('planned', 'Planned'),
			value('in-use', 'In use'),
			value('phasing-out', 'Phasing out'),
			value('archived', 'Archived'),
		],
		semantics: one,
	},
	{
		template: 'retention',
		axis_name: 'Retention',
		does: 'How long what an object holds is kept. Every object has one period; folders give theirs to what lies in them.',
		values: [
			value('no-limit', 'No limit'),
			value('one-year', 'One year'),
			value('six-years', 'Six years'),
			value('ten-years', 'Ten years'),
		],
		semantics: { ...one, missing: 'gap', tag_inheritance: 'containment', owner_inheritance: 'containment' },
	},
];
