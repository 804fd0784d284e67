/** Routes of the base model, for a project that has none. */
import {
	Foundation,
	FoundationAnswer,
	FoundationBody,
	FoundationRemoval,
	FoundationRemovalAnswer,
	FoundationRemoveBody,
} from '../schemas/foundation';
import type { Operations } from './operation';
import { FOUNDATION_ACTION, PROFILE } from './refused';

export const FOUNDATION = {
	readFoundation: {
		route: 'GET /foundation',
		tag: 'foundation',
		does: 'Whether the project has a base model, and what counts in it',
		large: true,
		answer: Foundation,
		refuses: PROFILE,
	},
	previewFoundation: {
		route: 'POST /foundation/preview',
		tag: 'foundation',
		does: 'What would count, before anything is written',
		more: 'Where there is no base model, one is made, read and taken back in one transaction.',
		large: true,
		body: FoundationBody,
		answer: Foundation,
		refuses: FOUNDATION_ACTION,
	},
	installFoundation: {
		route: 'POST /foundation',
		tag: 'foundation',
		does: 'Makes a base model from collections and folders',
		more: 'Five tables and five views, in one transaction. Nothing of Directus’ own is altered. Recorded in the run ledger; the gate is not asked.',
		body: FoundationBody,
		answer: FoundationAnswer,
		refuses: FOUNDATION_ACTION,
	},
	foreseeFoundationRemoval: {
		route: 'POST /foundation/remove/preview',
		tag: 'foundation',
		does: 'What taking the base model away would take along, and what stands in its way',
		more: 'Nothing is changed.',
		right: 'read',
		body: FoundationBody,
		answer: FoundationRemoval,
		refuses: FOUNDATION_ACTION,
	},
	removeFoundation: {
		route: 'POST /foundation/remove',
		tag: 'foundation',
		does: 'Takes the base model away that this extension made',
		more: 'Refused while a tier stands on it, or something of others leads to it; without `force` also where people made rows, linked an authority, or registered one of its tables in Directus: `removed` names what went, with counts.',
		body: FoundationRemoveBody,
		answer: FoundationRemovalAnswer,
		refuses: FOUNDATION_ACTION,
	},
} satisfies Operations;
