/** Routes that change which object has which value. */
import { ActAnswer, ActPreview } from '../schemas/acts';
import { TagsBody } from '../schemas/tags';
import type { Operations } from './operation';
import { MODEL, NUMBERS } from './refused';

export const TAGS = {
	actOnTags: {
		route: 'POST /tags',
		tag: 'model',
		does: 'Tags objects, moves, clears, approves or quarantines their tags; objects by name, a whole group, or the group itself',
		more: 'One transaction, recorded with each row that it makes or sets. A tag that gives way is superseded by one of the next revision, or retired, never overwritten. What it leaves as it is, it lists and says why. Undone by `POST /axis/model/changes/:id/undo`, which gives back the very rows.',
		body: TagsBody,
		answer: ActAnswer,
		refuses: [...MODEL, 'AXIS_UNKNOWN_CODE'],
	},
	previewActOnTags: {
		route: 'POST /tags/preview',
		tag: 'model',
		does: 'What that would do',
		more: 'The act itself, in a transaction that is rolled back. A shut gate does not stop it. Nothing is recorded.',
		right: 'read',
		large: true,
		body: TagsBody,
		answer: ActPreview,
		refuses: [...NUMBERS, 'AXIS_UNKNOWN_CODE'],
	},
} satisfies Operations;
