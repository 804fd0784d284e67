/** The route of the history. */
import { ChangesQuery, RecordedChange } from '../schemas/changes';
import type { Operations } from './operation';

export const CHANGES = {
	listChanges: {
		route: 'GET /changes',
		tag: 'changes',
		does: 'What people changed, newest first: model, tags, owners, waivers, goals, acknowledged findings, repairs, links, accepted numbers, tiers',
		more: 'Each act once, with who, when and why, whether it was taken back, and what takes it back. Tiers are told one by one; a rehearsal and what was refused are not. A filter by axis or object reads every act of its time; rows that a repair adds for new objects are not searched.',
		large: true,
		query: ChangesQuery,
		list: RecordedChange,
	},
} satisfies Operations;
